import type { Sql } from '@valence/db'
import { dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'

/** Rows that the migration makes. Which id each gets depends on how often a batch was begun. */
const DERIVED = {
  contact_organizations: `to_jsonb(t) - 'id'`,
  opportunity_contacts: `to_jsonb(t) - 'id'`,
  opportunity_participants: `to_jsonb(t) - 'id'`,
  activities: `to_jsonb(t) - 'id'`,
  interaction_participants: `(to_jsonb(t) - 'id' - 'activity_id')
    || (select jsonb_build_object('of', a.source_table, 'key', a.source_id) from public.activities as a where a.id = t.activity_id)`,
} as const

/** Of the migration itself: when, how often, by whom. */
const BOOKS = ['migration_history', 'migration_progress']

/** When a row was made, where the source does not say: `now()`. */
const MADE_AT = `- 'created_at' - 'updated_at'`

/** Schema and rows of a migrated database, without what may differ between two undisturbed runs. */
export async function targetState({
  url,
  sql,
}: Pick<TestDatabase, 'url' | 'sql'>): Promise<string> {
  const schema = await schemaDump(url, { excludeSchemas: ['valence_migration'] })
  const digest = Object.entries(await dataDigest(sql)).filter(
    ([name]) => ![...Object.keys(DERIVED), ...BOOKS].some((own) => isOf(name, own)),
  )
  const derived: string[] = []
  for (const [table, row] of Object.entries(DERIVED)) {
    const lines = await sql.unsafe<{ line: string }[]>(
      `select (${row} ${MADE_AT})::text as line from public.${table} as t order by 1`,
    )
    derived.push(...lines.map(({ line }) => `${table} ${line}`))
  }
  const progress = await sql<{ line: string }[]>`
    select concat_ws(' ', p.phase, p.step, p.status, p.rows_processed, p.rows_total) as line
    from public.migration_progress as p
    order by 1`
  return [schema, ...digest.map(String), ...derived, ...progress.map(({ line }) => line)].join('\n')
}

/** Schema and rows of a database that is not migrated, to the last sequence. */
export async function legacyState({
  url,
  sql,
}: Pick<TestDatabase, 'url' | 'sql'>): Promise<string> {
  const schema = await schemaDump(url, { excludeSchemas: ['valence_migration'] })
  return `${schema}\n${JSON.stringify(await dataDigest(sql))}`
}

/** What a run may not leave behind, wherever it was broken off, once the same command ended well. */
export async function leftOvers(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ what: string }[]>`
    select 'invalid index ' || i.indexrelid::regclass as what from pg_index as i where not i.indisvalid
    union all
    select 'schema ' || n.nspname from pg_namespace as n where n.nspname like 'valence%' and n.nspname not in ('valence', 'valence_migration')
    union all
    select 'database ' || d.datname
    from pg_database as d
    where shobj_description(d.oid, 'pg_database') like '% of ' || current_database() || ';%'
    union all
    select 'disabled trigger ' || t.tgname || ' of ' || t.tgrelid::regclass
    from pg_trigger as t
    where t.tgenabled = 'D'
    union all
    select 'run ' || r.id || ' is ' || r.state
    from valence_migration.runs as r
    where r.state not in ('migrated', 'rolled_back')
    union all
    select 'phase ' || h.phase || ' reads as running'
    from valence_migration.runs as r
    join public.migration_history as h on h.run_id = r.id
    where h.status = 'running'`
  return rows.map(({ what }) => what)
}

function isOf(qualified: string, table: string): boolean {
  return qualified === `public.${table}` || qualified.startsWith(`public.${table}_`)
}
