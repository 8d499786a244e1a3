import {
  buildIndexes,
  type Database,
  type LockOptions,
  type Sql,
  type Transaction,
  withLockRetries,
} from '@valence/db'

/** How growth reaches a database. */
export interface Hands {
  readonly sql: Sql
  /** Runs short DDL wholly or not at all: online in a transaction of its own under the lock timeout, retried. */
  piece(work: (tx: Transaction) => Promise<void>): Promise<void>
  /** Builds an index, given as `create index concurrently if not exists NAME …`. */
  buildIndex(statement: string): Promise<void>
  /** Told before each piece, in people's words. */
  say?(text: string): void
  /** Told what the operator has to know afterwards. */
  warn?(text: string): void
}

/** Beside people who work: every piece is a transaction of its own that gives up a lock quickly. */
export function onlineHands(db: Database, locks: LockOptions, say?: (text: string) => void): Hands {
  return {
    sql: db,
    piece: (work) => withLockRetries(db, locks, work),
    buildIndex: (statement) => buildIndexes(db, [statement]),
    ...(say === undefined ? {} : { say }),
  }
}
