import { type Database, readSnapshot, type Sql } from '@valence/db'
import { resultTables } from '../../phases/index.ts'
import { type Parked, readParked } from '../../phases/parked.ts'
import { type Approval, readApprovals } from '../books/approvals.ts'
import { booksSchema, latestRun, type RunState } from '../books/bookkeeping.ts'
import { type LogHead, readLogHead } from '../books/log.ts'
import { type BackupTable, readBackupTables } from '../books/read-backup-tables.ts'
import { ROLLBACK_WINDOW_HOURS } from '../plan/options.ts'
import type { MigrationPlan } from '../plan/plan.ts'
import type { Verification } from '../proof/verify-run.ts'
import { type QuarantinedRow, readQuarantined } from './quarantine.ts'

export interface ReportPhase {
  readonly phase: string
  readonly action: string
  readonly status: string
  readonly startedAt: Date
  readonly seconds: number | null
  readonly rows: number
  readonly error: string | null
}

/** What happened to a database, as an operator or their boss wants to read it. */
export interface Report {
  readonly database: string
  readonly runId: number
  readonly state: RunState
  readonly startedAt: Date
  readonly completedAt: Date | null
  readonly rollbackUntil: Date | null
  readonly seconds: number | null
  readonly plan: MigrationPlan
  readonly backup: string | null
  /** Copies of the changed tables as they were before, in the schema `valence_migration`. */
  readonly backupTables: readonly BackupTable[]
  /** On whose word it ran: null where that was the operator's alone. */
  readonly approval: Pick<Approval, 'id' | 'by' | 'administrator' | 'comment' | 'at'> | null
  /** Noted outside the database, it proves later that nothing was cut off from the log. */
  readonly logHead: LogHead | null
  readonly phases: readonly ReportPhase[]
  readonly verification: Verification | null
  /** Rows of the tables as they are now. */
  readonly counts: Readonly<Record<string, number>>
  readonly parked: readonly Parked[]
  /** Rows that the run could not take along. */
  readonly quarantined: readonly QuarantinedRow[]
}

/** Reads the latest run; null when the database was never migrated. Changes nothing. */
export async function readReport(db: Database): Promise<Report | null> {
  return await readSnapshot<Report | null>(db, async (tx) => {
    const run = await latestRun(tx)
    if (run === null) return null
    const [times] = await tx<
      {
        seconds: number | null
        rollbackUntil: Date | null
        backup: string | null
        approval: number | null
      }[]
    >`
      select
        extract(epoch from r.completed_at - r.started_at)::float8 as seconds,
        r.completed_at + make_interval(hours => ${ROLLBACK_WINDOW_HOURS}) as "rollbackUntil",
        r.options ->> 'backup' as backup,
        (r.options ->> 'approval')::bigint as approval
      from valence_migration.runs as r
      where r.id = ${run.id}`
    return {
      database: run.plan.database,
      runId: run.id,
      state: run.state,
      startedAt: run.startedAt,
      completedAt: run.completedAt,
      rollbackUntil: times?.rollbackUntil ?? null,
      seconds: times?.seconds ?? null,
      plan: run.plan,
      backup: times?.backup ?? null,
      backupTables: await readBackupTables(tx, run.id),
      approval: await approvalOf(tx, times?.approval ?? null),
      logHead: await readLogHead(tx),
      phases: await readPhases(tx, run.id),
      verification: await readVerification(tx, run.id),
      counts: await countTables(tx),
      parked: run.state === 'rolled_back' ? await readParked(tx) : [],
      quarantined: await readQuarantined(tx, run.id),
    }
  })
}

async function approvalOf(sql: Sql, id: number | null): Promise<Report['approval']> {
  if (id === null) return null
  const found = (await readApprovals(sql)).find((approval) => approval.id === id)
  if (found === undefined) return null
  const { by, administrator, comment, at } = found
  return { id, by, administrator, comment, at }
}

async function readPhases(sql: Sql, runId: number): Promise<readonly ReportPhase[]> {
  const schema = await booksSchema(sql)
  return await sql.unsafe<ReportPhase[]>(
    `select h.phase, h.action, h.status, h.started_at as "startedAt",
       extract(epoch from h.completed_at - h.started_at)::float8 as seconds,
       h.rows_processed as rows, h.error
     from ${schema}.migration_history as h
     where h.run_id = $1
     order by h.id`,
    [runId],
  )
}

async function readVerification(sql: Sql, runId: number): Promise<Verification | null> {
  const [found] = await sql<Verification[]>`
    select v.is_good as "isGood", v.checks, v.samples, v.seconds
    from valence_migration.verdicts as v
    where v.run_id = ${runId}
    order by v.verified_at desc
    limit 1`
  return found ?? null
}

async function countTables(sql: Sql): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const existing = await sql<{ name: string }[]>`
    select c.relname as name from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname = any (${resultTables})`
  for (const { name } of existing) {
    const [row] = await sql.unsafe<{ rows: number }[]>(
      `select count(*)::float8 as rows from public.${name}`,
    )
    counts[name] = row?.rows ?? 0
  }
  return counts
}
