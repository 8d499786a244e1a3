import { readSnapshot } from '@valence/db'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { type HashedEntry, type LogHead, readLog, readLogHead } from './log.ts'
import { type LogBreak, verifyLog } from './verify-log.ts'

export interface InspectedLog {
  readonly entries: readonly HashedEntry[]
  readonly head: LogHead | null
  readonly breaks: readonly LogBreak[]
}

/**
 * Reads the log and recomputes its chain, on one snapshot and on a session that cannot write. `expected` is a hash that was
 * noted elsewhere.
 */
export async function inspectLog(databaseUrl: string, expected?: string): Promise<InspectedLog> {
  const db = await openOwnSession(databaseUrl, {
    max: 1,
    applicationName: 'valence inspect',
    settings: { default_transaction_read_only: 'on' },
  })
  try {
    return await readSnapshot<InspectedLog>(db, async (tx) => {
      const entries = await readLog(tx)
      const head = await readLogHead(tx)
      const isEmpty = entries.length === 0 && head === null
      const breaks = isEmpty && expected === undefined ? [] : verifyLog(entries, head, expected)
      return { entries, head, breaks }
    })
  } finally {
    await db.end({ timeout: 5 })
  }
}
