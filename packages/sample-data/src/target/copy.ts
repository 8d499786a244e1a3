import { type CopyValue, copyLine, numberArray, textArray } from '../copy-text.ts'
import type { TableStream } from '../table-stream.ts'
import type { ColumnKind, TargetRecords } from './records.ts'

/** The same rows as lines of COPY. */
export function asTableStream(source: TargetRecords): TableStream {
  const { table, columns, kinds } = source
  return {
    schema: 'public',
    table,
    columns,
    ...(source.rowCount === undefined ? {} : { rowCount: source.rowCount }),
    *lines() {
      for (const row of source.rows()) {
        const values = row as Readonly<Record<string, unknown>> // looked up by the names of its own columns
        yield copyLine(columns.map((column) => textOf(values[column], kinds?.[column] ?? 'plain')))
      }
    },
  }
}

/** Casts are safe because a table's rows and its kinds are written side by side; a load into PostgreSQL tests it. */
function textOf(value: unknown, kind: ColumnKind): CopyValue {
  if (value === null || value === undefined) return null
  switch (kind) {
    case 'plain':
      return value as CopyValue
    case 'json':
      return JSON.stringify(value)
    case 'numbers':
      return numberArray(value as readonly (number | null)[])
    case 'jsons':
      return textArray((value as readonly unknown[]).map((item) => JSON.stringify(item)))
  }
}
