import { expect, it } from 'vitest'
import { toCsv } from './export-csv.ts'

const columns = [
  { head: 'Name', value: (row: { name: string | null }) => row.name },
  { head: 'Amount', value: () => -5 },
]

it('quotes what would end a cell or a line', () => {
  expect(toCsv(columns, [{ name: 'a "b", c\nd' }])).toBe(
    '\uFEFFName,Amount\r\n"a ""b"", c\nd",-5\r\n',
  )
})

it('leaves an unknown value empty', () => {
  expect(toCsv(columns, [{ name: null }])).toContain('\r\n,-5\r\n')
})

it('gives a spreadsheet no formula to run, and leaves numbers numbers', () => {
  expect(toCsv(columns, [{ name: '=1+1' }])).toContain("'=1+1,-5")
})
