import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  arrivedFrom,
  createLegacyDatabase,
  createReleasedDatabase,
  schemaDump,
  type TestDatabase,
} from '@valence/testkit'
import type { MigrationEvent } from '../ground/events.ts'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { upgradeDatabase } from './upgrade-database.ts'

const yes = async () => true

/** The schema of the installation that the releases were migrated from. */
export interface Installation {
  readonly before: string
  /** As this program migrates it; without the places of columns. */
  readonly migrated: string
}

export async function installation(): Promise<Installation> {
  const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  const database = await createLegacyDatabase(arrivedFrom)
  try {
    const before = await dumpOf(database)
    await runMigration(testOptions(database.url, { backupFolder }), yes, () => {})
    return { before, migrated: withoutPlaces(await dumpOf(database)) }
  } finally {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  }
}

export function dumpOf({ url }: TestDatabase): Promise<string> {
  return schemaDump(url, { excludeSchemas: ['valence_migration'] })
}

/** Columns that came later stand behind the others of their table; nothing depends on that. */
export function withoutPlaces(dump: string): string {
  return dump
    .split('\n')
    .map((line) => line.replace(/ column \d{4} /, ' column '))
    .sort()
    .join('\n')
}

export async function withReleased(
  name: string,
  work: (database: TestDatabase) => Promise<void>,
): Promise<void> {
  const database = await createReleasedDatabase(name)
  try {
    await work(database)
  } finally {
    await database.drop()
  }
}

class Cut extends Error {}

/**
 * Upgrades a database, cut off each time before so many more pieces are done, while an old client writes between; says how often, and
 * what deals there are at the end.
 */
export async function upgradeInPieces(database: TestDatabase, pieces: number) {
  let cuts = 0
  while (!(await cutUpgrade(database, pieces))) {
    cuts += 1
    await writeAsOldClient(database, `written behind cut ${cuts}`)
  }
  await writeAsOldClient(database, 'written behind the end')
  return { cuts, deals: await dealsOf(database) }
}

/** Whether it came to its end before it was cut off. */
async function cutUpgrade({ url }: TestDatabase, pieces: number): Promise<boolean> {
  let seen = 0
  const emit = ({ kind }: MigrationEvent) => {
    if (kind !== 'task-progress') return
    seen += 1
    if (seen > pieces) throw new Cut()
  }
  try {
    await upgradeDatabase(testOptions(url), yes, emit)
    return true
  } catch (error) {
    if (error instanceof Cut) return false
    throw error
  }
}

/** A row more and another value, by the old names. */
async function writeAsOldClient({ sql }: TestDatabase, name: string): Promise<void> {
  await sql`
    insert into public.deals (name, company_id, stage)
    select ${name}, d.company_id, d.stage from public.deals as d order by d.id limit 1`
  await sql`
    update public.deals set description = ${name} where id = (select min(d.id) from public.deals as d)`
}

export function dealsOf({ sql }: TestDatabase) {
  return sql`select to_jsonb(d) - 'updated_at' as deal from public.deals as d order by d.id`
}
