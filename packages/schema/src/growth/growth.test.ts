import { readdirSync, readFileSync } from 'node:fs'
import { createTestDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { describe, expect, it } from 'vitest'
import {
  applySchema,
  createTargetSchema,
  hasState,
  onlineHands,
  readGrowth,
  readVersion,
  SCHEMA_VERSION,
} from '../growth.ts'

const RELEASES = new URL('../../releases/', import.meta.url)
const releases = readdirSync(RELEASES).map((file) => ({ file, version: Number(file.slice(0, 4)) }))
const PLATFORM_SCHEMAS = ['auth', 'storage', 'extensions', 'net', 'supabase_migrations']
const OPTIONS = { kept: [], adopts: false, tool: 'test' }

const hands = ({ sql }: TestDatabase) => onlineHands(sql, { lockTimeoutMs: 250, attempts: 20 })
const dump = ({ url }: TestDatabase) => schemaDump(url, { excludeSchemas: PLATFORM_SCHEMAS })

async function released(file: string): Promise<TestDatabase> {
  const database = await createTestDatabase()
  await database.sql.begin((tx) => tx.unsafe(readFileSync(new URL(file, RELEASES), 'utf8')))
  return database
}

async function fresh(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  await createTargetSchema(database.sql)
  return database
}

describe.each(releases)('a database of version $version', ({ file, version }) => {
  it('becomes the very one that a fresh installation is', async () => {
    const [old, today] = [await released(file), await fresh()]
    try {
      expect(await readVersion(old.sql)).toBe(version)
      await applySchema(hands(old), OPTIONS)
      expect(await readVersion(old.sql)).toBe(SCHEMA_VERSION)
      expect(await hasState(old.sql)).toBe(true)
      expect(await dump(old)).toBe(await dump(today))
    } finally {
      await old.drop()
      await today.drop()
    }
  })

  it('grows once: the second time there is nothing to do', async () => {
    const old = await released(file)
    try {
      await applySchema(hands(old), OPTIONS)
      const before = await dump(old)
      expect((await readGrowth(old.sql, OPTIONS))?.changes).toEqual([])
      await applySchema(hands(old), OPTIONS)
      expect(await dump(old)).toBe(before)
    } finally {
      await old.drop()
    }
  })
})

describe('a fresh database', () => {
  it('has nothing to grow', async () => {
    const database = await fresh()
    try {
      expect((await readGrowth(database.sql, OPTIONS))?.changes).toEqual([])
      expect(await hasState(database.sql)).toBe(true)
    } finally {
      await database.drop()
    }
  })
})
