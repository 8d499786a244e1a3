import { expect, it } from 'vitest'
import { changeFilterOf } from './change-filter.ts'

const NONE = { resource: undefined, userId: undefined, since: undefined, until: undefined }
const of = (query: string) => changeFilterOf(new URLSearchParams(query))

it('takes both days as whole days where the reader is', () => {
  expect(of('from=2026-03-01&to=2026-03-31')).toEqual({
    ...NONE,
    since: new Date(2026, 2, 1).toISOString(),
    until: new Date(2026, 3, 1).toISOString(),
  })
})

it('takes a kind of record and a user', () => {
  expect(of('kind=contacts&user=3')).toEqual({ ...NONE, resource: 'contacts', userId: 3 })
})

it('leaves out what it does not understand', () => {
  expect(of('kind=deals&user=x&from=soon')).toEqual(NONE)
})
