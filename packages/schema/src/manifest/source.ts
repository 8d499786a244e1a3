import { type Node, parsePlPgSQLSync, parseSync, scanSync } from '../parser.ts'

/** A statement with the text that its locations count in. */
export interface Statement {
  readonly file: string
  /** Without the semicolon. */
  readonly text: string
  readonly node: Node
  readonly source: Source
}

/** Text that was parsed. The parser counts in bytes. */
export interface Source {
  readonly bytes: Buffer
  tokens(): readonly Token[]
}

interface Token {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * The statements of a file. Those inside a `do` block stand for it, whatever the conditions around them: such blocks only make a
 * statement safe to run twice.
 * @throws where a file cannot be read, with its name
 */
export function statementsOf(file: string, sql: string): readonly Statement[] {
  const source = sourceOf(sql)
  return parsed(file, sql).flatMap(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    if (stmt === undefined) return []
    const end = length === undefined || length === 0 ? source.bytes.length : from + length
    const text = source.bytes.subarray(from, end).toString().trim()
    if ('DoStmt' in stmt) return inside(file, text)
    return [{ file, text, node: stmt, source }]
  })
}

function parsed(file: string, sql: string) {
  try {
    return parseSync(sql).stmts ?? []
  } catch (cause) {
    throw new Error(`sql/${file}.sql cannot be read`, { cause })
  }
}

function inside(file: string, block: string): readonly Statement[] {
  const found: string[] = []
  collect(parsePlPgSQLSync(block), file, found)
  return found.flatMap((sql) => statementsOf(file, sql))
}

function collect(value: unknown, file: string, found: string[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (key.startsWith('PLpgSQL_stmt_dyn')) {
      throw new Error(
        `sql/${file}.sql executes text, which cannot be read: write the statement out`,
      )
    }
    if (key === 'sqlstmt') found.push(queryOf(child))
    else collect(child, file, found)
  }
}

function queryOf(value: { readonly PLpgSQL_expr?: { readonly query?: string } }): string {
  return value.PLpgSQL_expr?.query ?? ''
}

function sourceOf(sql: string): Source {
  let tokens: readonly Token[] | undefined
  return {
    bytes: Buffer.from(sql),
    tokens: () => {
      tokens ??= scanSync(sql).tokens
      return tokens
    },
  }
}

/** The text from a location up to what closes or separates it, or to the first of `stops` behind it. */
export function textFrom(source: Source, from: number, stops: readonly number[] = []): string {
  let depth = 0
  let end = from
  for (const token of source.tokens()) {
    if (token.start < from) continue
    if (depth === 0 && (/^[,;)]$/.test(token.text) || stops.includes(token.start))) break
    if (token.text === '(' || token.text === '[') depth += 1
    if (token.text === ')' || token.text === ']') depth -= 1
    end = token.end
  }
  return source.bytes.subarray(from, end).toString()
}

/** The text inside the first parentheses at or behind a location. */
export function textInParentheses(source: Source, from: number): string {
  const open = source.tokens().find(({ start, text }) => start >= from && text === '(')
  return open === undefined ? '' : textFrom(source, open.end)
}
