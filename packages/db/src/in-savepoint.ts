import type { Transaction } from './connect.ts'

/**
 * Runs work that may fail without losing the transaction. The driver never releases its savepoints, so that all that follows
 * would be part of this one: ours around it is released, and takes the driver's along.
 */
export async function inSavepoint<Result>(
  tx: Transaction,
  work: (inner: Transaction) => Promise<Result>,
): Promise<Result> {
  await tx`savepoint valence_piece`
  try {
    return (await tx.savepoint(work)) as Result // the driver's own type unwraps promises of arrays
  } finally {
    await tx`release savepoint valence_piece`
  }
}
