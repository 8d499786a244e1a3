import { sqlState } from '../errors.ts'
import type { Transaction } from './client.ts'
import { ident, qualified } from './names.ts'

/**
 * Runs an in-place update of `table` with none of the installation's triggers firing: no HTTP call, no stamp, no
 * rewrite. Uses replica mode where the role may set it (Supabase lets `postgres`); elsewhere it disables each
 * trigger for the rest of this short transaction and restores exactly those it disabled. `update` returns how many rows
 * it updated, which is written down.
 */
export async function withoutTriggers(
  tx: Transaction,
  table: string,
  update: () => Promise<number>,
): Promise<void> {
  const updated = (await enterReplicaMode(tx))
    ? await inReplicaMode(tx, update)
    : await withTriggersDisabled(tx, table, update)
  await tx`
    insert into valence_migration.own_updates as o (table_oid, updates)
    values (to_regclass(${qualified('public', table)}), ${updated})
    on conflict (table_oid) do update set updates = o.updates + excluded.updates`
}

async function inReplicaMode(tx: Transaction, update: () => Promise<number>): Promise<number> {
  const updated = await update()
  await tx`set local session_replication_role = origin`
  return updated
}

async function withTriggersDisabled(
  tx: Transaction,
  table: string,
  update: () => Promise<number>,
): Promise<number> {
  const name = qualified('public', table)
  const enabled = await tx<{ name: string; enabled: string }[]>`
    select tgname as name, tgenabled as enabled
    from pg_trigger
    where tgrelid = to_regclass(${name}) and not tgisinternal and tgenabled in ('O', 'A')`
  for (const trigger of enabled) {
    await tx.unsafe(`alter table ${name} disable trigger ${ident(trigger.name)}`)
  }
  const updated = await update()
  for (const trigger of enabled) {
    const always = trigger.enabled === 'A' ? 'always ' : ''
    await tx.unsafe(`alter table ${name} enable ${always}trigger ${ident(trigger.name)}`)
  }
  return updated
}

/** Tried, not read from the catalog: Supabase lets `postgres` set it through a hook that leaves no grant. */
export async function enterReplicaMode(tx: Transaction): Promise<boolean> {
  try {
    await tx.savepoint((inner) => inner`set local session_replication_role = replica`)
    return true
  } catch (error) {
    if (sqlState(error) === '42501') return false
    throw error
  }
}
