import path from 'node:path'
import { libpqEnvironment, withDatabaseName } from '@valence/db'
import { MigrationError } from '../errors.ts'
import { ARCHIVE_FOLDER, type Archive, type ArchiveEntry, readEntries } from './archive.ts'
import { damaged } from './backup-errors.ts'
import { findPrograms } from './find-programs.ts'
import type { BackedUpTable, DumpManifest } from './manifest.ts'

export interface OpenArchive extends Archive {
  readonly entries: readonly ArchiveEntry[]
}

/**
 * Opens the archive of a backup: with a pg_restore at least as new as the pg_dump that wrote it, and with a table of
 * contents that names everything which the catalog had.
 * @throws MigrationError when there is no such pg_restore, or something is missing
 */
export async function openArchive(
  folder: string,
  manifest: DumpManifest,
  url: string,
): Promise<OpenArchive> {
  const env = libpqEnvironment(url, process.env)
  const major = Number.parseInt(manifest.pgDump, 10)
  const purpose = `the pg_dump that made the backup (${manifest.pgDump})`
  const search = await findPrograms({ major, purpose, env })
  if (search.kind === 'none') {
    throw new MigrationError('There is no pg_restore that can read this backup', {
      code: 'VAL-PG-RESTORE',
      object: search.warning ?? search.reason,
      hint: `Install the client programs of PostgreSQL ${major} or later, or name their folder in PG_DUMP.`,
    })
  }
  const archive = { place: path.join(folder, ARCHIVE_FOLDER), programs: search.programs, env }
  const entries = await readEntries(archive)
  requireContents(folder, manifest, entries)
  return { ...archive, entries }
}

/** The same archive, for another database of the same server. */
export function inDatabase(archive: OpenArchive, url: string, database: string): OpenArchive {
  return { ...archive, env: libpqEnvironment(withDatabaseName(url, database), process.env) }
}

/** @throws MigrationError when the archive has no rows of the table */
export function entryOf(
  archive: OpenArchive,
  table: BackedUpTable & { readonly entry: string },
): ArchiveEntry {
  const entry = archive.entries.find(({ key }) => key === table.entry)
  if (entry === undefined) throw damaged(archive.place, `it has no rows of ${table.name}`)
  return entry
}

function requireContents(
  folder: string,
  manifest: DumpManifest,
  entries: readonly ArchiveEntry[],
): void {
  const present = new Set(entries.map(({ key }) => key))
  const missing = manifest.contents.filter(({ key }) => !present.has(key))
  if (missing.length === 0) return
  const names = missing.slice(0, 5).map(({ what }) => what)
  throw damaged(
    path.join(folder, ARCHIVE_FOLDER),
    `${missing.length} objects are not in the archive, first ${names.join(', ')}`,
  )
}
