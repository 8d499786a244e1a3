/** A column of the file: its head, and what a row says there. */
export interface CsvColumn<T> {
  readonly head: string
  readonly value: (row: T) => string | number | null | undefined
}

/**
 * The first line of a CSV file by RFC 4180, with a byte order mark, without which Excel takes UTF-8 for something else.
 */
export function csvHead<T>(columns: readonly CsvColumn<T>[]): string {
  return `\uFEFF${columns.map(({ head }) => cell(head)).join(',')}\r\n`
}

/** Rows as further lines. */
export function csvLines<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  return rows.map((row) => `${columns.map(({ value }) => cell(value(row))).join(',')}\r\n`).join('')
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it; an import takes it off. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  // One that has an apostrophe there gets another: an import takes one off.
  const text = /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
