export type Cell = string | number | boolean | null

/** Rows as a table for people: numbers to the right, words to the left. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [head, ...rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))))]
  const widths = head.map((_, place) => Math.max(...cells.map((row) => row[place]?.length ?? 0)))
  const isNumber = head.map((_, place) => rows.every((row) => typeof row[place] !== 'string'))
  const line = (row: readonly string[]) =>
    row
      .map((cell, place) =>
        isNumber[place] === true
          ? cell.padStart(widths[place] ?? 0)
          : cell.padEnd(widths[place] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return cells.map(line).join('\n')
}

/** Whether a figure holds what was asked for. */
export const verdict = (holds: boolean) => (holds ? 'holds' : 'MISSED')
