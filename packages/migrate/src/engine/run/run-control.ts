import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { latestRun } from '../books/bookkeeping.ts'
import { appendLogIfPossible, type LogWord } from '../books/log.ts'
import { readLockHolder, requireRunLock } from '../books/run-lock.ts'
import type { Emit } from '../ground/events.ts'

/** What someone asked of a run from another terminal. */
export const controlCommands = ['pause', 'resume', 'abort'] as const
export type ControlCommand = (typeof controlCommands)[number]

const LOGGED = {
  pause: 'run paused',
  resume: 'run unpaused',
  abort: 'run aborted',
} as const satisfies Record<ControlCommand, LogWord>

const POLL_MS = 500

/**
 * Tells the active run to wait after its batch, to go on, or to end after its batch.
 * @throws MigrationError with exit code 2 when no run is active, or it cannot wait
 */
export async function controlRun(url: string, command: ControlCommand): Promise<number> {
  const db = await openOwnSession(url, { max: 1, applicationName: `valence ${command}` })
  try {
    const run = await latestRun(db)
    const holder = await readLockHolder(db)
    if (run?.state !== 'running' || holder === null) throw nothingToControl(command, run?.state)
    if (command === 'pause' && run.options['atomic'] === true) throw atomicCannotWait()
    await db`
      insert into valence_migration.controls (run_id, command)
      values (${run.id}, ${command})
      on conflict (run_id) do update set
        command = excluded.command, requested_by = session_user, requested_at = now()`
    await appendLogIfPossible(db, LOGGED[command], run.id)
    return run.id
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** A run that begins or goes on does what its operator says, not what was asked of its forerunner. */
export async function clearControl(sql: Sql, runId: number): Promise<void> {
  await sql`delete from valence_migration.controls where run_id = ${runId}`
}

/**
 * Between two batches: waits while the run is to pause, and ends it when it is to end.
 * @throws MigrationError with exit code 130
 */
export async function heedControl(
  sql: Sql,
  runId: number,
  { signal, emit }: { readonly signal: AbortSignal; readonly emit: Emit },
): Promise<void> {
  for (let isWaiting = false; ; ) {
    stopIfInterrupted(signal)
    const control = await readControl(sql, runId)
    if (control?.command === 'abort') throw aborted(control.by)
    if (control?.command !== 'pause') {
      if (isWaiting) say(emit, `Going on, as ${control?.by ?? 'someone'} asked`)
      return
    }
    if (!isWaiting) {
      say(
        emit,
        `Paused by ${control.by}; both the old and the new names work. migrate:resume goes on`,
      )
      isWaiting = true
    }
    await sleep(POLL_MS)
  }
}

async function readControl(
  sql: Sql,
  runId: number,
): Promise<{ readonly command: ControlCommand; readonly by: string } | undefined> {
  const [control] = await sql<{ command: ControlCommand; by: string }[]>`
    select c.command, c.requested_by as by from valence_migration.controls as c where c.run_id = ${runId}`
  return control
}

function say(emit: Emit, text: string): void {
  emit({ kind: 'message', severity: 'info', text })
}

/** @throws MigrationError with exit code 130 when the operator pressed Ctrl-C, with 1 when the run's lock is lost */
export function stopIfInterrupted(signal: AbortSignal): void {
  requireRunLock(signal)
  if (!signal.aborted) return
  throw new MigrationError('Interrupted after a finished batch', {
    code: 'VAL-INTERRUPTED',
    hint: 'Both the old and the new names work. Run the same command again to go on, or migrate:rollback.',
  })
}

function aborted(by: string): MigrationError {
  return new MigrationError(`Ended after a finished batch, as ${by} asked from another terminal`, {
    code: 'VAL-ABORTED',
    hint: 'Both the old and the new names work. Run migrate:production again to go on, or migrate:rollback.',
  })
}

function nothingToControl(command: ControlCommand, state: string | undefined): MigrationError {
  const isInterrupted = state === 'running'
  return new MigrationError(`No run is writing to this database, so there is none to ${command}`, {
    code: 'VAL-NO-RUN',
    hint: isInterrupted
      ? 'The last run was interrupted: migrate:production goes on with it, migrate:rollback takes it back.'
      : 'A run that is still planning or taking its backup has changed nothing: end it with Ctrl-C.',
  })
}

function atomicCannotWait(): MigrationError {
  return new MigrationError('An atomic run cannot wait: it would hold its locks', {
    code: 'VAL-ATOMIC',
    hint: 'migrate:abort ends it and leaves the database as it was.',
  })
}
