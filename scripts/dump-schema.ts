/**
 * Writes packages/schema/schema.snapshot.txt: the catalog of a fresh target database, so that a review shows what a
 * change of the SQL files does. With `--check` it compares instead, and fails when they differ.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createTargetSchema } from '@valence/migrate'
import { preparePlatform, startPostgres, withDatabase } from '@valence/server'
import { schemaDump } from '@valence/testkit'

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
  await compareOrWrite(await schemaDump(url, { excludeSchemas: PLATFORM_SCHEMAS }))
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function compareOrWrite(dump: string): Promise<void> {
  if (!process.argv.includes('--check')) {
    await writeFile(SNAPSHOT, dump)
    return
  }
  const kept = await readFile(SNAPSHOT, 'utf8').catch(() => '')
  if (kept === dump) return
  const before = new Set(kept.split('\n'))
  const after = new Set(dump.split('\n'))
  const lines = [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ]
  process.stdout.write(
    `The target schema is not what schema.snapshot.txt says. If that is meant: npm run dump-schema\n${lines.slice(0, 40).join('\n')}\n`,
  )
  process.exitCode = 1
}
