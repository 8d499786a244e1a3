import { expect, it } from 'vitest'
import { conflictError, conflictingFields, conflictOf } from './conflict.ts'

it('names the field that two people changed, with all three values', () => {
  const previous = { name: 'A', amount: 1, stage: 'lead' }
  const found = conflictingFields({ name: 'Mine', amount: 2 }, previous, {
    name: 'Theirs',
    amount: 1,
    stage: 'proposal',
  })
  expect(found).toEqual([{ field: 'name', base: 'A', mine: 'Mine', theirs: 'Theirs' }])
})

it('finds nothing where both want the same, or where we had not read the field', () => {
  expect(conflictingFields({ name: 'B' }, { name: 'A' }, { name: 'B' })).toEqual([])
  expect(conflictingFields({ name: 'B' }, {}, { name: 'C' })).toEqual([])
  expect(conflictingFields({ tags: [1, 2] }, { tags: [1] }, { tags: [1, 2] })).toEqual([])
})

it('travels in an error', () => {
  const conflict = { resource: 'contacts', record: { id: 1 }, fields: [] }
  expect(conflictOf(conflictError(conflict))).toBe(conflict)
  expect(conflictOf(new Error('x'))).toBeNull()
})
