import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { verifyDatabase } from './inspect.ts'
import { runMigration } from './run-migration.ts'
import { runRollback } from './run-rollback.ts'
import { testOptions } from './stepwise.fixture.ts'

/** Stricter than anyone has them; a run is longer than each. An idle session lives long enough for the probe of poolers. */
const LIMITS = {
  statement_timeout: '100ms',
  lock_timeout: '1ms',
  idle_in_transaction_session_timeout: '300ms',
  idle_session_timeout: '2s',
  transaction_timeout: '300ms',
} as const

describe.each(['role', 'database'] as const)('time limits that the %s has', (owner) => {
  let database: TestDatabase
  let backupFolder: string
  beforeEach(async () => {
    database = await createLegacyDatabase({ generation: 'g21', deals: 300, defects: 'light' })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    const admin = connect(database.superuserUrl, { max: 1 })
    const who =
      owner === 'role' ? `role postgres in database ${database.name}` : `database ${database.name}`
    for (const [name, value] of Object.entries(LIMITS)) {
      await admin.unsafe(`alter ${who} set ${name} = '${value}'`)
    }
    await admin.end({ timeout: 5 })
  })
  afterEach(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  it('end neither a run nor a rollback', async () => {
    const options = testOptions(database.url, { backupFolder })
    const migrate = () =>
      runMigration(
        options,
        async () => true,
        () => {},
      )
    expect((await migrate()).kind).toBe('migrated')
    expect((await verifyDatabase(database.url)).isGood).toBe(true)
    const outcome = await runRollback(
      options,
      async () => true,
      () => {},
    )
    expect(outcome.kind).toBe('rolled-back')
  })

  it('are off in our sessions, and only there', async () => {
    const names = Object.keys(LIMITS)
    const db = await openOwnSession(database.url)
    const plain = connect(database.url, { max: 1, startup: 'none' })
    try {
      const settings = (sql: typeof db) => sql<{ value: string }[]>`
        select s.setting as value from pg_settings as s where s.name = any (${names})`
      expect((await settings(db)).map((row) => row.value)).toEqual(names.map(() => '0'))
      expect((await settings(plain)).map((row) => row.value)).not.toContain('0')
    } finally {
      await db.end({ timeout: 5 })
      await plain.end({ timeout: 5 })
    }
  })
})
