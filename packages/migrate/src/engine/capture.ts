import type { BackupManifest } from '../backup/manifest.ts'
import type { Check, PhaseContext } from '../phase.ts'
import {
  type Bucket,
  type ChecksumDifference,
  type ChecksumTarget,
  checksums,
  compareChecksums,
} from '../sql/checksums.ts'
import type { Sql, Transaction } from '../sql/client.ts'
import { qualified } from '../sql/names.ts'
import { readWriteCounts, settleWriteCounts, type WriteCounts } from './write-counts.ts'

/**
 * Keeps the checksums of the backup with the run: the state that must read the same afterwards. `counts` are from
 * before the backup began, so that a write of the application in between is seen as one.
 */
export async function captureState(
  tx: Transaction,
  runId: number,
  manifest: BackupManifest,
  counts: ReadonlyMap<number, WriteCounts>,
): Promise<void> {
  for (const table of manifest.tables) {
    // The phases change `public` only; a dump keeps other schemas of the installation too.
    if (table.schema !== 'public') continue
    const [found] = await tx<{ oid: number }[]>`
      select to_regclass(${qualified(table.schema, table.name)})::oid::int8 as oid`
    const oid = found?.oid ?? 0
    const { inserts, updates, deletes } = counts.get(oid) ?? { inserts: 0, updates: 0, deletes: 0 }
    await tx`
      insert into valence_migration.captured_checksums
        (run_id, table_name, columns, key, buckets, table_oid, inserts, updates, deletes)
      values (${runId}, ${table.name}, ${table.columns}, ${table.key}, ${tx.json(table.buckets)},
        ${oid}, ${inserts}, ${updates}, ${deletes})
      on conflict (run_id, table_name) do nothing`
  }
  await tx`
    insert into valence_migration.captured_sequences (run_id, sequence_name, last_value, is_called)
    select ${runId}, s.sequencename, coalesce(s.last_value, s.start_value), s.last_value is not null
    from pg_sequences as s
    where s.schemaname = 'public'
      and s.sequencename not like 'migration\\_%'
    on conflict (run_id, sequence_name) do nothing`
  await tx`truncate valence_migration.own_updates`
}

/** What a run captured of one table, or null. */
export async function readCaptured(
  sql: Sql,
  runId: number,
  table: string,
): Promise<Captured | null> {
  const captured = await readAllCaptured(sql, runId)
  return captured.find(({ name }) => name === table) ?? null
}

async function readAllCaptured(sql: Sql, runId: number): Promise<readonly Captured[]> {
  return await sql<Captured[]>`
    select
      c.table_name as name, c.columns, c.key, c.buckets, c.table_oid::int8 as oid, c.inserts, c.updates, c.deletes,
      coalesce(o.updates, 0) as "ownUpdates"
    from valence_migration.captured_checksums as c
    left join valence_migration.own_updates as o on o.table_oid = c.table_oid
    where c.run_id = ${runId}
    order by c.table_name`
}

export interface Captured extends WriteCounts {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: string | null
  readonly buckets: readonly Bucket[]
  readonly oid: number
  readonly ownUpdates: number
}

/**
 * Compares every row and column of every legacy table with its state before the run. Where they differ and the
 * application wrote to the table meanwhile, that is said and is no failure: the phases' own checks compare the rows
 * as they are now.
 */
export async function verifyCapturedState(
  sql: Sql,
  runId: number,
  context: PhaseContext,
): Promise<readonly Check[]> {
  const captured = await readAllCaptured(sql, runId)
  const compared: { table: Captured; differences: readonly ChecksumDifference[] }[] = []
  for (const table of captured) {
    const now = await checksums(sql, physicalTarget(table, context))
    compared.push({ table, differences: compareChecksums(table.buckets, now) })
  }
  const sequences = await movedSequences(sql, runId)
  if (compared.some(({ differences }) => differences.length > 0) || sequences.length > 0) {
    await settleWriteCounts(sql)
  }
  const counts = await readWriteCounts(sql)
  const isBusy = captured.some((table) => wroteMeanwhile(table, counts.get(table.oid)))
  return [
    ...compared.map(({ table, differences }) =>
      tableCheck(table, differences, wroteMeanwhile(table, counts.get(table.oid))),
    ),
    sequenceCheck(sequences, isBusy),
  ]
}

/** The table that has the rows now, with the legacy columns under their new names. */
function physicalTarget(table: Captured, context: PhaseContext): ChecksumTarget {
  const physical = context.physical[table.name] ?? { table: table.name, renames: {} }
  return {
    schema: 'public',
    name: physical.table,
    columns: table.columns.map((column) => physical.renames[column] ?? column),
    key: table.key,
  }
}

/** Counts that went down were reset (a crash of the server does that), and then nothing can be said. */
export function wroteMeanwhile(before: Captured, now: WriteCounts | undefined): boolean {
  if (now === undefined) return false
  const inserts = now.inserts - before.inserts
  const deletes = now.deletes - before.deletes
  const updates = now.updates - before.updates - before.ownUpdates
  return inserts !== 0 || deletes !== 0 || updates !== 0
}

function tableCheck(
  table: Captured,
  differences: readonly ChecksumDifference[],
  isWritten: boolean,
): Check {
  if (differences.length > 0 && isWritten) {
    return {
      name: `${table.name}: the application wrote to it meanwhile; ${differences.length} ranges of keys changed`,
      failures: 0,
      examples: [],
    }
  }
  return {
    name: `${table.name} reads as before`,
    failures: differences.length,
    examples: differences
      .slice(0, 5)
      .map(
        ({ bucket, before, after }) =>
          `range ${bucket}: ${before?.rows ?? 0} rows before, ${after?.rows ?? 0} after`,
      ),
  }
}

interface MovedSequence {
  readonly name: string
  readonly isBackward: boolean
}

async function movedSequences(sql: Sql, runId: number): Promise<readonly MovedSequence[]> {
  return await sql<MovedSequence[]>`
    select c.sequence_name as name, coalesce(s.last_value, s.start_value) < c.last_value as "isBackward"
    from valence_migration.captured_sequences as c
    left join pg_sequences as s on s.schemaname = 'public' and s.sequencename = c.sequence_name
    where c.run_id = ${runId}
      and (coalesce(s.last_value, s.start_value), s.last_value is not null)
        is distinct from (c.last_value, c.is_called)
    order by c.sequence_name`
}

function sequenceCheck(moved: readonly MovedSequence[], isBusy: boolean): Check {
  const wrong = moved.filter((sequence) => sequence.isBackward || !isBusy)
  return {
    name: 'no sequence of the installation was moved by the migration',
    failures: wrong.length,
    examples: wrong.map((sequence) => sequence.name),
  }
}
