import type { Database } from '@valence/db'
import { manifest } from '@valence/schema/manifest'
import { targetSchemaFiles } from '@valence/schema/sql'
import { closeFunctions, closeWrites, grantReadLike } from '../../sql/grants.ts'

/** Views that show a table with more beside it: for reading only. */
const SUMMARY_VIEWS = {
  companies_summary: 'companies',
  contacts_summary: 'contacts',
  opportunities_summary: 'opportunities',
  activity_log: 'activities',
}

/**
 * Makes the target schema in an empty database that has what a Supabase project has. The tables and their rights come
 * in one transaction, so that nothing is open for a moment; running it again changes nothing.
 */
export async function createTargetSchema(db: Database): Promise<void> {
  const files = targetSchemaFiles()
  await db.begin(async (tx) => {
    for (const file of files.filter((candidate) => !candidate.isConcurrent)) {
      await tx.unsafe(file.sql)
    }
    await tx.unsafe(`
      revoke all on all tables in schema public from public, anon;
      revoke all on all sequences in schema public from public, anon;
      grant select, insert, update, delete on all tables in schema public to authenticated;
      grant all on all tables in schema public to service_role;
      grant select on public.init_state to anon`)
    for (const table of ['activity_mentions', 'record_changes']) await closeWrites(tx, table)
    for (const [view, table] of Object.entries(SUMMARY_VIEWS)) await grantReadLike(tx, table, view)
    await closeFunctions(
      tx,
      manifest().functions.map(({ schema, name }) => `${schema}.${name}`),
    )
    await tx`select pg_notify('pgrst', 'reload schema')`
  })
  for (const { statement } of manifest().indexes.filter(({ isConcurrent }) => isConcurrent)) {
    await db.unsafe(statement)
  }
}
