import type { Sql } from '@valence/db'
import { followGrants } from '@valence/schema/growth'
import { schemaSql } from '@valence/schema/sql'
import { unparkTable } from './parking.ts'

/**
 * A table of the new shape, with row security, policies and grants in the same transaction: it is never open, not
 * even for a moment. Comes back from where a rollback parked it, if it was there before. `follows` is the table that
 * decides who may read and write it.
 */
export async function createNewTable(sql: Sql, table: string, follows: string): Promise<void> {
  await unparkTable(sql, table)
  await sql.unsafe(schemaSql(`02_tables/${table}`))
  await sql.unsafe(schemaSql(`06_policies/${table}`))
  await followGrants(sql, follows, table)
}
