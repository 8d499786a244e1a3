import type {
  AlterTableCmd,
  AlterTableStmt,
  ColumnDef,
  CreateStmt,
  Node,
  Constraint as ParsedConstraint,
} from '../parser.ts'
import type { Column, Constraint, ForeignKey, ReferentialAction } from './model.ts'
import { relationName, relationText, strings, typeText } from './names.ts'
import { type Statement, textFrom, textInParentheses } from './source.ts'

/** A table while its statements are read. */
export interface TableDraft {
  readonly schema: string
  readonly name: string
  readonly file: string
  readonly statement: string
  readonly isLegacy: boolean
  columns: readonly Column[]
  constraints: readonly Constraint[]
  hasRowSecurity: boolean
}

/** The table that a `create table` makes. */
export function readTable(create: CreateStmt, statement: Statement, isLegacy: boolean): TableDraft {
  const table: TableDraft = {
    ...relationName(create.relation, statement.file),
    file: statement.file,
    statement: statement.text,
    isLegacy,
    columns: [],
    constraints: [],
    hasRowSecurity: false,
  }
  for (const element of create.tableElts ?? []) {
    if ('ColumnDef' in element) addColumn(table, element.ColumnDef, { statement, isAdded: false })
    else if ('Constraint' in element) {
      addConstraint(table, element.Constraint, { statement, isAdded: false })
    } else throw unread(statement, element)
  }
  return table
}

/** What an `alter table` changes. */
export function alterTable(table: TableDraft, alter: AlterTableStmt, statement: Statement): void {
  const isAdded = table.isLegacy && !statement.file.includes('/legacy/')
  for (const node of alter.cmds ?? []) {
    if (!('AlterTableCmd' in node)) throw unread(statement, node)
    const change = CHANGES[node.AlterTableCmd.subtype ?? '']
    if (change === undefined) throw unread(statement, node)
    change(table, node.AlterTableCmd, { statement, isAdded })
  }
}

interface Where {
  readonly statement: Statement
  readonly isAdded: boolean
}

type Change = (table: TableDraft, command: AlterTableCmd, where: Where) => void

const CHANGES: Readonly<Record<string, Change>> = {
  AT_AddColumn: (table, { def }, where) => {
    if (def !== undefined && 'ColumnDef' in def) addColumn(table, def.ColumnDef, where)
  },
  AT_AddConstraint: (table, { def }, where) => {
    if (def !== undefined && 'Constraint' in def) addConstraint(table, def.Constraint, where)
  },
  AT_SetNotNull: (table, { name }) => changeColumn(table, name, { isNotNull: true }),
  AT_DropNotNull: (table, { name }) => changeColumn(table, name, { isNotNull: false }),
  AT_EnableRowSecurity: (table) => {
    table.hasRowSecurity = true
  },
}

function changeColumn(table: TableDraft, name: string | undefined, change: Partial<Column>): void {
  table.columns = table.columns.map((column) =>
    column.name === name ? { ...column, ...change } : column,
  )
}

function addColumn(table: TableDraft, definition: ColumnDef, where: Where): void {
  const name = definition.colname ?? ''
  const parts = (definition.constraints ?? []).flatMap((node) =>
    'Constraint' in node ? [node.Constraint] : [],
  )
  const of = (kind: ParsedConstraint['contype']) => parts.find(({ contype }) => contype === kind)
  const identity = of('CONSTR_IDENTITY')
  const stops = parts.flatMap(({ location }) => location ?? [])
  const key = of('CONSTR_PRIMARY')
  table.columns = [
    ...table.columns,
    {
      name,
      type: typeText(definition.typeName),
      isNotNull: [of('CONSTR_NOTNULL'), key, identity].some((part) => part !== undefined),
      default: expression(of('CONSTR_DEFAULT'), where, stops),
      identity:
        identity === undefined ? null : identity.generated_when === 'a' ? 'always' : 'by default',
      generated: generated(of('CONSTR_GENERATED'), where),
      isAdded: where.isAdded,
      file: where.statement.file,
    },
  ]
  for (const part of parts) {
    if (part.contype !== undefined && part.contype in KINDS) addConstraint(table, part, where, name)
  }
}

/** Behind the keyword: `default now()`. */
function expression(
  part: ParsedConstraint | undefined,
  { statement }: Where,
  stops: readonly number[],
): string | null {
  if (part?.location === undefined) return null
  const text = textFrom(
    statement.source,
    part.location,
    stops.filter((stop) => stop !== part.location),
  )
  return text.slice('default'.length).trim()
}

function generated(part: ParsedConstraint | undefined, { statement }: Where): string | null {
  return part?.location === undefined ? null : textInParentheses(statement.source, part.location)
}

const KINDS = {
  CONSTR_PRIMARY: { kind: 'primary key', ending: 'pkey' },
  CONSTR_UNIQUE: { kind: 'unique', ending: 'key' },
  CONSTR_CHECK: { kind: 'check', ending: 'check' },
  CONSTR_FOREIGN: { kind: 'foreign key', ending: 'fkey' },
} as const

/** `column` is the one that a constraint without columns of its own stands behind. */
function addConstraint(
  table: TableDraft,
  part: ParsedConstraint,
  where: Where,
  column?: string,
): void {
  const { statement, isAdded } = where
  const found = KINDS[part.contype as keyof typeof KINDS]
  if (found === undefined) throw unread(statement, { Constraint: part })
  const { kind, ending } = found
  const columns = columnsOf(part, column)
  const references = kind === 'foreign key' ? referencesOf(part, statement.file) : null
  const middle = kind === 'primary key' ? [] : columns
  table.constraints = [
    ...table.constraints,
    {
      name: part.conname ?? [table.name, ...middle, ending].join('_'),
      kind,
      columns,
      definition: definitionOf(kind, columns, references, part, where),
      references,
      values: part.raw_expr === undefined ? null : valuesOf(part.raw_expr),
      isAdded,
      file: statement.file,
    },
  ]
  if (kind !== 'primary key') return
  for (const name of columns) changeColumn(table, name, { isNotNull: true })
}

function columnsOf(part: ParsedConstraint, column: string | undefined): readonly string[] {
  if (part.raw_expr !== undefined) return [...new Set(columnsIn(part.raw_expr))]
  const named = strings(part.keys ?? part.fk_attrs)
  return named.length > 0 || column === undefined ? named : [column]
}

function columnsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('ColumnRef' in value)
    return strings((value.ColumnRef as { fields?: Node[] }).fields).slice(-1)
  return Object.values(value).flatMap(columnsIn)
}

/** Of `column in ('a', 'b')` the texts. */
function valuesOf(node: Node): readonly string[] | null {
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_IN') return null
  const { lexpr, rexpr } = node.A_Expr
  const isColumn = lexpr !== undefined && 'ColumnRef' in lexpr
  if (!isColumn || rexpr === undefined || !('List' in rexpr)) return null
  return (rexpr.List.items ?? []).flatMap((item) =>
    'A_Const' in item ? (item.A_Const.sval?.sval ?? []) : [],
  )
}

function definitionOf(
  kind: Constraint['kind'],
  columns: readonly string[],
  references: ForeignKey | null,
  part: ParsedConstraint,
  { statement }: Where,
): string {
  if (kind === 'check')
    return `check (${textInParentheses(statement.source, part.location ?? 0).trim()})`
  const distinct = part.nulls_not_distinct === true ? ' nulls not distinct' : ''
  const own = `${kind}${distinct} (${columns.join(', ')})`
  if (references === null) return own
  const { table, columns: keys, onUpdate, onDelete } = references
  return `${own} references ${table} (${keys.join(', ')}) on update ${onUpdate} on delete ${onDelete}`
}

const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

function referencesOf(part: ParsedConstraint, file: string): ForeignKey {
  return {
    table: relationText(part.pktable, file),
    columns: strings(part.pk_attrs),
    onUpdate: ACTIONS[part.fk_upd_action ?? 'a'] ?? 'no action',
    onDelete: ACTIONS[part.fk_del_action ?? 'a'] ?? 'no action',
  }
}

/** What nobody taught the manifest to read would be missing in all that follows from it. */
export function unread(statement: Statement, node: Node): Error {
  return new Error(
    `sql/${statement.file}.sql has a ${Object.keys(node)[0]} that the manifest cannot read: ${statement.text.slice(0, 80)}`,
  )
}
