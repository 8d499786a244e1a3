import path from 'node:path'
import type { Readable } from 'node:stream'
import { copyFrom, type Database, ident, literal, qualified } from '@valence/db'
import { MigrationError } from '../errors.ts'
import { checksums, compareChecksums } from '../sql/catalog/checksums.ts'
import { damaged } from './backup-errors.ts'
import { type BackedUpTable, storedColumns } from './manifest.ts'

const SCRATCH = 'valence_scratch'
const COMMENT = 'Valence: proof of a backup; may be dropped'

/**
 * Restores each table into a scratch table of the same shape, on the same server, and compares its checksums with those of the
 * rows it was taken from. For rows only: a schema cannot take the place of another one.
 * @throws MigrationError that names the table which does not hold the same rows
 */
export async function proveInScratchSchema<Table extends BackedUpTable>(
  db: Database,
  folder: string,
  tables: readonly Table[],
  rowsOf: (table: Table) => Readable,
  onTable: (table: Table) => void,
): Promise<void> {
  await dropScratchSchema(db)
  await db.begin(async (tx) => {
    await tx.unsafe(`create schema ${SCRATCH}`)
    await tx.unsafe(`comment on schema ${SCRATCH} is ${literal(COMMENT)}`)
  })
  try {
    for (const table of tables) {
      await restoreAndCompare(db, folder, table, rowsOf(table))
      onTable(table)
    }
  } finally {
    // When the connection is gone too, the first error counts, and the next run cleans up.
    await dropScratchSchema(db).catch(() => undefined)
  }
}

/**
 * Drops what a killed run left, and only that.
 * @throws MigrationError when a schema of that name is not ours
 */
export async function dropScratchSchema(db: Database): Promise<void> {
  const [found] = await db<{ comment: string | null }[]>`
    select obj_description(n.oid, 'pg_namespace') as comment
    from pg_namespace as n
    where n.nspname = ${SCRATCH}`
  if (found === undefined) return
  if (found.comment !== COMMENT) {
    throw new MigrationError(`There is a schema ${SCRATCH} that is not ours`, {
      code: 'VAL-BACKUP',
      object: SCRATCH,
      hint: 'Nothing was changed. Rename that schema, or drop it when nobody needs it; then run the same command again.',
    })
  }
  await db.unsafe(`drop schema ${SCRATCH} cascade`)
}

async function restoreAndCompare(
  db: Database,
  folder: string,
  table: BackedUpTable,
  rows: Readable,
): Promise<void> {
  const copy = qualified(SCRATCH, table.name)
  await db.unsafe(
    `create unlogged table ${copy} (like ${qualified(table.schema, table.name)} including generated)`,
  )
  await db.begin(async (tx) => {
    const columns = storedColumns(table).map(ident).join(', ')
    await copyFrom(tx, `copy ${copy} (${columns}) from stdin`, rows)
  })
  const restored = await checksums(db, { ...table, schema: SCRATCH })
  const differences = compareChecksums(table.buckets, restored)
  if (differences.length > 0) {
    throw damaged(
      path.join(folder, table.name),
      `${table.name} does not read the same after a restore (${differences.length} ranges differ)`,
    )
  }
  await db.unsafe(`drop table ${copy}`)
}
