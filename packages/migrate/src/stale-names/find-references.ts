import { foldText } from './constant-text.ts'
import { type NameSpace, tableInText } from './names.ts'
import { as, collect, isFields, list, stringConstant, tagged, text } from './nodes.ts'
import {
  type ParsedBody,
  type Piece,
  parsePlPgSqlBody,
  parseStatements,
  plainIdentifier,
  tokensOf,
} from './parse-body.ts'
import { createPlace, type Position } from './position.ts'
import type { FoundReferences, NameReference, ReferenceKind } from './reference.ts'
import {
  columnParts,
  isAboutChangedName,
  isRowText,
  mentions,
  type WalkContext,
  walkStatement,
} from './walk-statement.ts'
import { findWholeRows, type ResultShape, type WholeRowContext } from './whole-rows.ts'

export interface FunctionBody {
  readonly language: string
  /** The text between the quotes. */
  readonly source: string
  /** The whole `create function`; PL/pgSQL is parsed from it. */
  readonly definition: string
  readonly isTrigger: boolean
  readonly searchPath: readonly string[]
  /** Names that the function's triggers give to their transition tables. */
  readonly transitions: readonly string[]
  /** What its result has to look like, where that is rows. */
  readonly result?: ResultShape | null
}

const TRIGGER_ROWS = ['new', 'old']
const TRIGGER_TABLE = ['tg_table_name', 'tg_relname', 'tg_relid']

/**
 * Every name in a function's body that changes with the migration, and how it is used there. Pure. What cannot be parsed is searched by its tokens, and says so.
 */
export function findReferences(body: FunctionBody, names: NameSpace): FoundReferences {
  if (body.language === 'internal' || body.language === 'c')
    return { references: [], problem: null }
  if (body.language !== 'sql' && body.language !== 'plpgsql') return searchText(body.source, names)
  const found: NameReference[] = []
  try {
    const problem =
      body.language === 'sql' ? readSql(body, names, found) : readPlPgSql(body, names, found)
    return { references: distinct(found), problem }
  } catch (error) {
    return searchTokens(body, names, error instanceof Error ? error.message : String(error))
  }
}

function readSql(body: FunctionBody, names: NameSpace, found: NameReference[]): null {
  const statements = parseStatements(body.source)
  const place = createPlace(body.source)
  const context = contextOf(body, names, {
    own: ownTables(statements),
    emit: (kind, name, location, detail) => {
      found.push({ kind, name, detail, ...place.at(location ?? null) })
    },
  })
  for (const [index, statement] of statements.entries()) {
    walkStatement(statement, context)
    const isLast = index === statements.length - 1
    findWholeRows(
      statement,
      wholeRows(context, NO_VARIABLES),
      isLast ? (body.result ?? null) : null,
    )
  }
  return null
}

const NO_VARIABLES: ReadonlyMap<string, string> = new Map()

function wholeRows(context: WalkContext, variables: WholeRowContext['variables']): WholeRowContext {
  return {
    names: context.names,
    path: context.path,
    variables,
    emit: (table, location, detail) => context.emit('whole-row', table, location, detail),
  }
}

/** Variables with the row type of a table that grows. */
function growingVariables(parsed: ParsedBody, names: NameSpace): ReadonlyMap<string, string> {
  return new Map(
    parsed.variables.flatMap(({ name, type }) => {
      const row = rowTypeName(type)
        .replace(/^public\./i, '')
        .replaceAll('"', '')
      return /%type$/i.test(type) || !names.growing.some((table) => table.name === row)
        ? []
        : [[name, row] as const]
    }),
  )
}

function readPlPgSql(body: FunctionBody, names: NameSpace, found: NameReference[]): string | null {
  const parsed = parsePlPgSqlBody(body.definition)
  const place = createPlace(body.source)
  const pieces = parsed.pieces.map(readPiece)
  const taints = body.isTrigger ? followValues(pieces) : NO_TAINTS
  const own = ownTables(pieces.flatMap((piece) => piece.statements))
  const literals = pieces.flatMap((piece) => collect(piece.statements, stringConstant))
  const problems: string[] = []
  const variables = growingVariables(parsed, names)

  for (const variable of parsed.variables) variableTypes(variable, body, names, place, found)
  for (const piece of pieces) {
    if (piece.problem !== null) problems.push(piece.problem)
    const start = place.find(piece.sql, piece.line)
    const context = contextOf(body, names, {
      ...taints,
      own,
      emit: (kind, name, location, detail) => {
        const offset = location === undefined ? undefined : location + piece.shift
        found.push({ kind, name, detail, ...place.within(start, piece, offset) })
      },
    })
    readRole(piece, context, { body, names, parsed, literals, problems })
    const result = piece.role === 'rows' ? (body.result ?? null) : null
    for (const statement of piece.statements)
      findWholeRows(statement, wholeRows(context, variables), result)
  }
  if (body.isTrigger) intoTargets(parsed, place, found)
  return problems[0] ?? null
}

interface ReadPiece extends Piece {
  readonly statements: readonly unknown[]
  /** Bytes to add to a location of the tree to get one in `sql`. */
  readonly shift: number
  /** Of an assignment: what is assigned to. */
  readonly target: unknown
  /** Of an expression: its tree. */
  readonly value: unknown
  readonly problem: string | null
}

const SELECT = 'select '

function readPiece(piece: Piece): ReadPiece {
  try {
    if (piece.role === 'statement' || piece.role === 'rows') {
      const statements = parseStatements(piece.sql)
      return { ...piece, statements, shift: 0, target: undefined, value: undefined, problem: null }
    }
    const split = piece.role === 'assignment' ? splitAssignment(piece.sql) : null
    const sql = split === null ? piece.sql : piece.sql.slice(split.end)
    const statements = parseStatements(`${SELECT}${sql}`)
    const target =
      split === null
        ? undefined
        : expressionOf(parseStatements(`${SELECT}${piece.sql.slice(0, split.start)}`))
    const shift =
      (split === null ? 0 : Buffer.byteLength(piece.sql.slice(0, split.end))) - SELECT.length
    return { ...piece, statements, shift, target, value: expressionOf(statements), problem: null }
  } catch (error) {
    const problem = `line ${piece.line}: ${error instanceof Error ? error.message : String(error)}`
    return { ...piece, statements: [], shift: 0, target: undefined, value: undefined, problem }
  }
}

/** `name := value`, also written with `=`. Offsets in characters. */
function splitAssignment(sql: string): { readonly start: number; readonly end: number } | null {
  const bytes = Buffer.from(sql)
  let depth = 0
  for (const token of tokensOf(sql)) {
    if (token.text === '[' || token.text === '(') depth += 1
    if (token.text === ']' || token.text === ')') depth -= 1
    if (depth > 0 || (token.text !== ':=' && token.text !== '=')) continue
    return {
      start: bytes.subarray(0, token.start).toString().length,
      end: bytes.subarray(0, token.end).toString().length,
    }
  }
  return null
}

function expressionOf(statements: readonly unknown[]): unknown {
  const select = as(statements[0], 'SelectStmt')
  return as(list(select?.['targetList'])[0], 'ResTarget')?.['val']
}

interface Taints {
  readonly rows: ReadonlySet<string>
  readonly rowTexts: ReadonlySet<string>
  readonly tableNames: ReadonlySet<string>
}
const NO_TAINTS: Taints = { rows: new Set(), rowTexts: new Set(), tableNames: new Set() }

/** Variables that get the trigger's row, that row as JSON, or its table's name: they are treated like these. */
function followValues(pieces: readonly ReadPiece[]): Taints {
  const taints = {
    rows: new Set(TRIGGER_ROWS),
    rowTexts: new Set<string>(),
    tableNames: new Set(TRIGGER_TABLE),
  }
  // A variable may be made of one that is only known to be such on the second look.
  for (let look = 0; look < 3; look += 1) {
    for (const piece of pieces) {
      const name = piece.name ?? plainName(piece.target)
      if (name === undefined || piece.value === undefined || taints.rows.has(name)) continue
      const like = likeness(piece.value, taints)
      if (like !== null) taints[like].add(name)
    }
  }
  return taints
}

function likeness(value: unknown, taints: Taints): keyof Taints | null {
  if (isOnlyRow(value, taints.rows)) return 'rows'
  if (isRowText(value, taints)) return 'rowTexts'
  return mentions(value, taints.tableNames) ? 'tableNames' : null
}

/** The name of a variable or column that stands alone. */
function plainName(node: unknown): string | undefined {
  const column = as(node, 'ColumnRef')
  const parts = column === null ? [] : columnParts(column)
  return parts.length === 1 ? parts[0] : undefined
}

/** `new`, or one of `new` and `old`. */
function isOnlyRow(node: unknown, rows: ReadonlySet<string>): boolean {
  const column = as(node, 'ColumnRef')
  if (column !== null)
    return columnParts(column).length === 1 && rows.has(columnParts(column)[0] ?? '')
  const choice = tagged(node)
  if (choice?.tag === 'CoalesceExpr') {
    return list(choice.fields['args']).every((item) => isOnlyRow(item, rows))
  }
  if (choice?.tag !== 'CaseExpr') return false
  const results = list(choice.fields['args']).map((when) => as(when, 'CaseWhen')?.['result'])
  return [...results, choice.fields['defresult']].every((item) => isOnlyRow(item, rows))
}

interface RoleContext {
  readonly body: FunctionBody
  readonly names: NameSpace
  readonly parsed: ParsedBody
  /** String constants of the whole body. */
  readonly literals: readonly string[]
  readonly problems: string[]
}

function readRole(piece: ReadPiece, context: WalkContext, role: RoleContext): void {
  switch (piece.role) {
    case 'dynamic':
      readDynamic(piece, context, role)
      return
    case 'returned':
      for (const statement of piece.statements) walkStatement(statement, context, true)
      return
    case 'case':
      readCase(piece, context)
      return
    case 'assignment':
    case 'default':
      readAssignment(piece, context, role)
      return
    default:
      for (const statement of piece.statements) walkStatement(statement, context)
  }
}

function readAssignment(piece: ReadPiece, context: WalkContext, role: RoleContext): void {
  const column = as(piece.target, 'ColumnRef')
  const parts =
    piece.name === undefined ? (column === null ? [] : columnParts(column)) : [piece.name]
  const [first = '', second] = parts
  // The target comes before what `shift` counts from, so it has no exact place.
  if (second !== undefined && context.rows.has(first))
    context.emit('field', second, undefined, first)
  if (isOnlyRow(piece.value, context.rows)) {
    const typed = role.parsed.variables.find(({ name }) => name === first)
    const table = tableInText(role.names, role.body.searchPath, rowTypeName(typed?.type ?? ''))
    if (table !== undefined) context.emit('row-cast', table.name, undefined, first)
    return
  }
  if (parts.length === 1 && context.rowTexts.has(first) && isRowText(piece.value, context)) return
  for (const statement of piece.statements) walkStatement(statement, context)
}

/** CASE as a statement compares one value with others. */
function readCase(piece: ReadPiece, context: WalkContext): void {
  const constants = (piece.alternatives ?? []).flatMap((sql) => {
    try {
      return collect(parseStatements(`${SELECT}${sql}`), stringConstant)
    } catch {
      // An alternative that cannot be parsed is reported where it stands.
      return []
    }
  })
  const emit: WalkContext['emit'] = (kind, name, location, detail) => {
    const isStale = isAboutChangedName(constants, context)
    context.emit(kind === 'table-data' && isStale ? 'table-branch' : kind, name, location, detail)
  }
  for (const statement of piece.statements) walkStatement(statement, { ...context, emit })
}

/** SQL that is put together and executed: parsed when all of it is known, else judged by the names in its known parts. */
function readDynamic(piece: ReadPiece, context: WalkContext, role: RoleContext): void {
  const folded = foldText(piece.value)
  if (folded.isConstant) {
    try {
      const inner: WalkContext = {
        ...context,
        rows: new Set(),
        rowTexts: new Set(),
        tableNames: new Set(),
        emit: (kind, name, _location, detail) => context.emit(kind, name, undefined, detail),
      }
      for (const statement of parseStatements(folded.text)) {
        walkStatement(statement, inner)
        findWholeRows(statement, wholeRows(inner, NO_VARIABLES))
      }
    } catch (error) {
      role.problems.push(
        `line ${piece.line}: ${error instanceof Error ? error.message : String(error)}`,
      )
      const name = namedIn([folded.text], role.names)
      if (name !== undefined) context.emit('dynamic', name, undefined)
    }
    return
  }
  const columns = collect(piece.value, (node) => {
    const column = as(node, 'ColumnRef')
    return column === null ? undefined : columnParts(column)[0]
  })
  if (columns.some((column) => context.tableNames.has(column))) {
    context.emit('table-in-sql', 'tg_table_name', undefined)
  }
  if (columns.includes('tg_argv')) context.emit('arguments-in-sql', 'tg_argv', undefined)
  const name = namedIn([folded.text, ...role.literals], role.names)
  context.emit('dynamic', name ?? '', undefined, name === undefined ? undefined : 'text')
}

/** The first old table that texts name as a word. */
function namedIn(texts: readonly string[], names: NameSpace): string | undefined {
  const words = new Set(texts.flatMap(wordsOf))
  return names.tables.find((table) => words.has(table.name))?.name
}

function wordsOf(sql: string): readonly string[] {
  try {
    return tokensOf(sql)
      .filter((token) => token.isIdentifier)
      .map((token) => plainIdentifier(token.text))
  } catch {
    // A part of a statement may end inside a quote.
    return sql.split(/[^\w$]+/)
  }
}

/** `deals%rowtype` and `deals.stage%type` */
function rowTypeName(type: string): string {
  if (/%type$/i.test(type)) return type.replace(/%type$/i, '').replace(/\.[^.]+$/, '')
  return type
    .replace(/%rowtype$/i, '')
    .replace(/(?:\[\])+$/, '')
    .trim()
}

function variableTypes(
  variable: ParsedBody['variables'][number],
  body: FunctionBody,
  names: NameSpace,
  place: Position,
  found: NameReference[],
): void {
  const table = tableInText(names, body.searchPath, rowTypeName(variable.type))
  if (table === undefined) return
  found.push({
    kind: 'variable',
    name: table.name,
    detail: variable.name,
    ...place.atLine(variable.line),
  })
}

/** `select … into new.stage` */
function intoTargets(parsed: ParsedBody, place: Position, found: NameReference[]): void {
  for (const { name, line } of parsed.targets) {
    const [row = '', column] = name.toLowerCase().split('.')
    if (column === undefined || !TRIGGER_ROWS.includes(row)) continue
    found.push({
      kind: 'field',
      name: column.replaceAll('"', ''),
      detail: row,
      ...place.atLine(line),
    })
  }
}

/** Temporary tables that a body makes for itself. */
function ownTables(statements: readonly unknown[]): ReadonlySet<string> {
  const made = collect(statements, (node) => {
    const create = as(node, 'CreateStmt')?.['relation'] ?? as(node, 'CreateTableAsStmt')?.['into']
    if (!isFields(create)) return undefined
    const range = isFields(create['rel']) ? create['rel'] : create
    return range['relpersistence'] === 't' ? text(range['relname']) : undefined
  })
  return new Set(made)
}

function contextOf(
  body: FunctionBody,
  names: NameSpace,
  given: Pick<WalkContext, 'own' | 'emit'> & Partial<Taints>,
): WalkContext {
  return {
    names,
    path: body.searchPath,
    transitions: new Set(body.isTrigger ? body.transitions : []),
    ...NO_TAINTS,
    ...given,
  }
}

/** Without a tree: names where they stand as identifiers, outside of comments and texts. */
function searchTokens(body: FunctionBody, names: NameSpace, problem: string): FoundReferences {
  const found: NameReference[] = []
  const place = createPlace(body.source)
  const add = (kind: ReferenceKind, name: string, offset: number, detail?: string) =>
    found.push({ kind, name, detail, ...place.at(offset) })
  try {
    const tokens = tokensOf(body.source).filter((token) => !token.isComment)
    tokens.forEach((token, index) => {
      if (!token.isIdentifier) return
      const word = plainIdentifier(token.text)
      const [before, dot, column] = [
        tokens[index - 1]?.text,
        tokens[index + 1]?.text,
        tokens[index + 2],
      ]
      if (body.isTrigger && TRIGGER_ROWS.includes(word) && dot === '.' && column !== undefined) {
        if (column.text === '*') add('row-spread', word, token.start)
        else add('field', plainIdentifier(column.text), column.start, word)
      } else if (body.isTrigger && TRIGGER_TABLE.includes(word)) {
        add('table-branch', word, token.start)
      } else if (
        (before !== '.' || tokens[index - 2]?.text.toLowerCase() === 'public') &&
        names.tables.some((table) => table.name === word)
      ) {
        add('read', word, token.start)
      }
    })
    return { references: distinct(found), problem }
  } catch {
    return { ...searchText(body.source, names), problem }
  }
}

/** Languages that PostgreSQL's parser does not know. */
function searchText(source: string, names: NameSpace): FoundReferences {
  const place = createPlace(source)
  const references = names.tables.flatMap(({ name }) =>
    [...source.matchAll(new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g'))].map(
      (match): NameReference => ({
        kind: 'unparsed',
        name,
        ...place.at(Buffer.byteLength(source.slice(0, match.index))),
      }),
    ),
  )
  return { references, problem: null }
}

function distinct(found: readonly NameReference[]): readonly NameReference[] {
  const keys = new Set<string>()
  return found
    .filter(({ kind, name, line, column, detail }) => {
      const key = JSON.stringify([kind, name, line, column, detail])
      if (keys.has(key)) return false
      keys.add(key)
      return true
    })
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
}
