import { describe, expect, it } from 'vitest'
import { manifest, tableOf } from '../manifest.ts'
import { STANDS_BESIDE, WAS_COLUMN } from './followed.ts'

describe('rights on single columns', () => {
  it('are carried to every column that a table of the installation gains', () => {
    const gained = manifest().tables.flatMap(({ name, columns }) =>
      columns.filter(({ isAdded }) => isAdded).map((column) => `${name}.${column.name}`),
    )
    const carried = Object.entries(STANDS_BESIDE).flatMap(([table, columns]) =>
      Object.keys(columns).map((column) => `${table}.${column}`),
    )
    expect(carried).toEqual(expect.arrayContaining(gained))
  })

  it('reach only tables that are there', () => {
    expect(Object.keys(WAS_COLUMN).map((name) => tableOf(`public.${name}`).name)).toEqual(
      Object.keys(WAS_COLUMN),
    )
  })
})
