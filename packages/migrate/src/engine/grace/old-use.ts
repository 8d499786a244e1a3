import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, type Sql, sqlFile } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { oldNames } from '../../phases/index.ts'
import { readProbes, readStatisticsStart } from '../../sql/session/old-name-probe.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { latestRun, type Run } from '../books/bookkeeping.ts'
import { judgeUse, type UseJudgement } from './judge-use.ts'
import { readStatements, type StatementUse } from './old-statements.ts'

/** An old name, and what is known of its use. */
export interface OldNameUsed extends UseJudgement {
  readonly name: string
}

/** Someone who was seen using an old name, in samples. */
export interface OldUser {
  readonly name: string
  readonly role: string
  readonly application: string
  readonly address: string
  readonly times: number
  readonly lastSeenAt: Date
  readonly query: string
}

export interface OldUse {
  readonly names: readonly OldNameUsed[]
  readonly seen: readonly OldUser[]
  /** From pg_stat_statements; null where it is not installed, or hidden from this role. */
  readonly statements: readonly StatementUse[] | null
}

const SAMPLE_MS = 100

/**
 * What is known of the use of old names in the grace period: what, by whom, when last. Looks, and notes what it saw. With
 * `watchMs` it samples sessions for so long first: statistics say how often, samples say who.
 * @throws MigrationError with exit code 2 when the database is not migrated, or its grace period has ended
 */
export async function inspectOldUse(
  url: string,
  { watchMs, signal }: { readonly watchMs: number; readonly signal: AbortSignal },
): Promise<OldUse> {
  const db = await openOwnSession(url, { max: 1, applicationName: 'valence monitor' })
  try {
    const run = await runInGrace(db)
    if (watchMs > 0) await watch(db, oldNames(run.context), watchMs, signal)
    return await readOldUse(db, run)
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** The migration whose grace period lasts. */
export async function runInGrace(sql: Sql): Promise<Run> {
  const run = await latestRun(sql)
  if (run?.state === 'migrated' && run.graceEndedAt === null) return run
  const ended = run?.graceEndedAt ?? null
  throw new MigrationError(
    ended === null
      ? 'This database is not migrated'
      : `The grace period ended at ${ended.toISOString()}`,
    {
      code: ended === null ? 'VAL-NOT-MIGRATED' : 'VAL-GRACE-ENDED',
      hint: ended === null ? 'Run migrate:production first.' : 'The old names are gone.',
    },
  )
}

/** Looks at the counters and judges. */
export async function readOldUse(db: Database, run: Run): Promise<OldUse> {
  await noteOldUse(db)
  const probes = await countUses(db)
  const countedSince = await readStatisticsStart(db)
  const looks = await db<{ name: string; uses: number; at: Date }[]>`
    select l.name, l.uses, l.looked_at as at
    from valence_migration.old_use_looks as l
    where l.looked_at >= ${run.completedAt ?? run.startedAt}
    order by l.looked_at`
  const seen = await db<OldUser[]>`
    select s.name, s.role, s.application, s.address, s.times, s.last_seen_at as "lastSeenAt", s.query
    from valence_migration.old_use_seen as s
    where s.last_seen_at >= ${run.completedAt ?? run.startedAt}
    order by s.name, s.last_seen_at desc`
  return {
    names: probes.map(({ name, lastUsedAt }) => ({
      name,
      ...judgeUse({
        looks: looks.filter((look) => look.name === name),
        // What happened while the migration ran is no use in the grace period.
        lastUsedAt:
          lastUsedAt !== null && lastUsedAt >= (run.completedAt ?? run.startedAt)
            ? lastUsedAt
            : null,
        countedSince,
      }),
    })),
    seen,
    statements: await readStatements(db, oldNames(run.context)),
  }
}

/** Notes what is counted now. Taken when a migration ends too: silence counts from there. */
export async function noteOldUse(sql: Sql): Promise<void> {
  await sql.unsafe(sqlFile(import.meta.url, 'old-use.sql'))
  for (const { name, uses } of await countUses(sql)) {
    await sql`
      insert into valence_migration.old_use_looks (name, uses) values (${name}, ${uses})
      on conflict (name, looked_at) do nothing`
  }
}

/** New rows of deals are counted apart: a view does not see inserts, a trigger does. */
const INSERTS = 'deals (new rows)'

async function countUses(
  sql: Sql,
): Promise<
  readonly { readonly name: string; readonly uses: number; readonly lastUsedAt: Date | null }[]
> {
  const [inserts] = await sql<{ uses: number }[]>`
    select (case when s.is_called then s.last_value else 0 end)::float8 as uses
    from valence_migration.old_inserts as s`
  return [...(await readProbes(sql)), { name: INSERTS, uses: inserts?.uses ?? 0, lastUsedAt: null }]
}

/** Who has an old name in use, every 100 ms: a statement that names a view locks it until its transaction ends. */
async function watch(
  db: Database,
  names: readonly string[],
  watchMs: number,
  signal: AbortSignal,
): Promise<void> {
  await db.unsafe(sqlFile(import.meta.url, 'old-use.sql'))
  const until = performance.now() + watchMs
  while (performance.now() < until && !signal.aborted) {
    await db`
      insert into valence_migration.old_use_seen as s (name, role, application, address, last_seen_at, query)
      select distinct on (c.relname, a.usename, a.application_name, a.client_addr)
        c.relname,
        coalesce(a.usename, 'unknown'),
        coalesce(nullif(a.application_name, ''), 'unnamed'),
        coalesce(host(a.client_addr), 'local'),
        clock_timestamp(),
        coalesce(left(a.query, 500), '')
      from pg_locks as l
      join pg_class as c on c.oid = l.relation
      join pg_stat_activity as a on a.pid = l.pid
      where l.locktype = 'relation'
        and l.database = (select d.oid from pg_database as d where d.datname = current_database())
        and c.relnamespace = 'public'::regnamespace
        and c.relname = any (${[...names]})
        and coalesce(a.application_name, '') not like 'valence %'
      order by c.relname, a.usename, a.application_name, a.client_addr, a.query_start desc
      on conflict (name, role, application, address)
      do update set times = s.times + 1, last_seen_at = excluded.last_seen_at, query = excluded.query`
    await sleep(SAMPLE_MS)
  }
}
