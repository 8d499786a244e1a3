import { chmodSync, chownSync, closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { asOperatorError, connect, type Database } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { mayMount, mount, unmount } from '../copies/small-disk.fixture.ts'
import type { MigrationEvent } from '../ground/events.ts'
import { verifyDatabase } from './inspect.ts'
import { runMigration } from './run-migration.ts'
import { testOptions } from './stepwise.fixture.ts'

const places: readonly {
  readonly what: string
  readonly isThere: (event: MigrationEvent) => boolean
}[] = [
  {
    what: 'while tables are copied',
    isThere: (event) => event.kind === 'task-started' && event.task === 'backup-tables',
  },
  {
    what: 'when a phase begins',
    isThere: (event) => event.kind === 'task-progress' && event.task === '1.2' && event.done === 0,
  },
  {
    what: 'between two batches',
    isThere: (event) => event.kind === 'task-progress' && event.task === '1.3' && event.done > 0,
  },
  {
    what: 'while indexes are built',
    isThere: (event) =>
      event.kind === 'task-progress' && event.task === '1.1' && event.detail.startsWith('indexes'),
  },
]

// Where the machine lets no one mount a small disk, scripts/test.mjs says so.
describe.skipIf(!mayMount())('a disk of the server that is full', () => {
  let home: string
  let disk: string
  let database: TestDatabase
  let admin: Database
  let tablespace: string

  // Only what a run adds lies on the small disk; the tables of the application are where they were.
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    chmodSync(home, 0o755)
    disk = path.join(home, 'disk')
    database = await createLegacyDatabase({ generation: 'g21', deals: 600, defects: 'light' })
    admin = connect(database.superuserUrl, { max: 1 })
    expect(mount(disk, '24m')).toBe(true)
    const [place] = await admin<{ folder: string }[]>`
      select current_setting('data_directory') as folder`
    const { uid, gid } = statSync(place?.folder ?? '')
    chownSync(disk, uid, gid)
    tablespace = `small_${database.name}`
    await admin.unsafe(`create tablespace ${tablespace} location '${disk}'`)
    await admin.unsafe(`grant create on tablespace ${tablespace} to public`)
    await admin.unsafe(`alter database ${database.name} set default_tablespace = '${tablespace}'`)
  })
  afterEach(async () => {
    await admin.end({ timeout: 5 })
    const cluster = connect(withMaintenance(database.superuserUrl), { max: 1 })
    await database.drop()
    await cluster.unsafe(`drop tablespace ${tablespace}`)
    await cluster.end({ timeout: 5 })
    unmount(disk)
    await rm(home, { recursive: true, force: true })
  })

  it.each(places)(
    '$what ends the run with what to do; people read on, and with space the same command ends well',
    async ({ isThere }) => {
      const filler = path.join(disk, 'filler')
      let isFull = false
      const migrate = (emit: (event: MigrationEvent) => void) =>
        runMigration(
          testOptions(database.url, { backupFolder: path.join(home, 'backups'), batchSize: 20 }),
          async () => true,
          emit,
        )
      const failure = await migrate((event) => {
        if (isFull || !isThere(event)) return
        isFull = true
        fill(filler)
      }).then(
        () => null,
        (error: unknown) => asOperatorError(error),
      )
      expect(isFull).toBe(true)
      expect(failure).toMatchObject({
        code: 'VAL-SQL-53100',
        exitCode: 1,
        hint: expect.stringContaining('run the same command again'),
      })
      const [read] = await database.sql<{ deals: number }[]>`
        select count(*)::int as deals from public.deals`
      expect(read?.deals).toBe(600)

      rmSync(filler)
      expect((await migrate(() => {})).kind).toBe('migrated')
      expect((await verifyDatabase(database.url, { isStrict: true })).isGood).toBe(true)
    },
  )
})

/** Takes what is left, to the last page. */
function fill(file: string): void {
  const handle = openSync(file, 'w')
  const piece = Buffer.alloc(4_096)
  try {
    for (;;) writeSync(handle, piece)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(handle)
  }
}

function withMaintenance(url: string): string {
  const other = new URL(url)
  other.pathname = '/postgres'
  return other.toString()
}
