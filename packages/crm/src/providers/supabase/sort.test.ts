import { expect, it } from 'vitest'
import { stableSort } from './sort.ts'

it('breaks ties by id in the same direction, unknown values last', () => {
  expect(stableSort({ field: 'last_seen', order: 'DESC' })).toEqual({
    field: 'last_seen.desc.nullslast,id',
    order: 'DESC',
  })
  expect(stableSort({ field: 'index', order: 'ASC' })).toEqual({
    field: 'index.asc,id',
    order: 'ASC',
  })
})

it('leaves a sort by id alone', () => {
  expect(stableSort({ field: 'id', order: 'DESC' })).toEqual({ field: 'id', order: 'DESC' })
})
