import { chmod, readdir } from 'node:fs/promises'
import path from 'node:path'
import { ident, libpqEnvironment, qualified } from '@valence/db'
import { readTablesOf } from '../sql/catalog/legacy-tables.ts'
import { ARCHIVE_FOLDER } from './archive.ts'
import type { PgPrograms } from './find-programs.ts'
import type { BackedUpFile, DumpManifest } from './manifest.ts'
import { readContents, readSchemas, readSequences } from './read-contents.ts'
import { digestOf } from './read-manifest.ts'
import { startProgram } from './run-program.ts'
import { type Snapshot, summedUp } from './snapshot.ts'

type DumpContent = Omit<DumpManifest, 'database' | 'serverVersion' | 'startedAt' | 'finishedAt'>

/**
 * An archive of pg_dump in directory format: definitions and rows of `public` and of the installation's other schemas. It
 * reads the same snapshot as our checksums, so writes meanwhile are in neither.
 */
export async function takeDump(snapshot: Snapshot, programs: PgPrograms): Promise<DumpContent> {
  const { tx, folder, options } = snapshot
  const { kept: schemas, unreadable } = await readSchemas(tx)
  for (const schema of unreadable) {
    options.onWarning?.(
      `The backup leaves out the schema ${schema}: this role may not read all of it`,
    )
  }
  const earlier = new Map(
    (await readSequences(tx, schemas)).map((found) => [nameOf(found), found.lastValue]),
  )
  const [exported] = await tx<{ id: string }[]>`select pg_export_snapshot() as id`
  const dump = startProgram({
    file: programs.pgDump,
    args: [
      '--format=directory',
      `--file=${path.join(folder, ARCHIVE_FOLDER)}`,
      `--snapshot=${exported?.id ?? ''}`,
      '--compress=1',
      // As a pattern of exactly this name.
      ...schemas.map((schema) => `--schema=${ident(schema)}`),
    ],
    env: libpqEnvironment(options.url, process.env),
  })
  dump.stdout.resume()
  try {
    const tables = await readTablesIn(snapshot, schemas)
    const contents = await readContents(tx, schemas)
    await dump.done
    const sequences = await readSequences(tx, schemas)
    return {
      format: 'valence-dump-1',
      pgDump: programs.version,
      schemas: [...schemas],
      tables,
      sequences: sequences.map((found) => ({
        ...found,
        earliest: earlier.get(nameOf(found)) ?? found.lastValue,
      })),
      ...contents,
      files: await closeFiles(folder),
    }
  } finally {
    dump.stop()
  }
}

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return qualified(schema, name)
}

async function readTablesIn(
  { tx, options }: Snapshot,
  schemas: readonly string[],
): Promise<DumpManifest['tables']> {
  const tables: DumpManifest['tables'] = []
  for (const target of await readTablesOf(tx, schemas)) {
    const summed = await summedUp(tx, target)
    const [found] = await tx<{ oid: string }[]>`
      select to_regclass(${qualified(target.schema, target.name)})::oid::text as oid`
    tables.push({ ...summed, entry: `TABLE DATA.${found?.oid ?? ''}` })
    options.onTable?.(summed)
  }
  return tables
}

/** Takes every right from others and returns what each file is. The folder above was closed before anything was in it. */
async function closeFiles(folder: string): Promise<BackedUpFile[]> {
  const place = path.join(folder, ARCHIVE_FOLDER)
  await chmod(place, 0o700)
  const files: BackedUpFile[] = []
  for (const name of (await readdir(place)).toSorted()) {
    await chmod(path.join(place, name), 0o600)
    files.push({ file: `${ARCHIVE_FOLDER}/${name}`, ...(await digestOf(path.join(place, name))) })
  }
  return files
}
