/** A column of the file: its head, and what a row says there. */
export interface CsvColumn<T> {
  readonly head: string
  readonly value: (row: T) => string | number | null | undefined
}

/** Rows as CSV by RFC 4180, with a byte order mark, without which Excel takes UTF-8 for something else. */
export function toCsv<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  const lines = rows.map((row) => columns.map(({ value }) => cell(value(row))).join(','))
  return `\uFEFF${[columns.map(({ head }) => cell(head)).join(','), ...lines].join('\r\n')}\r\n`
}

/** Text that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
