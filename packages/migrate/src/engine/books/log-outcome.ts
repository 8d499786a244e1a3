import { type Database, exitCodes, OperatorError, type Sql } from '@valence/db'
import type { Emit } from '../ground/events.ts'
import { appendLogIfPossible, readLogHead } from './log.ts'

/** Writes down what a run ended on, where it did not end well. */
export async function logOutcome(
  db: Database,
  runId: number,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const isInterrupted = error instanceof OperatorError && error.exitCode === exitCodes.interrupted
    await appendLogIfPossible(db, isInterrupted ? 'run interrupted' : 'run failed', runId, {
      code: error instanceof OperatorError ? error.code : null,
      error: error instanceof Error ? error.message : String(error),
    })
    throw error
  }
}

/** Says where the log ends, on the screen and in the log file: what is cut off later can be found by it. */
export async function announceLogHead(sql: Sql, emit: Emit): Promise<void> {
  const head = await readLogHead(sql)
  if (head === null) return
  emit({
    kind: 'message',
    severity: 'info',
    text: `Log of who did what: ${head.seq} entries, the last has the hash ${head.hash}`,
  })
}
