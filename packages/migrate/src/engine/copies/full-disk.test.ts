import { chmodSync, chownSync, statSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect, libpqEnvironment } from '@valence/db'
import {
  createLegacyDatabase,
  dataDigest,
  schemaDump,
  type TestDatabase,
  useServer,
} from '@valence/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPrograms } from '../../backup/find-programs.ts'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { backUp, listBackups } from './backups.ts'
import { mayMount, mount, unmount } from './small-disk.fixture.ts'

const env = libpqEnvironment('postgresql://user@127.0.0.1/none', process.env)
const hasDump = (await findPrograms({ major: 15, purpose: '', env })).kind === 'found'

// Where the machine lets no one mount a small disk, scripts/test.mjs says so.
describe.skipIf(!mayMount())('a full disk', () => {
  let home: string
  let disk: string
  let database: TestDatabase
  let stop: (() => Promise<void>) | undefined
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    chmodSync(home, 0o755)
    disk = path.join(home, 'disk')
    delete process.env['PG_DUMP']
  })
  afterEach(async () => {
    delete process.env['PG_DUMP']
    unmount(disk)
    await database.drop()
    await stop?.()
    stop = undefined
    await rm(home, { recursive: true, force: true })
  })

  it.each(['our own snapshot', ...(hasDump ? ['pg_dump'] : [])])(
    'where backups are kept is said for %s, and nothing is written',
    async (kind) => {
      if (kind === 'pg_dump') stop = await useServer(15)
      else process.env['PG_DUMP'] = 'none'
      database = await createLegacyDatabase({ generation: 'g21', deals: 600 })
      expect(mount(disk, '48k')).toBe(true)
      const before = `${await schemaDump(database.url)}${JSON.stringify(await dataDigest(database.sql))}`
      const backups = path.join(disk, 'backups')
      const run = runMigration(
        testOptions(database.url, { backupFolder: backups }),
        async () => true,
        () => {},
      )
      await expect(run).rejects.toMatchObject({
        code: 'VAL-BACKUP',
        exitCode: 1,
        message: expect.stringMatching(/disk is full.* tables take [\d.,]+ MB .* are free there/),
        object: expect.stringContaining(`${backups}/`),
        hint: expect.stringContaining('--backup-dir'),
      })
      expect(
        `${await schemaDump(database.url)}${JSON.stringify(await dataDigest(database.sql))}`,
      ).toBe(before)
      expect((await readdir(backups)).join()).toMatch(/\.incomplete$/)
      expect(await listBackups(backups, new Date())).toMatchObject([{ state: 'incomplete' }])
    },
  )

  it('of the server is said by the proof, which leaves nothing there', async () => {
    process.env['PG_DUMP'] = 'none'
    database = await createLegacyDatabase({ generation: 'g21' })
    await database.sql`
      create table public.large as
      select g as id, repeat(md5(g::text), 20) as text from generate_series(1, 4000) as g`
    const admin = connect(database.superuserUrl, { max: 1 })
    expect(mount(disk, '1m')).toBe(true)
    try {
      const [place] = await admin<
        { folder: string }[]
      >`select current_setting('data_directory') as folder`
      const { uid, gid } = statSync(place?.folder ?? '')
      chownSync(disk, uid, gid)
      await admin.unsafe(`create tablespace small location '${disk}'`)
      await admin`grant create on tablespace small to public`
      await admin.unsafe(`alter database ${database.name} set default_tablespace = 'small'`)
      await expect(
        backUp(database.url, path.join(home, 'backups'), () => {}),
      ).rejects.toMatchObject({
        code: 'VAL-BACKUP',
        exitCode: 1,
        message: expect.stringContaining('disk of the server is full'),
      })
      const left = await admin`select from pg_namespace where nspname like 'valence_scratch%'`
      expect(left).toHaveLength(0)
    } finally {
      await admin.unsafe(`alter database ${database.name} reset default_tablespace`)
      await admin`drop tablespace if exists small`
      await admin.end()
    }
  })
})
