import { type Database, type Sql, withLockRetries } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { createPhases, oldNames } from '../../phases/index.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import type { Run } from '../books/bookkeeping.ts'
import { appendLog, openLogWhereMissing } from '../books/log.ts'
import { announceLogHead } from '../books/log-outcome.ts'
import { withRunLock } from '../books/run-lock.ts'
import type { Emit } from '../ground/events.ts'
import { lockOptions } from '../plan/lock-options.ts'
import { locksForRollback, lockTables } from '../plan/lock-tables.ts'
import type { RunOptions } from '../plan/options.ts'
import { type OldUse, readOldUse, runInGrace } from './old-use.ts'

export interface EndGraceOptions
  extends Pick<RunOptions, 'databaseUrl' | 'lockTimeoutMs' | 'lockAttempts'> {
  /** How long every old name must have been silent. */
  readonly silentForMs: number
}

export type EndGraceOutcome =
  | { readonly kind: 'ended'; readonly use: OldUse }
  | { readonly kind: 'declined'; readonly use: OldUse }

/**
 * Ends the grace period: old names and what kept both shapes in step go, in one short transaction, and the new shape stands
 * alone. There is no way back from there.
 * @throws MigrationError with exit code 3 while an old name is used, or a view of the installation's own needs one
 */
export async function endGracePeriod(
  options: EndGraceOptions,
  confirm: (use: OldUse) => Promise<boolean>,
  emit: Emit,
): Promise<EndGraceOutcome> {
  return await withRunLock(options.databaseUrl, emit, async () => {
    const db = await openOwnSession(options.databaseUrl, {
      max: 1,
      applicationName: 'valence cleanup',
    })
    try {
      const run = await runInGrace(db)
      const use = await readOldUse(db, run)
      await requireSilence(db, use, options.silentForMs)
      await requireNoDependents(db, oldNames(run.context))
      if (!(await confirm(use))) return { kind: 'declined', use }
      await takeOff(db, run, options, emit)
      await announceLogHead(db, emit)
      return { kind: 'ended', use }
    } finally {
      await db.end({ timeout: 5 })
    }
  })
}

async function takeOff(
  db: Database,
  run: Run,
  options: EndGraceOptions,
  emit: Emit,
): Promise<void> {
  await openLogWhereMissing(db)
  await db`alter table valence_migration.runs add column if not exists grace_ended_at timestamptz`
  const phases = createPhases(run.context).toReversed()
  const tables = await locksForRollback(db, run.plan, '1.1')
  await withLockRetries(db, lockOptions('The old names', options, emit), async (tx) => {
    await lockTables(tx, tables, options.lockTimeoutMs)
    for (const phase of phases) await phase.endGracePeriod(tx)
    await tx`update valence_migration.runs set grace_ended_at = now() where id = ${run.id}`
    await appendLog(tx, 'grace period ended', run.id, {
      silentForSeconds: options.silentForMs / 1_000,
    })
    await tx`select pg_notify('pgrst', 'reload schema')`
  })
}

async function requireSilence(db: Database, use: OldUse, silentForMs: number): Promise<void> {
  const [clock] = await db<{ now: Date }[]>`select clock_timestamp() as now`
  const now = clock?.now ?? new Date()
  const loud = use.names.filter(
    ({ silentSince }) => now.getTime() - silentSince.getTime() < silentForMs,
  )
  if (loud.length === 0) return
  throw new MigrationError(
    `Old names are still in use, or not known to be silent for so long: ${loud.map(said).join('; ')}`,
    {
      code: 'VAL-OLD-NAMES-USED',
      object: loud.map(({ name }) => name).join(', '),
      hint: 'Nothing was changed. migrate:monitor --old-use --for 60 shows who uses them.',
    },
  )
}

function said({ name, uses, lastUsedAt, isExact, silentSince }: OldUse['names'][number]): string {
  if (lastUsedAt === null) return `${name} silent since ${silentSince.toISOString()} at the latest`
  const when = `${isExact ? '' : 'before '}${lastUsedAt.toISOString()}`
  return `${name} used ${uses} times, last ${when}`
}

/** Views of the installation's own that show an old name: dropping it would take them along. */
async function requireNoDependents(sql: Sql, names: readonly string[]): Promise<void> {
  const rows = await sql<{ name: string }[]>`
    select distinct regexp_replace(d.ev_class::regclass::text, $$^public\.$$, $$$$) as name
    from pg_depend as p
    join pg_rewrite as d on d.oid = p.objid
    join pg_class as old on old.oid = p.refobjid
    join pg_class as view on view.oid = d.ev_class
    where p.classid = 'pg_rewrite'::regclass
      and p.refclassid = 'pg_class'::regclass
      and old.relnamespace = 'public'::regnamespace
      and old.relname = any (${[...names]})
      and d.ev_class <> old.oid
      and view.relname not in ('deals_summary', 'activity_log')
    order by 1`
  if (rows.length === 0) return
  throw new MigrationError(
    `Views of this installation show old names: ${rows.map(({ name }) => name).join(', ')}`,
    {
      code: 'VAL-OLD-NAMES-NEEDED',
      object: rows.map(({ name }) => name).join(', '),
      hint: 'Nothing was changed. Make them of the new names, or drop them, and run it again.',
    },
  )
}
