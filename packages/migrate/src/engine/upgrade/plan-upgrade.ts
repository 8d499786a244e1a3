import { exitCodes, type Sql } from '@valence/db'
import {
  type Change,
  hasState,
  readGrowth,
  readVersion,
  SCHEMA_VERSION,
  tablesAlteredBy,
  wordsOf,
} from '@valence/schema/growth'
import { MigrationError } from '../../errors.ts'
import { keptObjects } from '../../phases/rest/standing-objects.ts'
import { latestRun } from '../books/bookkeeping.ts'
import { requireOwnObjectsFit } from './own-objects.ts'

/** What an upgrade would do to a database. */
export interface UpgradePlan {
  readonly from: number
  readonly to: number
  /** Nothing is to be done, or nothing yet. */
  readonly isCurrent: boolean
  /** A migration or a rollback has not come to its end: it brings what is missing, and must not meet an upgrade on its way. */
  readonly isMigrating: boolean
  readonly changes: readonly PlannedChange[]
  /** A rough guess: what is short counts little, an index by the size of its table. */
  readonly seconds: number
}

export interface PlannedChange {
  readonly what: string
  /** Null where no table is locked. */
  readonly lock: {
    readonly table: string
    readonly mode: string
    readonly duration: 'moment' | 'build'
  } | null
}

/**
 * What an upgrade would do; reads only.
 * @throws MigrationError where the database is newer than this program, has nothing of ours, or has own objects in the way
 */
export async function planUpgrade(sql: Sql): Promise<UpgradePlan> {
  const version = await readVersion(sql)
  if (version === null) throw notOurs()
  if (version > SCHEMA_VERSION) throw newer(version)
  if (await isMigrating(sql)) {
    return {
      from: version,
      to: SCHEMA_VERSION,
      isCurrent: true,
      isMigrating: true,
      changes: [],
      seconds: 0,
    }
  }
  const growth = await readGrowth(sql, { adopts: false, kept: await keptIn(sql) })
  const changes = (growth?.changes ?? []).filter(
    ({ kind }) => kind !== 'adopt' && kind !== 'forget',
  )
  await requireOwnObjectsFit(sql, growth)
  return {
    from: version,
    to: SCHEMA_VERSION,
    isCurrent: changes.length === 0 && (await hasState(sql)),
    isMigrating: false,
    changes: changes.flatMap(planned),
    seconds: await guess(sql, changes),
  }
}

/**
 * Whether the program can work with the database as it is.
 * @throws MigrationError that says what to do: upgrade the database, or the program
 */
export async function requireCurrentSchema(sql: Sql): Promise<void> {
  const version = await readVersion(sql)
  if (version !== null && version > SCHEMA_VERSION) throw newer(version)
  if (version === null || (await hasState(sql))) return
  throw new MigrationError(
    `The database has version ${version} of the schema, and this program works with ${SCHEMA_VERSION}`,
    {
      code: 'VAL-SCHEMA-OLD',
      hint: 'Run: npm run upgrade -- --database-url … (--dry-run shows what it does). People can go on working meanwhile.',
    },
  )
}

async function isMigrating(sql: Sql): Promise<boolean> {
  const run = await latestRun(sql)
  return run !== null && run.state !== 'migrated' && run.state !== 'rolled_back'
}

/**
 * What the installation had of its own, or has in another form while the grace period lasts. Asked of the run and not of the books of the
 * schema: an upgrade from the first release may have been killed before it wrote them down.
 */
export async function keptIn(sql: Sql): Promise<readonly string[]> {
  const run = await latestRun(sql)
  if (run === null || run.state === 'rolled_back') return []
  const kept = keptObjects(run.context)
  return run.graceEndedAt === null ? kept : kept.filter((name) => name.endsWith('activity_log'))
}

/** A step may lock several tables, each of which is told. */
function planned(change: Change): readonly PlannedChange[] {
  const what = wordsOf(change)
  const tables = change.kind === 'step' ? tablesAlteredBy(change.step) : []
  if (tables.length === 0) return [{ what, lock: lockOf(change) }]
  return tables.map((table) => ({ what, lock: moment(table, 'ACCESS EXCLUSIVE') }))
}

function lockOf(change: Change): PlannedChange['lock'] {
  if (change.kind === 'columns') {
    return moment(`${change.table.schema}.${change.table.name}`, 'ACCESS EXCLUSIVE')
  }
  if (change.kind === 'drop') {
    const table = /^(?:trigger|policy|index) (?<table>[^.]+\.[^.]+)\./.exec(change.identity)
    return table === null ? null : moment(table.groups?.['table'] ?? '', 'ACCESS EXCLUSIVE')
  }
  if (change.kind === 'validate') {
    const table = `${change.table.schema}.${change.table.name}`
    return { table, mode: 'SHARE UPDATE EXCLUSIVE', duration: 'build' }
  }
  if (!('object' in change) || change.kind === 'keep') return null
  const { kind, table, schema, name } = change.object
  if (kind === 'trigger' && table !== null) return moment(table, 'SHARE ROW EXCLUSIVE')
  if (kind === 'policy' && table !== null) return moment(table, 'ACCESS EXCLUSIVE')
  if (kind === 'view') return moment(`${schema}.${name}`, 'ACCESS EXCLUSIVE')
  if (kind === 'index' && table !== null) {
    return { table, mode: 'SHARE UPDATE EXCLUSIVE', duration: 'build' }
  }
  return null
}

function moment(table: string, mode: string): PlannedChange['lock'] {
  return { table, mode, duration: 'moment' }
}

const SECONDS_A_PIECE = 0.02
const BYTES_A_SECOND = 40_000_000

async function guess(sql: Sql, changes: readonly Change[]): Promise<number> {
  const indexed = changes.flatMap((change) =>
    'object' in change && change.object.kind === 'index' ? [change.object.table ?? ''] : [],
  )
  const [sizes] = await sql<{ bytes: number }[]>`
    select coalesce(sum(pg_table_size(to_regclass(t.name))), 0)::float8 as bytes from unnest(${indexed}::text[]) as t (name)`
  return changes.length * SECONDS_A_PIECE + (sizes?.bytes ?? 0) / BYTES_A_SECOND
}

function notOurs(): MigrationError {
  return new MigrationError(
    'There is nothing here to upgrade: the database is not on the new schema',
    {
      code: 'VAL-NOT-MIGRATED',
      hint: 'migrate:dry-run says what a migration would do with it.',
    },
  )
}

function newer(version: number): MigrationError {
  return new MigrationError(
    `The database has version ${version} of the schema, and this program knows ${SCHEMA_VERSION}`,
    {
      code: 'VAL-SCHEMA-NEWER',
      exitCode: exitCodes.noGo,
      hint: 'Update the program. Nothing was changed.',
    },
  )
}
