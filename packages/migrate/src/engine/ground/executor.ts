import {
  buildIndexes,
  buildIndexesInside,
  type Database,
  inSavepoint,
  type LockOptions,
  readSnapshot,
  type Sql,
  type Transaction,
  withLockRetries,
} from '@valence/db'
import type { Finishing } from '../../phase.ts'

/** How the pieces of a run reach the database. */
export interface Executor {
  /** For reads, and for writes that stand alone. */
  readonly sql: Sql
  /** Whether all pieces are parts of one transaction. */
  readonly isAtomic: boolean
  /** One piece of work that happens wholly or not at all. */
  piece<Result>(locks: LockOptions, work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Writes to our own books that belong together. */
  together<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** Reads that belong together, from one snapshot where that can be had; writes nothing. */
  read<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /** What the end of a phase works with. */
  finishing(locks: LockOptions): Finishing
}

/** Online: every piece is a transaction of its own, short, under the lock timeout, retried. */
export function onlineExecutor(db: Database): Executor {
  return {
    sql: db,
    isAtomic: false,
    piece: (locks, work) => withLockRetries(db, locks, work),
    together: async (work) => (await db.begin(work)) as Awaited<ReturnType<typeof work>>,
    read: (work) => readSnapshot(db, work),
    finishing: (locks) => ({
      sql: db,
      ddl: (statements) =>
        withLockRetries(db, locks, async (tx) => void (await tx.unsafe(statements))),
      piece: (work) => withLockRetries(db, locks, work),
      buildIndexes: (statements) => buildIndexes(db, statements),
    }),
  }
}

/**
 * Inside one transaction: every piece has a savepoint of its own. Whoever opened the transaction has locked the tables
 * already, so nothing here waits for a lock.
 */
export function atomicExecutor(tx: Transaction): Executor {
  return {
    sql: tx,
    isAtomic: true,
    piece: (_locks, work) => inSavepoint(tx, work),
    together: (work) => inSavepoint(tx, work),
    read: (work) => inSavepoint(tx, work),
    finishing: () => ({
      sql: tx,
      ddl: async (statements) => void (await tx.unsafe(statements)),
      piece: (work) => inSavepoint(tx, work),
      buildIndexes: (statements) => buildIndexesInside(tx, statements),
    }),
  }
}
