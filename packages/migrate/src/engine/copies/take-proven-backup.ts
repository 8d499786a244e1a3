import { type Database, libpqEnvironment } from '@valence/db'
import { findPrograms, type PgPrograms } from '../../backup/find-programs.ts'
import { proveBackup } from '../../backup/prove-backup.ts'
import { type Backup, takeBackup } from '../../backup/take-backup.ts'
import { type Emit, task } from '../ground/events.ts'

export interface ProvenBackupOptions {
  /** The folder in which backups are kept. */
  readonly folder: string
  /** Of the same database, for pg_dump and for the scratch database. */
  readonly url: string
  /** Rows to expect, for progress; 0 where no one has counted them. */
  readonly total: number
  /** What to say of the finished backup. */
  readonly describe: (backup: Backup) => string
}

/**
 * Takes a backup and proves it by restoring it, with progress.
 * @throws MigrationError when it cannot be relied on
 */
export async function takeProvenBackup(
  db: Database,
  { folder, url, total, describe }: ProvenBackupOptions,
  emit: Emit,
): Promise<Backup> {
  const programs = await chooseWay(db, url, emit)
  const backup = await task(emit, { id: 'backup', label: 'Backup', total }, async (progress) => {
    const result = await takeBackup(db, {
      folder,
      url,
      programs,
      now: new Date(),
      onTable: adding(progress),
      onWarning: (text) => emit({ kind: 'message', severity: 'warning', text }),
    })
    return { result, detail: describe(result) }
  })
  await task(
    emit,
    { id: 'prove', label: 'Backup restored and compared', total },
    async (progress) => {
      const how = await proveBackup(db, url, backup.folder, adding(progress))
      return {
        result: undefined,
        detail: `${backup.manifest.tables.length} tables read the same, ${how}`,
      }
    },
  )
  return backup
}

/** pg_dump where one serves, which keeps definitions too; else our own snapshot. Says which, and why. */
async function chooseWay(db: Database, url: string, emit: Emit): Promise<PgPrograms | null> {
  const say = (severity: 'info' | 'warning', text: string) =>
    emit({ kind: 'message', severity, text })
  const [server] = await db<{ version: number; text: string }[]>`
    select current_setting('server_version_num')::int as version,
      split_part(current_setting('server_version'), ' ', 1) as text`
  const search = await findPrograms({
    major: Math.floor((server?.version ?? 0) / 10_000),
    purpose: `the server (${server?.text ?? '?'})`,
    env: libpqEnvironment(url, process.env),
  })
  if (search.warning !== null) say('warning', search.warning)
  if (search.kind === 'found') {
    say('info', `Backup by pg_dump ${search.programs.version} (${search.programs.pgDump})`)
    return search.programs
  }
  say('info', `Backup by our own snapshot, rows without definitions: ${search.reason}`)
  return null
}

/** Reports each table that is done, with the rows of all so far. */
export function adding(
  progress: (rows: number, table: string) => void,
): (table: { readonly name: string; readonly rows: number }) => void {
  let rows = 0
  return (table) => {
    rows += table.rows
    progress(rows, table.name)
  }
}
