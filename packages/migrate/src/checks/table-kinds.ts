import { inSavepoint, qualified, sqlState, type Transaction } from '@valence/db'
import { type Finding, type GoNoGoCheck, touchedTables } from './finding.ts'

/** Tables that are more than a plain table: a rename or a backfill would miss a part of them, or meet what it cannot change. */
export const tableKinds: GoNoGoCheck = {
  id: 'table-kind',
  async run(sql, { detection, server }) {
    const tables = touchedTables(detection) as string[]
    const findings: Finding[] = []
    const relatives = await sql<{ child: string; parent: string }[]>`
      select i.inhrelid::regclass::text as child, i.inhparent::regclass::text as parent
      from pg_inherits as i
      join pg_class as c on c.oid in (i.inhrelid, i.inhparent)
      where c.relnamespace = 'public'::regnamespace and c.relname = any (${tables}) and c.relkind = 'r'
      order by 1`
    for (const { child, parent } of relatives) {
      findings.push(
        blocker(
          `The table ${child} inherits from ${parent}`,
          child,
          `Take it apart first: alter table ${child} no inherit ${parent};`,
        ),
      )
    }
    const unlogged = await sql<{ name: string; persistence: string }[]>`
      select c.relname as name, c.relpersistence as persistence
      from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relname = any (${tables}) and c.relpersistence <> 'p'`
    for (const { name } of unlogged) {
      findings.push(
        blocker(
          `The table ${name} is unlogged: a crash of the server empties it, and foreign keys of kept tables cannot refer to it`,
          name,
          `alter table public.${name} set logged;`,
        ),
      )
    }
    const rules = await sql<{ name: string; rule: string }[]>`
      select c.relname as name, r.rulename as rule
      from pg_rewrite as r
      join pg_class as c on c.oid = r.ev_class
      where c.relnamespace = 'public'::regnamespace and c.relname = any (${tables})
        and c.relkind = 'r' and r.ev_enabled <> 'D'
      order by 1, 2`
    for (const { name, rule } of rules) {
      findings.push(
        blocker(
          `The rule ${rule} rewrites statements on ${name}, also those of the migration`,
          `${name}.${rule}`,
          `Make it a trigger, or drop it for the migration: drop rule ${rule} on public.${name};`,
        ),
      )
    }
    findings.push(...(await unwritable(sql, tables)))
    if (!server.maySetReplicaMode) findings.push(...(await deferredTriggers(sql, tables)))
    return findings
  },
}

/** Of a row that is published: it has no identity, or a filter or a list of columns does not cover that. */
const REFUSED_UPDATES = ['55000', '42P10']

/**
 * Tables of which every UPDATE fails, because a publication that sends them says less of a row than it takes to find it. The
 * server tells that when a statement is planned to be run, so nothing is run.
 */
async function unwritable(
  sql: Transaction,
  tables: readonly string[],
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const name of tables) {
    const table = qualified('public', name)
    try {
      await inSavepoint(sql, (inner) => inner.unsafe(`explain update ${table} set id = default`))
    } catch (error) {
      const state = sqlState(error) ?? ''
      // Who approves a plan may read only; whether the role that runs it may write is asked elsewhere.
      if (state === '42501') continue
      if (!REFUSED_UPDATES.includes(state) || !(error instanceof Error)) throw error
      findings.push(
        blocker(
          `No row of ${name} can be updated, neither today nor by the migration: ${error.message}`,
          name,
          `Let its publication send the columns that identify a row (select * from pg_publication_tables where tablename = '${name}'), or: alter table ${table} replica identity default;`,
        ),
      )
    }
  }
  return findings
}

/** Where triggers have to be disabled by ALTER TABLE, an event that waits for the commit forbids to enable them again. */
async function deferredTriggers(
  sql: Parameters<GoNoGoCheck['run']>[0],
  tables: string[],
): Promise<readonly Finding[]> {
  const rows = await sql<{ name: string; constraint: string }[]>`
    select c.relname as name, t.tgname as "constraint"
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and c.relname = any (${tables}) and t.tginitdeferred
    order by 1, 2`
  return rows.map(({ name, constraint }) =>
    blocker(
      `The constraint ${constraint} on ${name} is checked at commit, and this role may not set session_replication_role`,
      `${name}.${constraint}`,
      `Make it immediate for the migration, or grant set on parameter session_replication_role to the role that migrates.`,
    ),
  )
}

function blocker(message: string, example: string, fix: string): Finding {
  return { check: 'table-kind', severity: 'blocker', message, count: 1, examples: [example], fix }
}
