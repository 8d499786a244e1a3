import type { Piece } from './parse-body.ts'

/** A place in a body. */
export interface Spot {
  readonly line: number
  readonly column: number
  readonly offset: number | null
}

export interface Position {
  /** The place of a byte; the first line where it is not known. */
  at(offset: number | null): Spot
  atLine(line: number): Spot
  /** Where a piece of SQL begins, looked for from the line of its statement; null when it is not there word for word. */
  find(sql: string, line: number): number | null
  /** The place of a byte of a piece. */
  within(start: number | null, piece: Piece, offset: number | undefined): Spot
}

/** Shortest beginning of a piece that is looked for: PL/pgSQL blanks what comes after INTO. */
const PREFIXES = [Number.POSITIVE_INFINITY, 60, 30, 14]

/** Turns the parser's places, which are bytes of pieces, into lines and columns of the body. */
export function createPlace(source: string): Position {
  const bytes = Buffer.from(source)
  const lineStarts = [0]
  for (let index = bytes.indexOf(10); index !== -1; index = bytes.indexOf(10, index + 1)) {
    lineStarts.push(index + 1)
  }
  const at = (offset: number | null): Spot => {
    if (offset === null) return { line: 1, column: 1, offset }
    const line = lineStarts.findLastIndex((start) => start <= offset)
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) + 1, offset }
  }
  return {
    at,
    atLine: (line) => ({ line, column: 1, offset: null }),
    find(sql, line) {
      const from = lineStarts[line - 1] ?? 0
      // PERFORM is handed on as SELECT.
      for (const [text, back] of [
        [sql, 0],
        [sql.replace(/^select/i, ''), 6],
      ] as const) {
        for (const length of PREFIXES) {
          const index = bytes.indexOf(text.slice(0, length), from)
          if (index !== -1) return index - back
          if (text.length <= length && length !== Number.POSITIVE_INFINITY) break
        }
      }
      return null
    },
    within(start, piece, offset) {
      if (start !== null && offset !== undefined) return at(start + offset)
      if (offset === undefined) return { line: piece.line, column: 1, offset: null }
      const before = Buffer.from(piece.sql).subarray(0, Math.max(0, offset)).toString()
      return { line: piece.line + before.split('\n').length - 1, column: 1, offset: null }
    },
  }
}
