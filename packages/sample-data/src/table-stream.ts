/** One table's rows, made while they are read: nothing is kept, and reading again gives the same lines. */
export interface TableStream {
  readonly schema: string
  readonly table: string
  /** In the order of the fields of a line. Columns that are not named keep their default. */
  readonly columns: readonly string[]
  /** Missing where it is known only after all rows were made. */
  readonly rowCount?: number
  /** Lines of COPY text format, without line ends. */
  lines(): Iterable<string>
}

/** The statement that takes a stream's lines. */
export function copyStatement(stream: Pick<TableStream, 'schema' | 'table' | 'columns'>): string {
  const columns = stream.columns.map(quoteName).join(', ')
  return `copy ${quoteName(stream.schema)}.${quoteName(stream.table)} (${columns}) from stdin`
}

/** A stream of rows 1 to `rowCount`. */
export function tableStream(
  target: { readonly schema: string; readonly table: string; readonly columns: readonly string[] },
  rowCount: number,
  line: (id: number) => string,
): TableStream {
  return {
    ...target,
    rowCount,
    *lines() {
      for (let id = 1; id <= rowCount; id++) yield line(id)
    },
  }
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
