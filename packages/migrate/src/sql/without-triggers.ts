import type { Transaction } from './client.ts'
import { ident, qualified } from './names.ts'

/**
 * Runs an in-place update of `table` with none of the installation's triggers firing: no HTTP call, no stamp, no
 * rewrite. Uses replica mode where the role may set it (Supabase lets `postgres`); elsewhere it disables each
 * trigger for the rest of this short transaction and restores exactly those it disabled.
 */
export async function withoutTriggers<Result>(
  tx: Transaction,
  table: string,
  update: () => Promise<Result>,
): Promise<Result> {
  if (await maySetReplicaMode(tx)) {
    await tx`set local session_replication_role = replica`
    const result = await update()
    await tx`set local session_replication_role = origin`
    return result
  }
  const name = qualified('public', table)
  const enabled = await tx<{ name: string; enabled: string }[]>`
    select tgname as name, tgenabled as enabled
    from pg_trigger
    where tgrelid = to_regclass(${name}) and not tgisinternal and tgenabled in ('O', 'A')`
  for (const trigger of enabled) {
    await tx.unsafe(`alter table ${name} disable trigger ${ident(trigger.name)}`)
  }
  const result = await update()
  for (const trigger of enabled) {
    const always = trigger.enabled === 'A' ? 'always ' : ''
    await tx.unsafe(`alter table ${name} enable ${always}trigger ${ident(trigger.name)}`)
  }
  return result
}

async function maySetReplicaMode(tx: Transaction): Promise<boolean> {
  const [right] = await tx<{ allowed: boolean }[]>`
    select rolsuper or has_parameter_privilege(current_user, 'session_replication_role', 'SET') as allowed
    from pg_roles where rolname = current_user`
  return right?.allowed ?? false
}
