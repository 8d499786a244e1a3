import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { APPLICATION_PATH, connect, copyIn, type Database } from '@valence/db'
import {
  defaultRunOptions,
  type MigrationEvent,
  type RunOptions,
  runMigration,
} from '@valence/migrate'
import { demoUsers, type LegacyGeneration, legacyDdl, loadLegacy } from '@valence/sample-data'
import { openStack, type Stack, withDatabase } from '@valence/server'

/** A local server for a bench, with one installation to copy from. */
export interface BenchStack {
  readonly generation: LegacyGeneration
  readonly deals: number
  readonly users: readonly string[]
  /** A database of its own with the installation in it, or what is in `from`, to which nobody may be connected. */
  copy(name: string, from?: string): Promise<string>
  /** One that has what the platform has. */
  empty(name: string): Promise<string>
  drop(name: string): Promise<void>
  options(url: string, changes?: Partial<RunOptions>): RunOptions
  migrate(
    url: string,
    onEvent?: (event: MigrationEvent) => void,
    changes?: Partial<RunOptions>,
  ): Promise<void>
  /** What the figures were measured on. */
  machine(): Promise<Readonly<Record<string, string | number | readonly number[]>>>
  close(): Promise<void>
}

const TEMPLATE = 'bench'

export async function openBench(generation: LegacyGeneration, deals: number): Promise<BenchStack> {
  const home = await mkdtemp(path.join(tmpdir(), 'valence-bench-'))
  const stack = await openStack({ home })
  await load(stack, generation, deals)
  const asSuperuser = async (statement: string) => {
    const db = connect(stack.postgres.superuserUrl, {
      max: 1,
      settings: { search_path: APPLICATION_PATH },
    })
    await db.unsafe(statement)
    await db.end()
  }
  const options = (url: string, changes: Partial<RunOptions> = {}): RunOptions => ({
    ...defaultRunOptions,
    databaseUrl: url,
    backupFolder: path.join(home, 'backups'),
    isSolo: true,
    signal: new AbortController().signal,
    ...changes,
  })
  return {
    generation,
    deals,
    users: demoUsers.map(({ userId }) => userId),
    copy: async (name, from = TEMPLATE) => {
      await asSuperuser(`create database ${name} template ${from} owner postgres`)
      await asSuperuser(`alter database ${name} set search_path to "$user", public, extensions`)
      return withDatabase(stack.databaseUrl, name)
    },
    empty: (name) => stack.createDatabase(name),
    drop: (name) => asSuperuser(`drop database ${name} with (force)`),
    options,
    migrate: async (url, onEvent = () => {}, changes = {}) => {
      const outcome = await runMigration(options(url, changes), async () => true, onEvent)
      if (outcome.kind !== 'migrated') throw new Error(`The run ended as ${outcome.kind}`)
      await rm(path.join(home, 'backups'), { recursive: true, force: true })
    },
    machine: async () => ({
      machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 1e9)} GB`,
      node: process.version,
      postgres: await versionOf(stack.databaseUrl),
      generation,
      deals,
      loadAverage: loadavg().map((value) => Math.round(value * 10) / 10),
      measuredAt: new Date().toISOString().slice(0, 10),
    }),
    close: async () => {
      await stack.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function load(stack: Stack, generation: LegacyGeneration, deals: number): Promise<void> {
  const db: Database = connect(await stack.createDatabase(TEMPLATE), {
    max: 1,
    settings: { search_path: APPLICATION_PATH },
  })
  await db.unsafe(legacyDdl(generation))
  await loadLegacy(
    {
      run: (statements) => db.unsafe(statements),
      copy: (statement, lines) => copyIn(db, statement, lines),
    },
    { generation, deals, defects: 'light' },
  )
  await db.unsafe('analyze')
  await db.end()
}

async function versionOf(url: string): Promise<string> {
  const db = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  const [row] = await db<{ version: string }[]>`select current_setting('server_version') as version`
  await db.end()
  return row?.version ?? ''
}
