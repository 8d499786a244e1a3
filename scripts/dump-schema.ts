/**
 * Writes packages/schema/schema.snapshot.txt: the catalog of a fresh target database, so that a review shows what a
 * change of the SQL files does. With `--check` it compares instead, and fails when they differ.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createTargetSchema } from '@valence/schema/growth'
import { preparePlatform, startPostgres, withDatabase } from '@valence/server'
import { schemaDump } from '@valence/testkit'
import { writeOrCompare } from './generated-file.ts'

const SNAPSHOT = new URL('../packages/schema/schema.snapshot.txt', import.meta.url)
/** What belongs to the platform, not to us. */
const PLATFORM_SCHEMAS = ['auth', 'storage', 'extensions', 'net', 'supabase_migrations']

const folder = await mkdtemp(path.join(tmpdir(), 'valence-snapshot-'))
const postgres = await startPostgres({
  dataDir: path.join(folder, 'data'),
  settings: { fsync: 'off' },
})
try {
  const database = 'snapshot'
  const maintenance = connect(withDatabase(postgres.superuserUrl, 'postgres'), { max: 1 })
  await maintenance.unsafe(`create database ${database}`)
  await maintenance.end()
  await preparePlatform(postgres.superuserUrl, database)
  const url = postgres.urlFor('postgres', database)
  const db = connect(url, { max: 1 })
  await createTargetSchema(db)
  await db.end()
  const dump = await schemaDump(url, { excludeSchemas: PLATFORM_SCHEMAS })
  await writeOrCompare(SNAPSHOT, dump, 'dump-schema')
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
