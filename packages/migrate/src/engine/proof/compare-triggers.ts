import type { Sql, Transaction } from '@valence/db'
import type { Check } from '../../phase.ts'

/** Keeps which triggers the installation has and whether each is enabled, by an identity that a rename does not change. */
export async function captureTriggers(tx: Transaction, runId: number): Promise<void> {
  await tx`
    insert into valence_migration.captured_triggers (run_id, trigger_oid, trigger_name, enabled)
    select ${runId}, t.oid, format('%s on %s', t.tgname, c.relname), t.tgenabled::text
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace
      and not t.tgisinternal
    on conflict do nothing`
}

/** In-place updates may switch triggers off for a transaction; afterwards each is as it was. */
export async function compareTriggers(sql: Sql, runId: number): Promise<readonly Check[]> {
  const changed = await sql<{ name: string; enabled: string | null }[]>`
    select c.trigger_name as name, t.tgenabled::text as enabled
    from valence_migration.captured_triggers as c
    left join pg_trigger as t on t.oid = c.trigger_oid
    where c.run_id = ${runId}
      and t.tgenabled::text is distinct from c.enabled
    order by 1`
  return [
    {
      name: 'every trigger of the installation is there, enabled as before',
      failures: changed.length,
      examples: changed
        .slice(0, 5)
        .map(({ name, enabled }) => `${name}: ${enabled === null ? 'gone' : `now ${enabled}`}`),
    },
  ]
}
