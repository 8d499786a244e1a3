import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createLegacyDatabase, dataDigest, type TestDatabase } from '@valence/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { proveBackup } from '../../backup/prove-backup.ts'
import { backUp, deleteBackups, listBackups, overdueBackups, restoreInto } from './backups.ts'

const RESTORED = [
  'deals',
  'deal_notes',
  'contacts',
  'contact_notes',
  'companies',
  'tasks',
  'sales',
].map((name) => `public.${name}`)
const EMPTIED = [
  ...RESTORED,
  'public.tags',
  'public.configuration',
  'public.favicons_excluded_domains',
]
const DAY_MS = 86_400_000
let database: TestDatabase
let root: string
beforeAll(async () => {
  // The other kind has a test file of its own.
  process.env['PG_DUMP'] = 'none'
  database = await createLegacyDatabase({ generation: 'g21' })
})
afterAll(async () => {
  delete process.env['PG_DUMP']
  await database.drop()
})
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const take = () => backUp(database.url, root, () => {})
async function prove(folder: string): Promise<string> {
  // One session, as a run has it.
  const db = connect(database.url, { max: 1 })
  try {
    return await proveBackup(db, database.url, folder)
  } finally {
    await db.end({ timeout: 5 })
  }
}
const later = (days: number) => new Date(Date.now() + days * DAY_MS)

async function firstFile(folder: string): Promise<string> {
  const files = (await readdir(folder)).filter((name) => name.includes('deals.copy'))
  return path.join(folder, files[0] ?? '')
}

describe('a backup', () => {
  it('is proven, kept for its owner only, and listed as good', async () => {
    const { folder } = await take()
    for (const name of await readdir(folder)) {
      expect((await stat(path.join(folder, name))).mode & 0o777, name).toBe(0o600)
    }
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect(await listBackups(root, new Date())).toMatchObject([
      { folder, database: database.name, state: 'good', isOver: false },
    ])
  })

  it.each([
    [
      'a flipped byte',
      async (file: string) => {
        const bytes = await readFile(file)
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
        await writeFile(file, bytes)
      },
    ],
    [
      'a truncated file',
      async (file: string) => writeFile(file, (await readFile(file)).subarray(0, -10)),
    ],
    ['a file that vanished', (file: string) => rm(file)],
  ])('with %s is found and named, by the list and by the proof', async (_what, harm) => {
    const { folder } = await take()
    const file = await firstFile(folder)
    await harm(file)
    const [found] = await listBackups(root, new Date())
    expect(found).toMatchObject({
      state: 'damaged',
      problem: expect.stringContaining('deals.copy'),
    })
    await expect(prove(folder)).rejects.toMatchObject({ code: 'VAL-BACKUP' })
  })

  it.each([
    ['/etc/passwd'],
    ['../../../../../../etc/passwd'],
    ['/dev/zero'],
    ['dump/../../outside'],
    ['link'],
    ['endless'],
    ['folder/file'],
  ])('whose manifest was changed to name %s is read by no command', async (name) => {
    const { folder } = await take()
    const outside = path.join(root, 'outside')
    await writeFile(outside, 'secret')
    await symlink(outside, path.join(folder, 'link'))
    await symlink('/dev/zero', path.join(folder, 'endless'))
    await mkdir(path.join(root, 'elsewhere'))
    await writeFile(path.join(root, 'elsewhere', 'file'), 'secret')
    await symlink(path.join(root, 'elsewhere'), path.join(folder, 'folder'))
    const place = path.join(folder, 'manifest.json')
    const manifest = JSON.parse(await readFile(place, 'utf8')) as { tables: { file: string }[] }
    const tables = manifest.tables.map((table) => ({ ...table, file: name, bytes: 6 }))
    await writeFile(place, JSON.stringify({ ...manifest, tables }))
    const [found] = await listBackups(root, new Date())
    expect(['damaged', 'incomplete']).toContain(found?.state)
    expect(found?.problem).toMatch(/no complete manifest|cannot be read/)
    await expect(restoreInto(database.url, folder, () => {})).rejects.toMatchObject({
      code: 'VAL-BACKUP',
    })
  })

  it('whose manifest is a link to what never ends is none', async () => {
    const { folder } = await take()
    await rm(path.join(folder, 'manifest.json'))
    await symlink('/dev/zero', path.join(folder, 'manifest.json'))
    expect(await listBackups(root, new Date())).toMatchObject([{ state: 'incomplete' }])
  })

  it('that was cut off is incomplete, and a folder that vanished is no backup', async () => {
    const { folder } = await take()
    await rm(path.join(folder, 'manifest.json'))
    expect(await listBackups(root, new Date())).toMatchObject([{ state: 'incomplete' }])
    await rm(folder, { recursive: true })
    expect(await listBackups(root, new Date())).toEqual([])
    await expect(prove(folder)).rejects.toMatchObject({ code: 'VAL-BACKUP' })
    expect(await listBackups(path.join(root, 'nowhere'), new Date())).toEqual([])
  })

  it('is restored into an empty installation, and refused where there are rows', async () => {
    const { folder } = await take()
    const other = await createLegacyDatabase({ generation: 'g21' })
    try {
      await expect(restoreInto(other.url, folder, () => {})).rejects.toMatchObject({
        code: 'VAL-RESTORE',
        object: 'companies',
      })
      const before = await dataDigest(other.sql, RESTORED)
      await other.sql.begin(async (tx) => {
        await tx`set local session_replication_role = replica`
        for (const table of EMPTIED) await tx.unsafe(`delete from ${table}`)
      })
      await restoreInto(other.url, folder, () => {})
      expect(await dataDigest(other.sql, RESTORED)).toEqual(before)
    } finally {
      await other.drop()
    }
  })

  it('goes after 90 days, but never the newest good one', async () => {
    const first = await take()
    await new Promise((resolve) => setTimeout(resolve, 5)) // so that one is the newest
    const second = await take()
    await new Promise((resolve) => setTimeout(resolve, 5))
    const third = await take()
    await writeFile(await firstFile(third.folder), 'no copy')
    await utimes(third.folder, new Date(), new Date())

    expect(await overdueBackups(root, later(89))).toEqual([])
    const over = await overdueBackups(root, later(91))
    expect(over.map((backup) => backup.folder).toSorted()).toEqual(
      [first.folder, third.folder].toSorted(),
    )
    await deleteBackups(over)
    expect((await listBackups(root, later(91))).map((backup) => backup.folder)).toEqual([
      second.folder,
    ])
  })
})
