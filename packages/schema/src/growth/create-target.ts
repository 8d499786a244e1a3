import type { Database } from '@valence/db'
import { manifest, newTables } from '../manifest.ts'
import { splitStatements, targetSchemaFiles } from '../sql.ts'
import { applySchema } from './apply-schema.ts'
import { recordAllSteps, recordObjects, recordState } from './books.ts'
import { declaredObjects } from './declared.ts'
import { CLOSED_TABLES, followedBy, SHOWN_BY } from './followed.ts'
import { closeFunctions, closeWrites, followGrants, grantReadLike } from './grants.ts'
import { onlineHands } from './hands.ts'
import { readVersion } from './read-version.ts'
import { validateDeclared } from './validate-declared.ts'

/**
 * Makes the schema in an empty database that has what a Supabase project has. The tables and their rights come in one transaction,
 * so that nothing is open for a moment. Where it is there already, it is brought to this version.
 *
 * @param tool of the program, for the books
 */
export async function createTargetSchema(db: Database, tool = 'fresh'): Promise<void> {
  const hands = onlineHands(db, { lockTimeoutMs: 250, attempts: 20 })
  if ((await readVersion(db)) !== null) {
    await applySchema(hands, { kept: [], adopts: false, tool })
    return
  }
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
    for (const { name } of newTables()) await followGrants(tx, followedBy(name), name)
    for (const table of CLOSED_TABLES) await closeWrites(tx, table)
    for (const [view, table] of Object.entries(SHOWN_BY)) await grantReadLike(tx, table, view)
    await closeFunctions(
      tx,
      manifest().functions.map(({ schema, name }) => `${schema}.${name}`),
    )
    await recordAllSteps(tx, tool)
    await recordObjects(
      tx,
      declaredObjects().filter(({ kind }) => kind !== 'index'),
    )
    await tx`select pg_notify('pgrst', 'reload schema')`
  })
  for (const file of files.filter(({ isConcurrent }) => isConcurrent)) {
    for (const statement of splitStatements(file.sql)) await db.unsafe(statement)
  }
  await validateDeclared(hands)
  await db.begin(async (tx) => {
    await recordObjects(
      tx,
      declaredObjects().filter(({ kind }) => kind === 'index'),
    )
    await recordState(tx)
  })
}
