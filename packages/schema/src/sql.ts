import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = new URL('../sql/', import.meta.url)

/** Folders of `sql/` in the order in which a database takes them. */
const KINDS = [
  '01_types',
  '02_tables',
  '03_functions',
  '04_views',
  '05_triggers',
  '06_policies',
  '07_indexes',
] as const

/** Tables come in the order of their foreign keys; other kinds do not depend on their order within a folder. */
const TABLES = [
  'sales',
  'companies',
  'companies_columns',
  'contacts',
  'contacts_columns',
  'contact_notes',
  'opportunities',
  'opportunities_columns',
  'opportunity_notes',
  'tasks',
  'tasks_columns',
  'tags',
  'configuration',
  'contact_organizations',
  'contact_preferred_principals',
  'merge_records',
  'distinct_records',
  'opportunity_contacts',
  'opportunity_participants',
  'opportunity_stage_history',
  'saved_views',
  'import_runs',
  'import_changes',
  'record_tags',
  'external_keys',
  'activities',
  'interaction_participants',
  'sales_roles',
  'activity_mentions',
  'record_changes',
]

/**
 * The text of one file of `sql/`, for example `02_tables/activities`.
 * @throws when the file does not exist
 */
export function schemaSql(name: string): string {
  return readFileSync(new URL(`${name}.sql`, ROOT), 'utf8')
}

/**
 * Everything that an empty database needs to become the target, in order. Index files hold statements that must run
 * outside a transaction (`isConcurrent`); split them with `splitStatements`.
 */
export function targetSchemaFiles(): readonly {
  name: string
  isConcurrent: boolean
  sql: string
}[] {
  return KINDS.flatMap((kind) =>
    filesOf(kind).map((file) => ({
      name: `${kind}/${file}`,
      isConcurrent: kind === '07_indexes',
      sql: schemaSql(`${kind}/${file}`),
    })),
  )
}

/** The statements of a file that has none of `;` inside quotes, which holds for the index files. */
export function splitStatements(sql: string): readonly string[] {
  return sql
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

/** Absolute folder of the SQL files, for tools that read them all. */
export const schemaSqlFolder = fileURLToPath(ROOT)

function filesOf(kind: (typeof KINDS)[number]): readonly string[] {
  if (kind === '02_tables') return TABLES
  return readdirSync(new URL(`${kind}/`, ROOT))
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort()
}
