import { setTimeout as sleep } from 'node:timers/promises'
import { Draw, streamTag } from '@valence/sample-data'
import { createTargetSchema, hasState } from '@valence/schema/growth'
import {
  createReleasedDatabase,
  createTestDatabase,
  schemaDump,
  type TestDatabase,
} from '@valence/testkit'
import { startValence } from '../valence.fixture.ts'

const PLATFORM_SCHEMAS = ['auth', 'storage', 'extensions', 'net', 'supabase_migrations']
/** Entries that an upgrade from the first release writes into its books, about. */
const ENTRIES = 430
const HANG_MS = 60_000

/** Numbers of entries after which an upgrade is killed: one from each of `count` equal parts, drawn by the seed. */
export function drawKills(seed: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, number) => {
    const part = (number + new Draw(seed, streamTag('upgrade'), number).fraction()) / count
    return Math.floor(part * ENTRIES)
  })
}

/** How a database reads that was made new. */
export async function freshDump(): Promise<string> {
  const database = await createTestDatabase()
  try {
    await createTargetSchema(database.sql)
    return await dumpOf(database)
  } finally {
    await database.drop()
  }
}

export interface Struck {
  /** Whether the process was killed before it had ended. */
  readonly wasKilled: boolean
  readonly wasWhole: boolean
  readonly code: number | null
  readonly dump: string
}

/** Upgrades a database of the first release, kills the process (SIGKILL) on its way, and runs the same command again. */
export async function strikeUpgrade(entries: number, logFile: string): Promise<Struck> {
  const database = await createReleasedDatabase('0001')
  try {
    const args = ['upgrade', '--yes', '--log-file', logFile]
    const env = { DATABASE_URL: database.url }
    const { child, ended } = startValence(args, env)
    await untilWritten(database, entries, () => child.exitCode !== null)
    const wasKilled = child.kill('SIGKILL')
    await ended
    const wasWhole = await hasState(database.sql)
    const { code } = await startValence(args, env).ended
    return { wasKilled, wasWhole, code, dump: await dumpOf(database) }
  } finally {
    await database.drop()
  }
}

async function untilWritten(
  { sql }: TestDatabase,
  entries: number,
  hasEnded: () => boolean,
): Promise<void> {
  const until = Date.now() + HANG_MS
  while (!hasEnded() && Date.now() < until) {
    const [books] = await sql<{ exists: boolean }[]>`
      select to_regclass('valence.schema_objects') is not null as exists`
    if (books?.exists === true) {
      const [found] = await sql<{ entries: number }[]>`
        select count(*)::int as entries from valence.schema_objects as o where o.digest <> 'first'`
      if ((found?.entries ?? 0) >= entries) return
    }
    await sleep(5)
  }
}

function dumpOf({ url }: TestDatabase): Promise<string> {
  return schemaDump(url, { excludeSchemas: PLATFORM_SCHEMAS })
}
