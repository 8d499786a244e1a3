import { connect } from '@valence/db'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitMessages, startCountingProxy } from './counting-proxy.ts'
import { createTestDatabase } from './test-database.ts'

const startup = (code: number, body = ''): Buffer => {
  const head = Buffer.alloc(8)
  head.writeInt32BE(8 + body.length)
  head.writeInt32BE(code, 4)
  return Buffer.concat([head, Buffer.from(body)])
}
const typed = (type: string, body: string): Buffer => {
  const head = Buffer.alloc(5)
  head.write(type)
  head.writeInt32BE(4 + body.length, 1)
  return Buffer.concat([head, Buffer.from(body)])
}

describe('the messages of a client', () => {
  it('are the same, however the network cuts the stream into pieces', () => {
    const messages = [
      startup(80_877_103),
      startup(196_608, 'user\0me\0\0'),
      typed('Q', 'select 1\0'),
      typed('X', ''),
    ]
    const stream = Buffer.concat(messages)
    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
        const split = splitMessages()
        const places = [0, ...cuts.sort((a, b) => a - b), stream.length]
        const found = places
          .slice(1)
          .flatMap((end, index) => split(stream.subarray(places[index], end)))
        expect(found.map(String)).toEqual(messages.map(String))
      }),
    )
  })
})

describe('a counting proxy', () => {
  it('strikes at the message it was told, and lets no one in after a cut', async () => {
    const database = await createTestDatabase()
    const counted = await startCountingProxy(database.url)
    const undisturbed = connect(counted.url, { max: 1 })
    await undisturbed`select 1`
    await undisturbed`select 2`
    const total = counted.messages
    await undisturbed.end()
    await counted.close()

    const proxy = await startCountingProxy(database.url, { at: total, act: (it) => it.cut() })
    const sql = connect(proxy.url, { max: 1 })
    try {
      expect((await sql`select 1 as one`)[0]).toEqual({ one: 1 })
      await expect(sql`select 2`).rejects.toThrow()
      await expect(sql`select 3`).rejects.toThrow()
      expect(proxy.messages).toBe(total)
    } finally {
      await sql.end({ timeout: 1 })
      await proxy.close()
      await database.drop()
    }
  })
})
