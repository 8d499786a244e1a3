import { exitCodes, kindOf, OperatorError, type Sql, sqlFile, type Transaction } from '@valence/db'
import { existingRoles } from '@valence/schema/growth'
import type { PhaseContext } from '../../phase.ts'
import type { Executor } from '../ground/executor.ts'
import type { MigrationPlan } from '../plan/plan.ts'
import { openApprovals } from './approvals.ts'
import { appendLog, appendLogIfPossible, type LogDetails, type LogWord } from './log.ts'

export type RunState = 'running' | 'migrated' | 'rolling_back' | 'rolled_back'

export interface Run {
  readonly id: number
  readonly state: RunState
  readonly plan: MigrationPlan
  readonly context: PhaseContext
  readonly options: Readonly<Record<string, unknown>>
  readonly startedAt: Date
  readonly completedAt: Date | null
  readonly rolledBackAt: Date | null
  /** When the old names were taken off; null while the grace period lasts. */
  readonly graceEndedAt: Date | null
}

const BOOKS = ['migration_history', 'migration_progress'] as const

/** Creates our books, or brings them back from where a rollback put them. Safe to run twice. */
export async function openBooks(tx: Transaction): Promise<void> {
  await openApprovals(tx)
  await tx.unsafe(sqlFile(import.meta.url, 'bookkeeping.sql'))
  await openConfirmations(tx)
  const roles = await existingRoles(tx, ['anon', 'authenticated', 'service_role'])
  const everyone = ['public', ...roles].join(', ')
  for (const name of [...BOOKS, 'migration_status_public']) {
    await tx.unsafe(`revoke all on public.${name} from ${everyone}`)
  }
  await tx.unsafe(`revoke all on function public.migration_status() from ${everyone}`)
  const readers = roles.filter((role) => role !== 'anon')
  if (readers.length > 0) {
    await tx.unsafe(`grant select on public.${BOOKS.join(', public.')} to ${readers.join(', ')}`)
  }
  if (roles.length > 0) {
    await tx.unsafe(`grant select on public.migration_status_public to ${roles.join(', ')}`)
    await tx.unsafe(`grant execute on function public.migration_status() to ${roles.join(', ')}`)
  }
}

/** Creates the book of what people confirmed. Safe to run twice. */
export async function openConfirmations(tx: Transaction): Promise<void> {
  await tx.unsafe(sqlFile(import.meta.url, 'confirmations.sql'))
}

/** After a rollback `public` holds nothing of ours; the books stay readable to us. */
export async function closeBooks(tx: Transaction): Promise<void> {
  await tx.unsafe('drop view if exists public.migration_status_public')
  await tx.unsafe('drop function if exists public.migration_status()')
  for (const book of BOOKS) {
    if ((await kindOf(tx, 'public', book)) === 'table') {
      await tx.unsafe(`alter table public.${book} set schema valence_migration`)
    }
  }
}

/** The schema in which the books are now: `public`, or ours after a rollback. */
export async function booksSchema(sql: Sql): Promise<'public' | 'valence_migration'> {
  return (await kindOf(sql, 'valence_migration', 'migration_history')) === 'table'
    ? 'valence_migration'
    : 'public'
}

/** The latest run, or null when there was none. */
export async function latestRun(sql: Sql): Promise<Run | null> {
  if ((await kindOf(sql, 'valence_migration', 'runs')) === null) return null
  const [run] = await sql<Run[]>`
    select
      r.id, r.state, r.plan, r.context, r.options,
      r.started_at as "startedAt", r.completed_at as "completedAt", r.rolled_back_at as "rolledBackAt",
      -- Books that an earlier version of this tool opened do not have it.
      (to_jsonb(r.*) ->> 'grace_ended_at')::timestamptz as "graceEndedAt"
    from valence_migration.runs as r
    order by r.id desc
    limit 1`
  return run ?? null
}

export async function createRun(
  tx: Transaction,
  plan: MigrationPlan,
  options: Readonly<Record<string, string | number | boolean | null>>,
): Promise<number> {
  const [run] = await tx<{ id: number }[]>`
    insert into valence_migration.runs (state, plan, context, options)
    values ('running', ${tx.json(plan as never)}, ${tx.json(plan.context as never)}, ${tx.json(options)})
    returning id`
  return run?.id ?? 0
}

export async function setRunState(sql: Sql, runId: number, state: RunState): Promise<void> {
  await sql`
    update valence_migration.runs
    set state = ${state},
        completed_at = case when ${state} = 'migrated' then now() else completed_at end,
        rolled_back_at = case when ${state} = 'rolled_back' then now() else rolled_back_at end
    where id = ${runId}`
}

export interface HistoryEntry {
  readonly runId: number
  readonly phase: string
  readonly action: 'migrate' | 'verify' | 'rollback'
}

/** How the log calls what the history knows by action and status. */
const LOGGED = {
  migrate: {
    running: 'phase started',
    done: 'phase finished',
    failed: 'phase failed',
    interrupted: 'phase interrupted',
  },
  rollback: {
    running: 'phase rollback started',
    done: 'phase rolled back',
    failed: 'phase rollback failed',
    interrupted: 'phase rollback failed',
  },
  verify: {
    running: 'phase started',
    done: 'phase finished',
    failed: 'phase failed',
    interrupted: 'phase interrupted',
  },
} as const satisfies Record<HistoryEntry['action'], Record<string, LogWord>>

/**
 * Writes the history row of a phase and the entries of the log: running at first, then done or failed with what it
 * failed on. The two are written together, so that neither knows more than the other.
 */
export async function recordHistory<Result>(
  { sql, together }: Pick<Executor, 'sql' | 'together'>,
  entry: HistoryEntry,
  work: () => Promise<{ result: Result; rows: number }>,
): Promise<Result> {
  const words = LOGGED[entry.action]
  const id = await together(async (tx) => {
    // Only one run writes at a time: whatever still reads as running was killed.
    await tx`
      update public.migration_history
      set status = 'failed', completed_at = now(), error = 'Broken off: the tool or its connection ended'
      where run_id = ${entry.runId} and status = 'running'`
    const [row] = await tx<{ id: number }[]>`
      insert into public.migration_history (run_id, phase, action, status)
      values (${entry.runId}, ${entry.phase}, ${entry.action}, 'running')
      returning id`
    await appendLog(tx, words.running, entry.runId, { phase: entry.phase })
    return row?.id ?? 0
  })
  try {
    const { result, rows } = await work()
    await together(async (tx) => {
      await tx`
        update public.migration_history
        set status = 'done', completed_at = now(), rows_processed = ${rows}
        where id = ${id}`
      await appendLog(tx, words.done, entry.runId, await whereItStands(tx, entry))
    })
    return result
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    await sql`
      update public.migration_history
      set status = 'failed', completed_at = now(), error = ${message}
      where id = ${id}`.catch(() => undefined) // the first error counts; the connection may be gone
    const isInterrupted = error instanceof OperatorError && error.exitCode === exitCodes.interrupted
    await appendLogIfPossible(
      sql,
      isInterrupted ? words.interrupted : words.failed,
      entry.runId,
      await whereItStands(sql, entry)
        .catch(() => ({ phase: entry.phase }))
        .then((details) => ({ ...details, error: message })),
    )
    throw error
  }
}

/** The checkpoints of a phase in one line each: how many rows of each step are done. */
async function whereItStands(
  sql: Sql,
  { runId, phase, action }: HistoryEntry,
): Promise<LogDetails> {
  if (action === 'rollback') return { phase }
  const steps = await sql<{ step: string; rows: number }[]>`
    select c.step, c.rows_done as rows
    from valence_migration.checkpoints as c
    where c.run_id = ${runId} and c.phase = ${phase}
    order by c.step`
  return { phase, rows: Object.fromEntries(steps.map(({ step, rows }) => [step, rows])) }
}

/** Whether this database was migrated and rolled back before: such a run brings back what was parked. */
export async function hasEarlierRun(sql: Sql, runId: number): Promise<boolean> {
  const [earlier] = await sql<{ found: boolean }[]>`
    select exists (select from valence_migration.runs as r where r.id < ${runId}) as found`
  return earlier?.found === true
}
