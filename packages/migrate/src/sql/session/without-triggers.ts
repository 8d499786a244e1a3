import { enterReplicaMode, ident, qualified, type Transaction } from '@valence/db'
import { markOwnWrites } from './own-writes.ts'

export interface InPlaceUpdate {
  readonly table: string
  /** The rows that it may write, as a condition on `t`; the caller holds them locked. */
  readonly where: string
  readonly parameters?: readonly string[]
}

/**
 * Runs an in-place update with none of the installation's triggers firing: no HTTP call, no stamp, no rewrite. Uses
 * replica mode where the role may set it (Supabase lets `postgres`); elsewhere it disables each trigger for the rest of
 * this short transaction and restores exactly those it disabled.
 */
export async function withoutTriggers(
  tx: Transaction,
  { table, where, parameters }: InPlaceUpdate,
  update: () => Promise<unknown>,
): Promise<void> {
  await markOwnWrites(tx, table, where, parameters)
  if (!(await enterReplicaMode(tx))) {
    await withTriggersDisabled(tx, table, update)
    return
  }
  await update()
  await tx`set local session_replication_role = origin`
}

async function withTriggersDisabled(
  tx: Transaction,
  table: string,
  update: () => Promise<unknown>,
): Promise<void> {
  const name = qualified('public', table)
  const enabled = await tx<{ name: string; enabled: string }[]>`
    select tgname as name, tgenabled as enabled
    from pg_trigger
    where tgrelid = to_regclass(${name}) and not tgisinternal and tgenabled in ('O', 'A')`
  for (const trigger of enabled) {
    await tx.unsafe(`alter table ${name} disable trigger ${ident(trigger.name)}`)
  }
  await update()
  for (const trigger of enabled) {
    const always = trigger.enabled === 'A' ? 'always ' : ''
    await tx.unsafe(`alter table ${name} enable ${always}trigger ${ident(trigger.name)}`)
  }
}
