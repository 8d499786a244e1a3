import type { BackupManifest } from '../backup/manifest.ts'
import type { Check } from '../phase.ts'
import { type Bucket, type ChecksumTarget, checksums, compareChecksums } from '../sql/checksums.ts'
import type { Sql, Transaction } from '../sql/client.ts'

/** Keeps the checksums of the backup with the run: the state that must read the same afterwards. */
export async function captureState(
  tx: Transaction,
  runId: number,
  manifest: BackupManifest,
): Promise<void> {
  for (const table of manifest.tables) {
    await tx`
      insert into valence_migration.captured_checksums (run_id, table_name, columns, key, buckets)
      values (${runId}, ${table.name}, ${table.columns}, ${table.key}, ${tx.json(table.buckets)})
      on conflict (run_id, table_name) do nothing`
  }
  await tx`
    insert into valence_migration.captured_sequences (run_id, sequence_name, last_value, is_called)
    select ${runId}, s.sequencename, coalesce(s.last_value, s.start_value), s.last_value is not null
    from pg_sequences as s
    where s.schemaname = 'public'
      and s.sequencename not like 'migration\\_%'
    on conflict (run_id, sequence_name) do nothing`
}

/**
 * Compares what every legacy table reads through its old name now with what it read before the run, row by row and
 * column by column.
 */
export async function verifyCapturedState(sql: Sql, runId: number): Promise<readonly Check[]> {
  const captured = await sql<
    { name: string; columns: string[]; key: string | null; buckets: Bucket[] }[]
  >`
    select c.table_name as name, c.columns, c.key, c.buckets
    from valence_migration.captured_checksums as c
    where c.run_id = ${runId}
    order by c.table_name`
  const checks: Check[] = []
  for (const { name, columns, key, buckets } of captured) {
    const target: ChecksumTarget = { schema: 'public', name, columns, key }
    const differences = compareChecksums(buckets, await checksums(sql, target))
    checks.push({
      name: `${name} reads as before`,
      failures: differences.length,
      examples: differences
        .slice(0, 5)
        .map(
          ({ bucket, before, after }) =>
            `range ${bucket}: ${before?.rows ?? 0} rows before, ${after?.rows ?? 0} after`,
        ),
    })
  }
  return [...checks, await verifySequences(sql, runId)]
}

async function verifySequences(sql: Sql, runId: number): Promise<Check> {
  const moved = await sql<{ name: string }[]>`
    select c.sequence_name as name
    from valence_migration.captured_sequences as c
    left join pg_sequences as s on s.schemaname = 'public' and s.sequencename = c.sequence_name
    where c.run_id = ${runId}
      and (coalesce(s.last_value, s.start_value), s.last_value is not null)
        is distinct from (c.last_value, c.is_called)
    order by c.sequence_name`
  return {
    name: 'no sequence of the installation moved',
    failures: moved.length,
    examples: moved.map((row) => row.name),
  }
}
