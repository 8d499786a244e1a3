import { expect, it } from 'vitest'
import { changedFields, emptyToNull, without } from './changes.ts'

it('turns an emptied field into null and trims the others', () => {
  expect(emptyToNull({ title: '  ', name: ' Ada ', amount: 0 })).toEqual({
    title: null,
    name: 'Ada',
    amount: 0,
  })
})

it('keeps only the fields whose content differs', () => {
  const previous = { name: 'A', tags: [1, 2], note: null, amount: 5 }
  const next = { name: 'B', tags: [1, 2], note: undefined, amount: 6 }
  expect(changedFields(next, previous)).toEqual({ name: 'B', amount: 6 })
})

it('leaves the named keys out', () => {
  expect(without({ id: 1, name: 'A' }, ['id'])).toEqual({ name: 'A' })
})
