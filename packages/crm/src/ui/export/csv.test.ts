import { expect, it } from 'vitest'
import { csvHead, csvLines } from './csv.ts'

const columns = [
  { head: 'Name', value: (row: { name: string | null }) => row.name },
  { head: 'Amount', value: () => -5 },
]

it('begins with a byte order mark and the heads', () => {
  expect(csvHead(columns)).toBe('\uFEFFName,Amount\r\n')
})

it('quotes what would end a cell or a line', () => {
  expect(csvLines(columns, [{ name: 'a "b", c\nd' }])).toBe('"a ""b"", c\nd",-5\r\n')
})

it('leaves an unknown value empty', () => {
  expect(csvLines(columns, [{ name: null }])).toBe(',-5\r\n')
})

it('gives a spreadsheet no formula to run, and leaves numbers numbers', () => {
  expect(csvLines(columns, [{ name: '=1+1' }])).toBe("'=1+1,-5\r\n")
})
