import { connect, type Database, ident, sqlState } from '@valence/db'
import { checksums, compareChecksums } from '../sql/catalog/checksums.ts'
import { type ArchiveEntry, archivedRows, restoreEntries } from './archive.ts'
import { entryOf, inDatabase, type OpenArchive, openArchive } from './archive-of.ts'
import { damaged } from './backup-errors.ts'
import type { BackedUpTable, DumpManifest } from './manifest.ts'
import { readLikenesses, readSequences } from './read-contents.ts'
import {
  createScratchDatabase,
  dropScratchDatabase,
  type ScratchDatabase,
} from './scratch-database.ts'
import { proveInScratchSchema } from './scratch-schema.ts'

export interface Proof {
  readonly db: Database
  /** Of the same database. */
  readonly url: string
  readonly folder: string
  readonly onTable: (table: BackedUpTable) => void
}

/**
 * Proves an archive: its table of contents names all that the catalog had; and restored into a scratch database, every
 * definition is accepted and every table reads the same. Where there can be no such database, the rows are proven in a scratch
 * schema. Returns in which.
 * @throws MigrationError or ProgramError when it does not hold
 */
export async function proveDump(proof: Proof, manifest: DumpManifest): Promise<string> {
  const archive = await openArchive(proof.folder, manifest, proof.url)
  const scratch = await createScratchDatabase(proof.db, proof.url)
  if ('reason' in scratch) return await proveRows(proof, manifest, archive, scratch.reason)
  try {
    const missing = await prepare(
      scratch,
      manifest,
      await readLikenesses(proof.db, manifest.schemas),
    )
    if (missing !== null) return await proveRows(proof, manifest, archive, missing)
    const there = inDatabase(archive, proof.url, scratch.name)
    await restoreEntries(there, proven(manifest, archive.entries), {
      database: scratch.name,
      isAtomic: false,
      withRights: false,
    })
    await compare(proof, manifest, scratch)
    return 'in a scratch database'
  } finally {
    await dropScratchDatabase(proof.db, scratch.name).catch(() => undefined)
  }
}

/**
 * What of an archive is restored to prove it. Left out, by rule: the schema `public`, which a new database has; rights, which
 * are the server's; foreign keys to tables that are not in the archive, whose rows are not either; and the rows of
 * materialized views, which are computed from others. That these are in the archive was compared with the catalog.
 */
function proven(manifest: DumpManifest, entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  return entries.filter(
    ({ key, kind, line }) =>
      !manifest.outsideKeys.includes(key) &&
      kind !== 'MATERIALIZED VIEW DATA' &&
      !isOfPublic(kind, line),
  )
}

/** The entry that makes the schema `public`, or a comment on it. */
export function isOfPublic(kind: string, line: string): boolean {
  if (kind === 'SCHEMA') return / SCHEMA - public \S+$/.test(line)
  return kind === 'COMMENT' && / COMMENT - SCHEMA public \S+$/.test(line)
}

/** Extensions, and likenesses of what the platform has. What cannot be had there, or null. */
async function prepare(
  scratch: ScratchDatabase,
  { needs }: DumpManifest,
  likenesses: Awaited<ReturnType<typeof readLikenesses>>,
): Promise<string | null> {
  const db = connect(scratch.url, { max: 1, applicationName: 'valence scratch' })
  try {
    await db`set check_function_bodies = off`
    const schemas = new Set([...needs.extensions, ...likenesses].map((need) => need.schema))
    for (const schema of schemas) await db.unsafe(`create schema if not exists ${ident(schema)}`)
    for (const { name, schema, isUsed } of needs.extensions) {
      const create = `create extension if not exists ${ident(name)} with schema ${ident(schema)} cascade`
      const refusal = await refusalOf(db, create)
      if (refusal !== null && isUsed)
        return `the extension ${name} cannot be created there (${refusal})`
    }
    for (const { kind, name, likeness } of likenesses) {
      const refusal = await refusalOf(db, likeness)
      if (refusal !== null)
        return `no likeness of the ${kind} ${name} can be made there (${refusal})`
    }
    return null
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** Why the server does not run a statement, or null when it did. A lack of disk is no refusal. */
async function refusalOf(db: Database, statement: string): Promise<string | null> {
  try {
    await db.unsafe(statement)
    return null
  } catch (error) {
    const state = sqlState(error)
    if (state === undefined || state === '53100' || state.startsWith('08')) throw error
    return error instanceof Error ? error.message : String(error)
  }
}

async function compare(
  { folder, onTable }: Proof,
  manifest: DumpManifest,
  scratch: ScratchDatabase,
): Promise<void> {
  const db = connect(scratch.url, { max: 1, applicationName: 'valence scratch' })
  try {
    for (const table of manifest.tables) {
      const differences = compareChecksums(table.buckets, await checksums(db, table))
      if (differences.length > 0) {
        throw damaged(
          folder,
          `${table.schema}.${table.name} does not read the same after a restore (${differences.length} ranges differ)`,
        )
      }
      onTable(table)
    }
    await compareSequences(db, folder, manifest)
  } finally {
    await db.end({ timeout: 5 })
  }
}

async function compareSequences(
  db: Database,
  folder: string,
  manifest: DumpManifest,
): Promise<void> {
  const restored = await readSequences(db, manifest.schemas)
  for (const { schema, name, lastValue, earliest = lastValue } of manifest.sequences) {
    const found = restored.find((other) => other.schema === schema && other.name === name)
    const [low, high] = [BigInt(earliest), BigInt(lastValue)].toSorted((a, b) => Number(a - b))
    const value = found === undefined ? undefined : BigInt(found.lastValue)
    if (
      value === undefined ||
      low === undefined ||
      high === undefined ||
      value < low ||
      value > high
    ) {
      throw damaged(
        folder,
        `the sequence ${schema}.${name} stands at ${value ?? 'nothing'} after a restore, and stood at ${lastValue}`,
      )
    }
  }
}

async function proveRows(
  { db, folder, onTable }: Proof,
  manifest: DumpManifest,
  archive: OpenArchive,
  reason: string,
): Promise<string> {
  await proveInScratchSchema(
    db,
    folder,
    manifest.tables,
    (table) => archivedRows(archive, entryOf(archive, table)),
    onTable,
  )
  return `in a scratch schema, rows only, because ${reason}`
}
