import { describe, expect, it } from 'vitest'
import { createTurns, PoolFull, type Turns } from './turns.ts'

const OPTIONS = { capacity: 8, maxWaitMs: 60_000, maxWaiting: 100 }

/** Asks so many times, and tells how many were let in at once. */
async function crowd(turns: Turns, who: string, size: number) {
  const given: (() => void)[] = []
  for (let n = 0; n < size; n += 1) void turns.take(who).then((end) => given.push(end))
  await new Promise(setImmediate)
  return given
}

describe('turns', () => {
  it('gives one caller a quarter of the connections at most', async () => {
    expect(await crowd(createTurns(OPTIONS), 'eve', 50)).toHaveLength(2)
  })

  it('lets another in at once while one waits', async () => {
    const turns = createTurns(OPTIONS)
    await crowd(turns, 'eve', 50)
    expect(await crowd(turns, 'ada', 1)).toHaveLength(1)
  })

  it('leaves room for one more, however many callers are slow', async () => {
    const turns = createTurns(OPTIONS)
    for (let n = 0; n < 5; n += 1) await crowd(turns, `slow ${n}`, 20)
    expect(await crowd(turns, 'ada', 1)).toHaveLength(1)
  })

  it('gives what becomes free to whoever holds the fewest', async () => {
    const turns = createTurns({ ...OPTIONS, capacity: 8 })
    const ends = await crowd(turns, 'eve', 2)
    for (const who of ['a', 'b', 'c', 'd', 'e', 'f']) await crowd(turns, who, 1)
    const order: string[] = []
    for (const who of ['a', 'ada']) void turns.take(who).then(() => order.push(who))
    ends[1]?.()
    await new Promise(setImmediate)
    expect(order).toEqual(['ada'])
  })

  it('sends those away who have waited too long, and no one else', async () => {
    const turns = createTurns({ ...OPTIONS, capacity: 1, maxWaitMs: 20 })
    const end = await turns.take('eve')
    await expect(turns.take('ada')).rejects.toThrow(PoolFull)
    end()
    expect(await turns.take('ada')).toBeTypeOf('function')
  })

  it('keeps no crowd of one caller waiting', async () => {
    const turns = createTurns({ ...OPTIONS, maxWaiting: 3 })
    await crowd(turns, 'eve', 5)
    await expect(turns.take('eve')).rejects.toThrow(PoolFull)
    expect(await crowd(turns, 'ada', 1)).toHaveLength(1)
  })
})
