import { readdirSync, readFileSync } from 'node:fs'
import type { RangeVar } from '../parser.ts'
import { SQL_FOLDER } from '../sql-folder.ts'
import type { SqlFile } from './model.ts'
import { relationText } from './names.ts'
import { inOrderOfNeeds } from './order.ts'
import { type Statement, statementsOf } from './source.ts'

/** Folders of `sql/` in the order in which a database takes them. */
const KINDS = [
  '00_schemas',
  '01_types',
  '02_tables',
  '03_functions',
  '04_views',
  '05_triggers',
  '06_policies',
  '07_indexes',
] as const

export interface ParsedFile extends SqlFile {
  readonly isLegacy: boolean
  readonly statements: readonly Statement[]
}

/** All files in the order in which an empty database takes them: tables behind those that they refer to. */
export function readFiles(): readonly ParsedFile[] {
  return KINDS.flatMap((kind) => {
    const files = namesOf(kind).map((name) => parse(`${kind}/${name}`))
    return kind === '02_tables' ? inOrderOfTables(files) : files
  })
}

/** Of each kind first what installations have already. */
function namesOf(kind: string): readonly string[] {
  const isSql = (file: string) => file.endsWith('.sql')
  const found = readdirSync(new URL(`${kind}/`, SQL_FOLDER), { recursive: true, encoding: 'utf8' })
  const names = found.filter(isSql).map((file) => file.slice(0, -'.sql'.length).replace('\\', '/'))
  const isLegacy = (name: string) => name.startsWith('legacy/')
  return [...names.filter(isLegacy).sort(), ...names.filter((name) => !isLegacy(name)).sort()]
}

function parse(name: string): ParsedFile {
  const sql = readFileSync(new URL(`${name}.sql`, SQL_FOLDER), 'utf8')
  return {
    name,
    sql,
    isLegacy: name.includes('/legacy/'),
    isConcurrent: name.startsWith('07_indexes/'),
    statements: statementsOf(name, sql),
  }
}

function inOrderOfTables(files: readonly ParsedFile[]): readonly ParsedFile[] {
  const makers = new Map(
    files.flatMap((file) => madeIn(file).map((table) => [table, file.name] as const)),
  )
  return inOrderOfNeeds(
    files,
    ({ name }) => name,
    (file) =>
      file.statements
        .flatMap((one) => tablesIn(one.node, one.file))
        .flatMap((table) => makers.get(table) ?? []),
  )
}

function madeIn({ statements }: ParsedFile): readonly string[] {
  return statements.flatMap(({ node, file }) =>
    'CreateStmt' in node ? [relationText(node.CreateStmt.relation, file)] : [],
  )
}

/** Every table that is named anywhere below a node. */
function tablesIn(value: unknown, file: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if (isRange(value)) return [relationText(value, file)]
  return Object.values(value).flatMap((child) => tablesIn(child, file))
}

function isRange(value: object): value is RangeVar {
  return 'relname' in value
}
