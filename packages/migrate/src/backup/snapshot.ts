import type { Transaction } from '@valence/db'
import { checksums } from '../sql/catalog/checksums.ts'
import type { StoredTable } from '../sql/catalog/legacy-tables.ts'
import type { PgPrograms } from './find-programs.ts'
import type { BackedUpTable } from './manifest.ts'

export interface BackupOptions {
  /** The folder in which backups are kept, one folder each. */
  readonly folder: string
  /** Of the moment the backup begins. */
  readonly now: Date
  /** What pg_dump is to connect to: the same database. */
  readonly url: string
  /** With which pg_dump; null for our own snapshot. */
  readonly programs: PgPrograms | null
  readonly onTable?: (table: BackedUpTable) => void
  /** Told what is left out, for people. */
  readonly onWarning?: (text: string) => void
}

/** One consistent state of the database, and where to write it to. */
export interface Snapshot {
  readonly tx: Transaction
  readonly folder: string
  readonly options: BackupOptions
}

/** A table as it goes into the manifest. */
export async function summedUp(tx: Transaction, table: StoredTable): Promise<BackedUpTable> {
  const buckets = await checksums(tx, table)
  return {
    schema: table.schema,
    name: table.name,
    columns: [...table.columns],
    generated: [...table.generated],
    key: table.key,
    rows: buckets.reduce((sum, bucket) => sum + bucket.rows, 0),
    buckets: [...buckets],
  }
}
