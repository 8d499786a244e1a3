import { qualified, type Sql } from '@valence/db'
import { clientTables } from '@valence/schema/manifest'
import { OWN_SCHEMA } from '../sql/session/own-schema.ts'

/** What a rollback kept because the old shape cannot hold it. */
export interface Parked {
  readonly what: string
  readonly rows: number
}

/** How a report speaks of what is kept in a table, and which of its rows the old shape cannot hold: all, unless that is said. */
const WORDS: Readonly<Record<string, { readonly what: string; readonly where?: string }>> = {
  parked_opportunities: {
    what: 'opportunities with a stage, probability or other values that deals do not have',
  },
  parked_companies: { what: 'organizations with a type, priority or parent set by hand' },
  parked_contacts: { what: 'contacts with a department, or moved since' },
  parked_contact_emails: { what: 'contacts with more than one e-mail, or with a type of it' },
  parked_contact_phones: {
    what: 'contacts with more than two telephone numbers, or with a type of one',
  },
  parked_tasks: { what: 'tasks about organizations or opportunities, or that repeat' },
  parked_task_owners: { what: 'tasks with an owner' },
  contact_organizations: {
    what: 'further organizations of contacts, or details of a link',
    where: `deleted_at is null and (not is_primary_organization or is_primary_contact or role is not null or notes is not null
      or purchase_influence <> 'Unknown' or decision_authority <> 'End User'
      or relationship_start_date is not null or relationship_end_date is not null)`,
  },
  contact_preferred_principals: {
    what: 'preferred principals',
    where: 'deleted_at is null',
  },
  merge_records: { what: 'merges of records' },
  distinct_records: { what: 'pairs that look like one and are not' },
  opportunity_contacts: {
    what: 'roles of contacts in opportunities',
    where: 'role is not null',
  },
  opportunity_participants: {
    what: 'participants that are not the customer',
    where: 'deleted_at is null and not is_primary',
  },
  opportunity_stage_history: { what: 'changes of stage' },
  saved_views: { what: 'saved views of lists' },
  import_runs: { what: 'imports of files' },
  import_changes: { what: 'changes that imports made' },
  record_tags: { what: 'tags of organizations and opportunities' },
  external_keys: { what: 'external IDs of records' },
  activities: {
    what: 'activities that are not notes',
    where: 'source_id is null and deleted_at is null',
  },
  interaction_participants: { what: 'people and organizations of activities' },
  activity_mentions: { what: 'mentions of users' },
  sales_roles: { what: 'roles of users' },
  record_changes: { what: 'entries of what was changed' },
  configuration: {
    what: 'settings',
    where: `config <> '{}'`,
  },
}

/** Counts what is parked now, in the order of the words; of a table without words it says its name. Empty when nothing is. */
export async function readParked(sql: Sql): Promise<readonly Parked[]> {
  const parked: Parked[] = []
  for (const table of await parkedTables(sql)) {
    const { what = `rows of ${table.replace(/^parked_/, '')}`, where = 'true' } = WORDS[table] ?? {}
    const [row] = await sql.unsafe<{ rows: number }[]>(
      `select count(*)::float8 as rows from ${qualified(OWN_SCHEMA, table)} where ${where}`,
    )
    if (row !== undefined && row.rows > 0) parked.push({ what, rows: row.rows })
  }
  return parked
}

/** Whole tables, which keep their names, and what was kept of others. */
async function parkedTables(sql: Sql): Promise<readonly string[]> {
  const found = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_class as c
    where c.relnamespace = to_regnamespace(${OWN_SCHEMA})
      and c.relkind = 'r'
      and (
        c.relname = any (${clientTables().map(({ name }) => name)})
        or c.relname like 'parked\\_%' and c.relname not in ('parked_rows', 'parked_tables')
      )
    order by c.relname`
  const names = found.map(({ name }) => name)
  const known = Object.keys(WORDS).filter((name) => names.includes(name))
  return [...known, ...names.filter((name) => !known.includes(name))]
}
