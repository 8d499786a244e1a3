import { createReadStream } from 'node:fs'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { exitCodes, MigrationError } from '../errors.ts'
import { checksums, compareChecksums } from '../sql/checksums.ts'
import type { Database, Transaction } from '../sql/client.ts'
import { ident, qualified } from '../sql/names.ts'
import { columnsOf } from '../sql/relations.ts'
import type { BackedUpTable, BackupManifest } from './manifest.ts'
import { readProvenManifest } from './prove-backup.ts'

/**
 * Restores the rows of a backup into a database that has the same tables, all of them empty: a fresh installation of the same
 * age. Everything happens in one transaction, with no trigger firing, and is compared with the backup before it counts.
 * @throws MigrationError when a file is damaged, a table or column is missing, a table has rows, or the rows do not read the same
 */
export async function restoreBackup(
  db: Database,
  folder: string,
  onTable: (table: BackedUpTable) => void = () => {},
): Promise<BackupManifest> {
  const manifest = await readProvenManifest(folder)
  await db.begin(async (tx) => {
    for (const table of manifest.tables) await requireEmpty(tx, table)
    await tx`set local session_replication_role = replica`
    for (const table of manifest.tables) {
      await fill(tx, folder, table)
      onTable(table)
    }
    await tx`set local session_replication_role = origin`
  })
  return manifest
}

async function requireEmpty(tx: Transaction, table: BackedUpTable): Promise<void> {
  const name = qualified(table.schema, table.name)
  const columns = await columnsOf(tx, table.schema, table.name)
  const missing = table.columns.filter((wanted) => !columns.includes(wanted))
  if (missing.length > 0) {
    throw refused(
      columns.length === 0
        ? `it has no table ${table.name}`
        : `its table ${table.name} has no ${missing.join(', ')}`,
      table.name,
    )
  }
  const [found] = await tx.unsafe<{ hasRows: boolean }[]>(
    `select exists (select from ${name}) as "hasRows"`,
  )
  if (found?.hasRows === true) throw refused(`its table ${table.name} has rows already`, table.name)
}

async function fill(tx: Transaction, folder: string, table: BackedUpTable): Promise<void> {
  const name = qualified(table.schema, table.name)
  const generated = await tx<{ name: string }[]>`
    select a.attname as name from pg_attribute as a
    where a.attrelid = to_regclass(${name}) and a.attgenerated <> ''`
  if (generated.length > 0) {
    const fix = `its table ${table.name} computes ${generated.map((column) => column.name).join(', ')}`
    throw refused(`${fix}, which a copy cannot fill`, table.name)
  }
  const columns = table.columns.map(ident).join(', ')
  const sink = (await tx.unsafe(`copy ${name} (${columns}) from stdin`).writable()) as Writable
  await pipeline(createReadStream(path.join(folder, table.file)), createGunzip(), sink)
  const differences = compareChecksums(table.buckets, await checksums(tx, table))
  if (differences.length > 0)
    throw refused(`${table.name} does not read the same there`, table.name)
  if (table.key === null) return
  await tx.unsafe(
    `select setval(s.name, greatest((select max(${ident(table.key)}) from ${name}), 1))
     from (select pg_get_serial_sequence($1, $2) as name) as s where s.name is not null`,
    [name, table.key],
  )
}

function refused(why: string, object: string): MigrationError {
  return new MigrationError(`The backup cannot be restored into this database: ${why}`, {
    code: 'VAL-RESTORE',
    exitCode: exitCodes.usage,
    object,
    hint: 'Nothing was changed there. Restore into a fresh installation of Atomic CRM of the same age, with no rows; rows that it begins with (configuration, favicons_excluded_domains, sales) have to be deleted first.',
  })
}
