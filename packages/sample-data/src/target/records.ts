/** How a column's value becomes COPY text. */
export type ColumnKind = 'plain' | 'json' | 'numbers' | 'jsons'

/** One table of the target schema: rows as the API returns them, made while they are read. */
export interface TargetRecords {
  readonly table: string
  /** The columns of a row. */
  readonly columns: readonly string[]
  /** Columns whose values are not texts, numbers or booleans. */
  readonly kinds?: Readonly<Record<string, ColumnKind | undefined>>
  /** Missing where it is known only after all rows were made. */
  readonly rowCount?: number
  rows(): Iterable<object>
}

/** The same, where the shape of a row is known. */
export interface TypedRecords<Row extends object> extends TargetRecords {
  readonly columns: readonly (keyof Row & string)[]
  rows(): Iterable<Row>
}

/** Rows 1 to `rowCount` of a table; the columns are the keys of its first row. */
export function records<Row extends object>(
  table: string,
  rowCount: number,
  rowOf: (id: number) => Row,
  kinds: Readonly<Record<string, ColumnKind>> = {},
): TypedRecords<Row> {
  return {
    table,
    columns: Object.keys(rowOf(1)) as (keyof Row & string)[], // rows are literals: no key is hidden
    kinds,
    rowCount,
    *rows() {
      for (let id = 1; id <= rowCount; id++) yield rowOf(id)
    },
  }
}

/** Milliseconds since 1970 as the API writes a timestamp. */
export function isoTime(instant: number): string {
  return new Date(instant).toISOString()
}

/** Milliseconds since 1970 as a day, `YYYY-MM-DD`. */
export function isoDay(instant: number | null): string | null {
  return instant === null ? null : isoTime(instant).slice(0, 10)
}
