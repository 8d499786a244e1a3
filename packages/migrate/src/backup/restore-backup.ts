import path from 'node:path'
import type { Readable } from 'node:stream'
import {
  columnsOf,
  copyFrom,
  type Database,
  enterReplicaMode,
  ident,
  literal,
  qualified,
  type Transaction,
} from '@valence/db'
import { MigrationError } from '../errors.ts'
import { checksums, compareChecksums } from '../sql/catalog/checksums.ts'
import { archivedRows } from './archive.ts'
import { entryOf, openArchive } from './archive-of.ts'
import { type BackedUpTable, type BackupManifest, storedColumns } from './manifest.ts'
import { unzipped } from './prove-backup.ts'
import { readProvenManifest } from './read-manifest.ts'
import { restoreDefinitions } from './restore-definitions.ts'
import { notRestored, refused } from './restore-errors.ts'

export interface Restored {
  readonly manifest: BackupManifest
  /** What could not be brought back, for people. */
  readonly left: readonly string[]
}

/**
 * Restores a backup into a database that holds nothing of its schemas (then definitions and rows, of a dump only), or
 * the same tables and all of them empty (then rows only). All of it or nothing, with no trigger firing, and compared with the backup.
 * @throws MigrationError when a file is damaged, the database is neither, or the rows do not read the same
 */
export async function restoreBackup(
  db: Database,
  url: string,
  folder: string,
  onTable: (table: BackedUpTable) => void = () => {},
): Promise<Restored> {
  const manifest = await readProvenManifest(folder)
  if (manifest.format === 'valence-copy-1') {
    const rowsOf = ({ file }: { file: string }) => unzipped(path.join(folder, file))
    await fillTables(db, manifest, manifest.tables, rowsOf, onTable)
    return { manifest, left: [] }
  }
  const archive = await openArchive(folder, manifest, url)
  if (await isEmpty(db, manifest.schemas)) {
    const left = await restoreDefinitions(db, url, manifest, archive)
    await compareAll(db, manifest.tables, onTable)
    return { manifest, left }
  }
  const rowsOf = (table: (typeof manifest.tables)[number]) =>
    archivedRows(archive, entryOf(archive, table))
  await fillTables(db, manifest, manifest.tables, rowsOf, onTable)
  return { manifest, left: [] }
}

/** Whether these schemas are missing or hold nothing but what extensions brought. */
async function isEmpty(db: Database, schemas: readonly string[]): Promise<boolean> {
  const [found] = await db<{ isEmpty: boolean }[]>`
    select not exists (
      select from (
        select 'pg_class'::regclass as class, c.oid, c.relnamespace as schema from pg_class as c
        union all
        select 'pg_proc'::regclass, p.oid, p.pronamespace from pg_proc as p
        union all
        select 'pg_type'::regclass, t.oid, t.typnamespace from pg_type as t
      ) as object
      join pg_namespace as n on n.oid = object.schema
      where n.nspname = any (${[...schemas]})
        and not exists (
          select from pg_depend as d
          where d.classid = object.class and d.objid = object.oid and d.deptype = 'e'
        )
        and not exists (
          -- Types and indexes that came with one of these.
          select from pg_depend as d
          join pg_depend as e on e.classid = d.refclassid and e.objid = d.refobjid and e.deptype = 'e'
          where d.classid = object.class and d.objid = object.oid and d.deptype in ('i', 'a')
        )
    ) as "isEmpty"`
  return found?.isEmpty === true
}

async function fillTables<Table extends BackedUpTable>(
  db: Database,
  manifest: BackupManifest,
  tables: readonly Table[],
  rowsOf: (table: Table) => Readable,
  onTable: (table: BackedUpTable) => void,
): Promise<void> {
  await db.begin(async (tx) => {
    for (const table of tables) await requireEmpty(tx, table, manifest.format)
    if (!(await enterReplicaMode(tx))) throw noReplicaMode()
    for (const table of tables) {
      await fill(tx, table, rowsOf(table))
      onTable(table)
    }
    await tx`set local session_replication_role = origin`
    await setSequences(tx, manifest, tables)
  })
}

async function requireEmpty(
  tx: Transaction,
  table: BackedUpTable,
  format: BackupManifest['format'],
): Promise<void> {
  const name = qualified(table.schema, table.name)
  const columns = await columnsOf(tx, table.schema, table.name)
  const missing = table.columns.filter((wanted) => !columns.includes(wanted))
  if (missing.length > 0) {
    throw refused(
      columns.length === 0
        ? `it has no table ${table.name}`
        : `its table ${table.name} has no ${missing.join(', ')}`,
      table.name,
      format,
    )
  }
  const [found] = await tx.unsafe<{ hasRows: boolean }[]>(
    `select exists (select from only ${name}) as "hasRows"`,
  )
  if (found?.hasRows === true) {
    throw refused(`its table ${table.name} has rows already`, table.name, format)
  }
}

async function fill(tx: Transaction, table: BackedUpTable, rows: Readable): Promise<void> {
  const name = qualified(table.schema, table.name)
  const columns = storedColumns(table).map(ident).join(', ')
  await copyFrom(tx, `copy ${name} (${columns}) from stdin`, rows)
  await requireSame(tx, table)
}

async function requireSame(sql: Database | Transaction, table: BackedUpTable): Promise<void> {
  const differences = compareChecksums(table.buckets, await checksums(sql, table))
  if (differences.length === 0) return
  throw notRestored(`${table.name} does not read the same there`, table.name)
}

async function compareAll(
  db: Database,
  tables: readonly BackedUpTable[],
  onTable: (table: BackedUpTable) => void,
): Promise<void> {
  for (const table of tables) {
    await requireSame(db, table)
    onTable(table)
  }
}

/** As they stood; a backup of before they were kept knows the highest key only. */
async function setSequences(
  tx: Transaction,
  manifest: BackupManifest,
  tables: readonly BackedUpTable[],
): Promise<void> {
  for (const { schema, name, lastValue, isCalled } of manifest.sequences) {
    await tx.unsafe(
      `select setval(s.oid, ${BigInt(lastValue)}, ${isCalled})
       from (select to_regclass(${literal(qualified(schema, name))}) as oid) as s where s.oid is not null`,
    )
  }
  if (manifest.sequences.length > 0) return
  for (const { schema, name, key } of tables) {
    if (key === null) continue
    const table = qualified(schema, name)
    await tx.unsafe(
      `select setval(s.name, greatest((select max(${ident(key)}) from ${table}), 1))
       from (select pg_get_serial_sequence($1, $2) as name) as s where s.name is not null`,
      [table, key],
    )
  }
}

function noReplicaMode(): MigrationError {
  return new MigrationError(
    'This role may not switch triggers off, and a restore must not let them fire',
    {
      code: 'VAL-RESTORE',
      object: 'session_replication_role',
      hint: 'Nothing was changed there. Connect as a role that may (on Supabase: postgres), or let a superuser run: grant set on parameter session_replication_role to <role>.',
    },
  )
}
