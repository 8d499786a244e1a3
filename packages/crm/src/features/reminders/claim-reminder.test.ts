import { expect, it } from 'vitest'
import { claimReminder } from './claim-reminder.ts'

function memory(first: string | null = null) {
  let held = first
  return {
    getItem: () => held,
    setItem: (_key: string, value: string) => {
      held = value
    },
  }
}

it('is given once, however often and by however many it is asked for', async () => {
  const storage = memory()
  const claims = await Promise.all(
    Array.from({ length: 3 }, () => claimReminder('7@1000', storage, null)),
  )
  expect(claims).toEqual([true, false, false])
  expect(await claimReminder('7@2000', storage, null)).toBe(true)
})

it('is given where what is kept cannot be read, and forgets the oldest', async () => {
  const storage = memory('not JSON')
  for (let task = 0; task < 201; task += 1) {
    expect(await claimReminder(`${task}@1`, storage, null)).toBe(true)
  }
  expect(await claimReminder('1@1', storage, null)).toBe(false)
  expect(await claimReminder('0@1', storage, null)).toBe(true)
})
