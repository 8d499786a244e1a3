import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { PgPrograms } from './find-programs.ts'
import { runProgram, startProgram } from './run-program.ts'

/** An archive of pg_dump and the programs to read it with. */
export interface Archive {
  /** The directory that pg_dump made. */
  readonly place: string
  readonly programs: PgPrograms
  readonly env: Readonly<Record<string, string>>
}

/** An entry of an archive's table of contents. */
export interface ArchiveEntry {
  /** `class.oid` of the object, or what the entry holds and the oid of its table: `TABLE DATA.16842`. */
  readonly key: string
  /** The kind of the entry, in the words of pg_dump. */
  readonly kind: string
  /** As `pg_restore --use-list` takes it. */
  readonly line: string
}

const LINE = /^\d+; (?<class>\d+) (?<oid>\d+) (?<rest>.*)$/
const LONG_KINDS =
  /^(?:TABLE DATA|TABLE ATTACH|ROW SECURITY|SEQUENCE SET|SEQUENCE OWNED BY|FK CONSTRAINT|CHECK CONSTRAINT|DEFAULT ACL|MATERIALIZED VIEW DATA|MATERIALIZED VIEW|INDEX ATTACH|FOREIGN TABLE|EVENT TRIGGER|PUBLICATION TABLES IN SCHEMA|PUBLICATION TABLE|SECURITY LABEL)\b/

/** Folder of the archive inside the folder of a backup. */
export const ARCHIVE_FOLDER = 'dump'

/** The archive's table of contents. */
export async function readEntries(archive: Archive): Promise<readonly ArchiveEntry[]> {
  const { place, programs, env } = archive
  const text = await runProgram({ file: programs.pgRestore, args: ['--list', place], env })
  return text.split('\n').flatMap((line) => {
    const found = LINE.exec(line)?.groups
    if (found === undefined) return []
    const rest = found['rest'] ?? ''
    const kind = LONG_KINDS.exec(rest)?.[0] ?? rest.split(' ')[0] ?? ''
    const owner = found['class'] === '0' ? kind : found['class']
    return [{ key: `${owner}.${found['oid']}`, kind, line }]
  })
}

/**
 * Restores entries of an archive, all of them or none where `isAtomic`.
 * @throws ProgramError at the first that cannot be restored
 */
export async function restoreEntries(
  archive: Archive,
  entries: readonly ArchiveEntry[],
  options: { readonly database: string; readonly isAtomic: boolean; readonly withRights: boolean },
): Promise<void> {
  const list = await writeList(entries)
  try {
    await runProgram({
      file: archive.programs.pgRestore,
      args: [
        // As a whole connection string, so that no name is taken for one.
        `--dbname=dbname='${options.database.replaceAll(/['\\]/g, '\\$&')}'`,
        `--use-list=${list.file}`,
        '--no-owner',
        '--no-tablespaces',
        '--no-security-labels',
        '--exit-on-error',
        ...(options.isAtomic ? ['--single-transaction'] : []),
        ...(options.withRights ? [] : ['--no-privileges']),
        archive.place,
      ],
      env: archive.env,
    })
  } finally {
    await list.remove()
  }
}

/**
 * The rows of one table, as the text that COPY takes. The stream fails with a ProgramError when the archive cannot be read.
 */
export function archivedRows(archive: Archive, entry: ArchiveEntry): Readable {
  return Readable.from(readRows(archive, entry), { objectMode: false })
}

async function* readRows(archive: Archive, entry: ArchiveEntry): AsyncGenerator<Buffer> {
  const list = await writeList([entry])
  const { stdout, done, stop } = startProgram({
    file: archive.programs.pgRestore,
    args: ['--data-only', `--use-list=${list.file}`, '--file=-', archive.place],
    env: archive.env,
  })
  try {
    yield* copyBody(stdout)
    await done
  } finally {
    stop()
    await list.remove()
  }
}

const NEWLINE = 10
const COPY_START = Buffer.from('COPY ')
const COPY_END = Buffer.from('\\.')

/**
 * What stands between `COPY … FROM stdin;` and `\.` of a script. A row never looks like that: in its text every backslash is
 * doubled.
 */
async function* copyBody(script: Readable): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  let isInside = false
  for await (const chunk of script as AsyncIterable<Buffer>) {
    const data = Buffer.concat([rest, chunk])
    const rows: Buffer[] = []
    let start = 0
    for (let end = data.indexOf(NEWLINE); end !== -1; end = data.indexOf(NEWLINE, start)) {
      const line = data.subarray(start, end)
      const isBorder = isInside ? line.equals(COPY_END) : startsCopy(line)
      if (isInside && !isBorder) rows.push(data.subarray(start, end + 1))
      if (isBorder) isInside = !isInside
      start = end + 1
    }
    if (rows.length > 0) yield Buffer.concat(rows)
    rest = data.subarray(start)
  }
}

function startsCopy(line: Buffer): boolean {
  return line.subarray(0, COPY_START.length).equals(COPY_START)
}

/** The entries that a call of pg_restore is to take, in a file: it reads them from nowhere else. */
async function writeList(
  entries: readonly ArchiveEntry[],
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'valence-list-'))
  const file = path.join(folder, 'entries')
  await writeFile(file, `${entries.map(({ line }) => line).join('\n')}\n`)
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}
