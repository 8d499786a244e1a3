import { expect, it } from 'vitest'
import { entriesOf } from './entries.ts'

it('reads what is there of a list, and nothing of what is none', () => {
  const list = [{ email: 'a@b.example', type: 'Work' }, { email: 7 }, null, 5, [], { email: '' }]
  expect(entriesOf(list, 'email')).toEqual([
    { email: 'a@b.example', type: 'Work' },
    { email: '7', type: 'Other' },
  ])
  for (const none of ['a@b.example', { email: 'x' }, null, undefined, 5]) {
    expect(entriesOf(none, 'email')).toEqual([])
  }
})
