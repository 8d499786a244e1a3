import type { Node } from '../parser.ts'
import { type ParsedFile, readFiles } from './files.ts'
import type {
  EnumType,
  Index,
  Manifest,
  Other,
  Policy,
  SqlFunction,
  Table,
  Trigger,
  View,
  Written,
} from './model.ts'
import { functionsCalled, qualifiedName, relationName, relationText, strings } from './names.ts'
import { option, readFunction } from './read-function.ts'
import { alterTable, readTable, type TableDraft, unread } from './read-table.ts'
import type { Statement } from './source.ts'

interface Draft {
  readonly types: EnumType[]
  readonly tables: Map<string, TableDraft>
  readonly functions: SqlFunction[]
  readonly views: View[]
  readonly triggers: Trigger[]
  readonly policies: Policy[]
  readonly indexes: Index[]
  readonly others: Other[]
}

/** Reads all files. Takes some 150 ms: see `manifest` for the one of this program. */
export function readManifest(): Manifest {
  const files = readFiles()
  const draft: Draft = {
    types: [],
    tables: new Map(),
    functions: [],
    views: [],
    triggers: [],
    policies: [],
    indexes: [],
    others: [],
  }
  for (const file of files) {
    for (const statement of file.statements) read(draft, statement, file)
  }
  return frozen({
    ...draft,
    files: files.map(({ name, sql, isConcurrent }) => ({ name, sql, isConcurrent })),
    tables: [...draft.tables.values()].map(finished),
  })
}

type Reader = (draft: Draft, statement: Statement, written: Written) => void

function read(draft: Draft, statement: Statement, { isLegacy }: ParsedFile): void {
  const reader = Object.entries(READERS).find(([tag]) => tag in statement.node)?.[1]
  if (reader === undefined) throw unread(statement, statement.node)
  reader(draft, statement, { file: statement.file, statement: statement.text, isLegacy })
}

/** A reader takes the fields of one kind of node. */
function reader<Tag extends string>(
  tag: Tag,
  take: (
    fields: Extract<Node, Readonly<Record<Tag, unknown>>>[Tag],
    draft: Draft,
    written: Written,
    statement: Statement,
  ) => void,
): Reader {
  return (draft, statement, written) => {
    const { node } = statement
    // The tag was asked for; the union of nodes is too wide for the compiler to follow.
    if (tag in node)
      take((node as Extract<Node, Record<Tag, unknown>>)[tag], draft, written, statement)
  }
}

const READERS: Readonly<Record<string, Reader>> = {
  CreateEnumStmt: reader('CreateEnumStmt', (create, draft, written) => {
    const name = qualifiedName(strings(create.typeName), written.file)
    draft.types.push({ ...name, ...written, labels: strings(create.vals) })
  }),
  CreateStmt: reader('CreateStmt', (create, draft, written, statement) => {
    const table = readTable(create, statement, written.isLegacy)
    draft.tables.set(`${table.schema}.${table.name}`, table)
  }),
  AlterTableStmt: reader('AlterTableStmt', (alter, draft, { file }, statement) => {
    const name = relationText(alter.relation, file)
    const table = draft.tables.get(name)
    if (table === undefined)
      throw new Error(`sql/${file}.sql alters ${name}, which no file creates`)
    alterTable(table, alter, statement)
  }),
  CreateFunctionStmt: reader('CreateFunctionStmt', (create, draft, written) => {
    draft.functions.push({ ...readFunction(create, written.file), ...written })
  }),
  ViewStmt: reader('ViewStmt', (create, draft, written) => {
    draft.views.push({
      ...relationName(create.view, written.file),
      ...written,
      ...viewColumns(create.query),
      isSecurityInvoker: option(create, 'security_invoker') === 'on',
    })
  }),
  CreateTrigStmt: reader('CreateTrigStmt', (create, draft, written) => {
    const { schema, name } = qualifiedName(strings(create.funcname), written.file)
    draft.triggers.push({
      name: create.trigname ?? '',
      table: relationText(create.relation, written.file),
      function: `${schema}.${name}`,
      arguments: strings(create.args),
      ...written,
    })
  }),
  CreatePolicyStmt: reader('CreatePolicyStmt', (create, draft, written) => {
    draft.policies.push({
      name: create.policy_name ?? '',
      table: relationText(create.table, written.file),
      command: create.cmd_name ?? 'all',
      roles: (create.roles ?? []).flatMap(roleName),
      functions: [...new Set(functionsCalled(create))],
      ...written,
    })
  }),
  IndexStmt: reader('IndexStmt', (create, draft, written) => {
    draft.indexes.push({
      name: create.idxname ?? '',
      table: relationText(create.relation, written.file),
      isUnique: create.unique ?? false,
      isConcurrent: create.concurrent ?? false,
      ...written,
    })
  }),
  // A policy is made anew by dropping it first.
  DropStmt: reader('DropStmt', (drop, _draft, _written, statement) => {
    if (drop.removeType !== 'OBJECT_POLICY') throw unread(statement, statement.node)
  }),
  GrantStmt: other('grant'),
  CommentStmt: other('comment'),
  CreateSchemaStmt: other('schema'),
  InsertStmt: other('rows'),
}

function other(kind: Other['kind']): Reader {
  return (draft, _statement, written) => {
    draft.others.push({ kind, ...written })
  }
}

function roleName(node: Node): readonly string[] {
  if (!('RoleSpec' in node)) return []
  return [node.RoleSpec.rolename ?? 'public']
}

function viewColumns(query: Node | undefined): Pick<View, 'columns' | 'hasStar'> {
  let select = query
  // The columns of a union are those of its first part.
  while (select !== undefined && 'SelectStmt' in select && select.SelectStmt.larg !== undefined) {
    select = { SelectStmt: select.SelectStmt.larg }
  }
  const targets = select !== undefined && 'SelectStmt' in select ? select.SelectStmt.targetList : []
  const names = (targets ?? []).map((node) =>
    'ResTarget' in node ? targetName(node.ResTarget) : null,
  )
  return { columns: names.flatMap((name) => name ?? []), hasStar: names.includes(null) }
}

function targetName(target: { readonly name?: string; readonly val?: Node }): string | null {
  if (target.name !== undefined) return target.name
  if (target.val === undefined || !('ColumnRef' in target.val)) return null
  const last = target.val.ColumnRef.fields?.at(-1)
  return last !== undefined && 'String' in last ? (last.String.sval ?? null) : null
}

function finished(table: TableDraft): Table {
  return {
    ...table,
    sequences: table.columns
      .filter(({ identity }) => identity !== null)
      .map(({ name }) => `${table.name}_${name}_seq`),
  }
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const child of Object.values(value)) frozen(child)
  return Object.freeze(value)
}
