import { expect, it } from 'vitest'
import { totalOf } from './counts.ts'

it('knows the total of a page that is not full, whatever the estimate says', () => {
  expect(totalOf(5000, { page: 1, perPage: 25, found: 3 })).toBe(3)
  expect(totalOf(5000, { page: 3, perPage: 25, found: 3 })).toBe(53)
  expect(totalOf(1, { page: 1, perPage: 25, found: 0 })).toBe(0)
})

it('keeps the estimate where more may follow', () => {
  expect(totalOf(5000, { page: 2, perPage: 25, found: 25 })).toBe(5000)
  expect(totalOf(50, { page: 2, perPage: 25, found: 25 })).toBe(50)
})

it('keeps the next page within reach of an estimate that was too low', () => {
  expect(totalOf(10, { page: 2, perPage: 25, found: 25 })).toBe(51)
})

it('believes the estimate on a page beyond the end', () => {
  expect(totalOf(40, { page: 9, perPage: 25, found: 0 })).toBe(40)
})

it('takes the API’s limit of rows for no end of the list', () => {
  expect(totalOf(7000, { page: 1, perPage: 5000, found: 1000 })).toBe(7000)
})
