import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MigrationEvent } from './events.ts'
import { defaultRunOptions, type RunOptions } from './options.ts'
import { runMigration } from './run-migration.ts'
import { runRollback } from './run-rollback.ts'

describe.each(['g8', 'g21'] as const)('a migration of %s', (generation) => {
  let database: TestDatabase
  let folder: string
  let options: RunOptions
  let before: string
  const events: MigrationEvent[] = []

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    folder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    options = {
      ...defaultRunOptions,
      databaseUrl: database.url,
      backupFolder: folder,
      signal: new AbortController().signal,
    }
    before = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
  })

  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  it('takes the database to the new schema and verifies it', async () => {
    const outcome = await runMigration(
      options,
      async () => true,
      (event) => {
        events.push(event)
        if (process.env['VERBOSE']) console.log(JSON.stringify(event))
      },
    )
    expect(outcome.kind).toBe('migrated')
  })

  it('gives the old schema back exactly', async () => {
    const outcome = await runRollback(
      options,
      async () => true,
      () => {},
    )
    expect(outcome.kind).toBe('rolled-back')
    expect(await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })).toBe(before)
  })
})
