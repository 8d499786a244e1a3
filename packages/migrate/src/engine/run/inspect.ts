import { type Database, sqlState } from '@valence/db'
import type { StageMap } from '@valence/schema'
import { MigrationError } from '../../errors.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import type { FunctionMap } from '../../stale-names/function-map.ts'
import { latestRun } from '../books/bookkeeping.ts'
import { readLockHolder } from '../books/run-lock.ts'
import { type Planned, planRun } from '../plan/plan.ts'
import type { CompareOptions } from '../proof/compare-captured.ts'
import { type Verification, verifyNow } from '../proof/verify-run.ts'
import { type Report, readReport } from './report.ts'

/** A dry run: reads in a READ ONLY transaction, on a session that cannot write either. */
export async function dryRun(
  url: string,
  stageMap: StageMap,
  functionMap: FunctionMap = {},
): Promise<Planned> {
  return await inspect(url, async (db) => {
    await requireNoneUnfinished(db)
    return await planRun(db, stageMap, functionMap)
  })
}

const INSUFFICIENT_PRIVILEGE = '42501'

/** Half-way a database has both shapes, and nothing new is to be planned. */
async function requireNoneUnfinished(db: Database): Promise<void> {
  const run = await latestRun(db).catch((error: unknown) => {
    if (sqlState(error) === INSUFFICIENT_PRIVILEGE) return null // not its business; the plan says what this role lacks
    throw error
  })
  if (run?.state !== 'running' && run?.state !== 'rolling_back') return
  const isActive = (await readLockHolder(db)) !== null
  const goOn = run.state === 'running' ? 'migrate:production' : 'migrate:rollback'
  throw new MigrationError(
    `Run ${run.id} of this database is ${isActive ? 'active' : 'unfinished'}: there is nothing to plan`,
    {
      code: 'VAL-UNFINISHED',
      hint: isActive
        ? 'Wait until it ends; migrate:pause and migrate:abort reach it from here.'
        : `${goOn} goes on with it${run.state === 'running' ? ', migrate:rollback takes it back' : ''}.`,
    },
  )
}

/** Checks a migrated database; changes nothing. Rows that someone wrote since are counted, or failures where `isStrict`. */
export async function verifyDatabase(
  url: string,
  options: CompareOptions = { isStrict: false },
): Promise<Verification & { readonly runId: number }> {
  return await inspect(url, (db) => verifyNow(db, options))
}

/** The report of the latest run, or null. */
export async function reportDatabase(url: string): Promise<Report | null> {
  return await inspect(url, readReport)
}

async function inspect<Result>(
  url: string,
  read: (db: Database) => Promise<Result>,
): Promise<Result> {
  const db = await openOwnSession(url, {
    max: 1,
    applicationName: 'valence inspect',
    settings: { default_transaction_read_only: 'on' },
  })
  try {
    return await read(db)
  } finally {
    await db.end({ timeout: 5 })
  }
}
