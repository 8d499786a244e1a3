import { parsePlPgSQLSync, parseSync, scanSync } from '@valence/schema/parser'
import { type Fields, isFields, list, number, text } from './nodes.ts'

/** A piece of SQL inside a function's body. */
export interface Piece {
  /** What the piece is to the body. */
  readonly role:
    | 'statement'
    | 'expression'
    | 'assignment'
    | 'default'
    | 'dynamic'
    | 'returned'
    | 'rows'
    | 'case'
  readonly sql: string
  /** Line of the statement that holds it, from 1. */
  readonly line: number
  /** Of a default: the variable's name. */
  readonly name?: string | undefined
  /** Of a case: its alternatives. */
  readonly alternatives?: readonly string[]
}

export interface Variable {
  readonly name: string
  readonly type: string
  readonly line: number
}

export interface ParsedBody {
  readonly pieces: readonly Piece[]
  readonly variables: readonly Variable[]
  /** Targets of `into`, with the line. */
  readonly targets: readonly { readonly name: string; readonly line: number }[]
}

/**
 * The SQL in a PL/pgSQL function.
 * @param definition the whole `create function`, as pg_get_functiondef gives it
 * @throws SqlError with the parser's message
 */
export function parsePlPgSqlBody(definition: string): ParsedBody {
  const found: Found = { pieces: [], variables: [], targets: [] }
  read(parsePlPgSQLSync(definition), 1, 'expression', found)
  return { ...found, variables: distinctVariables(found.variables) }
}

interface Found {
  readonly pieces: Piece[]
  readonly variables: Variable[]
  readonly targets: { name: string; line: number }[]
}

function read(value: unknown, line: number, role: Piece['role'], found: Found): void {
  if (Array.isArray(value)) {
    for (const item of value) read(item, line, role, found)
    return
  }
  if (!isFields(value)) return
  for (const [key, child] of Object.entries(value)) {
    const here = isFields(child) ? (number(child['lineno']) ?? line) : line
    const reader = READERS.find(([pattern]) => pattern.test(key))?.[1]
    if (reader !== undefined && isFields(child)) reader(child, here, role, found)
    else read(child, here, role, found)
  }
}

type Reader = (fields: Fields, line: number, role: Piece['role'], found: Found) => void

/** Nodes whose parts have a role of their own. An expression takes its line from the statement around it. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [
    /^PLpgSQL_expr$/,
    (fields, line, role, found) => {
      found.pieces.push(piece(fields, role, line))
    },
  ],
  [
    /^PLpgSQL_stmt_case$/,
    (fields, line, _role, found) => {
      read(fields['t_expr'], line, 'expression', found)
      found.pieces.push(...caseOf(fields, line))
      read(fields['case_when_list'], line, 'expression', found)
      read(fields['else_stmts'], line, 'expression', found)
    },
  ],
  [
    /^PLpgSQL_stmt_return(?:_next)?$/,
    (fields, line, _role, found) => read(fields, line, 'returned', found),
  ],
  [
    /^PLpgSQL_stmt_return_query$/,
    (fields, line, _role, found) => read(fields, line, 'rows', found),
  ],
  [
    /^PLpgSQL_stmt_dyn/,
    (fields, line, _role, found) => {
      read(fields['query'], line, 'dynamic', found)
      read(omit(fields, 'query'), line, 'expression', found)
    },
  ],
  [/^dynquery$/, (fields, line, _role, found) => read(fields, line, 'dynamic', found)],
  [
    /^PLpgSQL_row$/,
    (fields, line, _role, found) => {
      for (const field of list(fields['fields'])) {
        const name = isFields(field) ? text(field['name']) : undefined
        if (name !== undefined) found.targets.push({ name, line })
      }
    },
  ],
  [
    /^PLpgSQL_(?:var|rec)$/,
    (fields, line, _role, found) => {
      found.variables.push(...variableOf(fields))
      found.pieces.push(...defaultOf(fields, line))
      read(fields['cursor_explicit_expr'], line, 'expression', found)
    },
  ],
]

function piece(fields: Fields, role: Piece['role'], line: number): Piece {
  const sql = text(fields['query']) ?? ''
  const mode = number(fields['parseMode']) ?? 0
  if (mode >= 3) return { role: 'assignment', sql, line }
  if (mode === 2) return { role, sql, line }
  return { role: role === 'rows' ? 'rows' : 'statement', sql, line }
}

function defaultOf(fields: Fields, line: number): readonly Piece[] {
  const given = fields['default_val']
  const expression =
    isFields(given) && isFields(given['PLpgSQL_expr']) ? given['PLpgSQL_expr'] : null
  const sql = text(expression?.['query'])
  return sql === undefined ? [] : [{ role: 'default', sql, line, name: text(fields['refname']) }]
}

function caseOf(fields: Fields, line: number): readonly Piece[] {
  const tested = fields['t_expr']
  const query = isFields(tested) && isFields(tested['PLpgSQL_expr']) ? tested['PLpgSQL_expr'] : null
  if (query === null) return []
  const alternatives = list(fields['case_when_list']).flatMap((item) => {
    const branch =
      isFields(item) && isFields(item['PLpgSQL_case_when']) ? item['PLpgSQL_case_when'] : {}
    const when = branch['expr']
    const inner = isFields(when) && isFields(when['PLpgSQL_expr']) ? when['PLpgSQL_expr'] : {}
    return text(inner['query']) ?? []
  })
  return [{ role: 'case', sql: text(query['query']) ?? '', line, alternatives }]
}

function variableOf(fields: Fields): readonly Variable[] {
  const datatype = isFields(fields['datatype']) ? fields['datatype']['PLpgSQL_type'] : undefined
  const type = isFields(datatype) ? text(datatype['typname']) : undefined
  const [name, line] = [text(fields['refname']), number(fields['lineno'])]
  return name === undefined || type === undefined || line === undefined
    ? []
    : [{ name, type, line }]
}

/** A variable that is used in a loop is listed there again. */
function distinctVariables(variables: readonly Variable[]): readonly Variable[] {
  const keys = new Set<string>()
  return variables.filter(({ name, line }) => {
    const key = `${line}:${name}`
    if (keys.has(key)) return false
    keys.add(key)
    return true
  })
}

function omit(fields: Fields, key: string): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key))
}

/**
 * The statements of a text.
 * @throws SqlError with the parser's message
 */
export function parseStatements(sql: string): readonly unknown[] {
  if (sql.trim() === '') return []
  const tree: unknown = parseSync(sql)
  if (!isFields(tree)) return []
  return list(tree['stmts']).flatMap((item) => (isFields(item) ? [item['stmt']] : []))
}

export interface Token {
  /** In bytes. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly isIdentifier: boolean
  readonly isString: boolean
  readonly isComment: boolean
}

const IDENTIFIER = 258
const STRING = 261
const COMMENTS = [275, 276]

/**
 * The tokens of a text, comments included.
 * @throws SqlError for an unfinished quote or comment
 */
export function tokensOf(sql: string): readonly Token[] {
  if (sql.trim() === '') return []
  const bytes = Buffer.from(sql)
  return scanSync(withoutControls(sql)).tokens.map(({ start, end, tokenType, keywordKind }) => ({
    start,
    end,
    text: bytes.subarray(start, end).toString(),
    // Words such as NEW are keywords to some statements and names to others.
    isIdentifier: tokenType === IDENTIFIER || keywordKind > 0,
    isString: tokenType === STRING,
    isComment: COMMENTS.includes(tokenType),
  }))
}

/** The scanner hands these on in JSON as they are, which no one can read. They stand in quotes, and are a byte each as what takes their place. */
function withoutControls(sql: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return sql.replaceAll(/[\x01-\x08\x0e-\x1f]/g, '?').replaceAll('\v', ' ')
}

/** An identifier as the catalog has it. */
export function plainIdentifier(token: string): string {
  return token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token.toLowerCase()
}
