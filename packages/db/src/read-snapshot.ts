import type { Database, Transaction } from './connect.ts'

/** Reads in a READ ONLY transaction on one snapshot. */
export async function readSnapshot<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  return (await db.begin('isolation level repeatable read read only', work)) as Result // as in `withLockRetries`
}
