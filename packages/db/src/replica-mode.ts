import type { Transaction } from './connect.ts'
import { inSavepoint } from './in-savepoint.ts'
import { sqlState } from './sql-state.ts'

/** Tried, not read from the catalog: Supabase lets `postgres` set it through a hook that leaves no grant. */
export async function enterReplicaMode(tx: Transaction): Promise<boolean> {
  try {
    await inSavepoint(tx, async (inner) => {
      await inner`set local session_replication_role = replica`
    })
    return true
  } catch (error) {
    if (sqlState(error) === '42501') return false
    throw error
  }
}
