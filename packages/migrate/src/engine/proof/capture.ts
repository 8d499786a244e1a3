import { qualified, type Transaction } from '@valence/db'
import type { BackupManifest } from '../../backup/manifest.ts'
import type { CaptureMoment } from './capture-moment.ts'

/**
 * Keeps the checksums of the backup with the run: the state that must read the same afterwards. `moment` is from before the
 * backup began, so that a write of the application in between is seen as one.
 */
export async function captureState(
  tx: Transaction,
  runId: number,
  manifest: BackupManifest,
  moment: CaptureMoment,
): Promise<void> {
  for (const table of manifest.tables) {
    // The phases change `public` only; a dump keeps other schemas of the installation too.
    if (table.schema !== 'public') continue
    const [found] = await tx<{ oid: number }[]>`
      select to_regclass(${qualified(table.schema, table.name)})::oid::int8 as oid`
    const oid = found?.oid ?? 0
    const { inserts, deletes } = moment.traffic.get(oid) ?? { inserts: 0, deletes: 0 }
    await tx`
      insert into valence_migration.captured_checksums
        (run_id, table_name, columns, key, buckets, table_oid, inserts, deletes)
      values (${runId}, ${table.name}, ${table.columns}, ${table.key}, ${tx.json(table.buckets)},
        ${oid}, ${inserts}, ${deletes})
      on conflict (run_id, table_name) do nothing`
  }
  await tx`
    insert into valence_migration.captured_sequences (run_id, sequence_name, last_value, is_called)
    select ${runId}, s.sequencename, coalesce(s.last_value, s.start_value), s.last_value is not null
    from pg_sequences as s
    where s.schemaname = 'public'
      and s.sequencename not like 'migration\\_%'
    on conflict (run_id, sequence_name) do nothing`
  await tx`truncate valence_migration.own_transactions, valence_migration.written_rows, valence_migration.capture_horizon`
  await tx`
    insert into valence_migration.capture_horizon (run_id, horizon)
    values (${runId}, ${moment.horizon}::text::bigint)`
}
