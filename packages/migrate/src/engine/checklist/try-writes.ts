import { actAs, type Database, ident, sqlState, type Transaction } from '@valence/db'
import type { MachineResult } from './checklist-items.ts'
import { type Actor, findActor, undone } from './try-as.ts'

/** How long the test may wait for a lock, and so hold up anyone behind it. */
const LOCK_TIMEOUT_MS = 250
const CHECK_VIOLATION = '23514'
const LOG_TRIGGER = 'valence_log_inserted'
/** A value is missing, or a policy says no: what a trigger of the installation may see to. */
const WITHOUT_TRIGGERS = ['23502', '23514', '42501']

/**
 * Creates an opportunity as a user of the CRM, under the new name and, in the grace period, under the old one, in a transaction
 * that is undone.
 * Keys are given, because a sequence that moved stays moved; it has no organization and no contacts, because their links take
 * keys from sequences. Triggers of the installation are off for this transaction: what they send stays sent. Ours fire, but for
 * the log of changes, whose entries take keys too.
 */
export async function tryOpportunity(
  db: Database,
  { hasOldNames }: { readonly hasOldNames: boolean },
): Promise<MachineResult> {
  const actor = await findActor(db)
  if (actor === null) return { state: 'failed', detail: 'there is no user to try it as' }
  const silenced: SilencedTrigger[] = []
  const namesOf = (triggers: readonly SilencedTrigger[]) =>
    triggers.map(({ name }) => name).join(', ')
  try {
    await undone(db, async (tx) => {
      await tx`select set_config('lock_timeout', ${`${LOCK_TIMEOUT_MS}ms`}, true)`
      silenced.push(...(await silenceTriggers(tx)))
      const id = await freeId(tx)
      await actAs(tx, { role: 'authenticated', userId: actor.userId })
      await insertNew(tx, actor, id)
      if (hasOldNames) await insertOld(tx, actor, id - 1)
      await tx`set constraints all immediate`
    })
    const quiet = silenced.length === 0 ? '' : `; without ${namesOf(silenced)}`
    return {
      state: 'passed',
      detail: `as ${actor.email}, under ${hasOldNames ? 'both names' : 'its name'}, and undone${quiet}`,
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const filling = silenced.filter(({ mayFill }) => mayFill)
    if (filling.length === 0 || !WITHOUT_TRIGGERS.includes(sqlState(error) ?? '')) {
      return { state: 'failed', detail: message }
    }
    return {
      state: 'open',
      detail: `Not without the installation's own triggers (${namesOf(filling)}), which are not fired by a test: ${message}. Create one in the CRM.`,
    }
  }
}

/** The rule that only a principal can be preferred: an organization that is none is refused. */
export async function tryPrincipalRule(db: Database): Promise<MachineResult> {
  try {
    const wasTried = await undone(db, async (tx) => {
      const inserted = await tx`
        insert into public.contact_preferred_principals (id, contact_id, principal_organization_id)
        select -1, (select min(c.id) from public.contacts as c), min(o.id)
        from public.companies as o
        where not o.is_principal
        having min(o.id) is not null and exists (select from public.contacts)`
      return inserted.count > 0
    })
    if (wasTried) {
      return { state: 'failed', detail: 'an organization that is no principal was accepted as one' }
    }
    return { state: 'passed', detail: 'there is no organization to try the rule with' }
  } catch (error) {
    if (sqlState(error) !== CHECK_VIOLATION) throw error
    return { state: 'passed', detail: 'an organization that is no principal is refused as one' }
  }
}

interface SilencedTrigger {
  readonly name: string
  /** Whether it may give the row values; Atomic CRM's own fills in the user, whom the test gives. */
  readonly mayFill: boolean
}

/** Those of the installation that would fire on the insert. Undone with the transaction. */
async function silenceTriggers(tx: Transaction): Promise<readonly SilencedTrigger[]> {
  const triggers = await tx<SilencedTrigger[]>`
    select t.tgname as name,
      (t.tgtype & 2) <> 0 and p.proname <> 'set_sales_id_default' as "mayFill"
    from pg_trigger as t
    join pg_proc as p on p.oid = t.tgfoid
    where t.tgrelid = 'public.opportunities'::regclass
      and not t.tgisinternal
      and t.tgenabled in ('O', 'A')
      and (t.tgtype & 4) <> 0
      and (t.tgname = ${LOG_TRIGGER} or t.tgname !~ '^!?valence_')
    order by 1`
  for (const { name } of triggers) {
    await tx.unsafe(`alter table public.opportunities disable trigger ${ident(name)}`)
  }
  return triggers.filter(({ name }) => name !== LOG_TRIGGER)
}

/** A key that no row has, nor the one below it. Read while no policy hides a row. */
async function freeId(tx: Transaction): Promise<number> {
  const [free] = await tx<{ id: number }[]>`
    select least(0, min(o.id)) - 1 as id from public.opportunities as o`
  return free?.id ?? -1
}

async function insertNew(tx: Transaction, actor: Actor, id: number): Promise<void> {
  await tx`
    insert into public.opportunities (id, name, stage, sales_id)
    overriding system value
    values (${id}, 'Test of the migration', 'lead', ${actor.saleId})`
  await requireWhole(tx, id)
}

async function insertOld(tx: Transaction, actor: Actor, id: number): Promise<void> {
  await tx`
    insert into public.deals (id, name, stage, sales_id)
    overriding system value
    values (${id}, 'Test of the migration', 'opportunity', ${actor.saleId})`
  await requireWhole(tx, id)
  const deals =
    await tx`select from public.deals as d where d.id in (${id}, ${id + 1}) and d.stage is not null`
  if (deals.length !== 2) {
    throw new Error(`of two test opportunities ${deals.length} came out whole under the old name`)
  }
}

async function requireWhole(tx: Transaction, id: number): Promise<void> {
  const [row] = await tx<{ isWhole: boolean }[]>`
    select o.stage is not null and o.probability is not null as "isWhole"
    from public.opportunities as o
    where o.id = ${id}`
  if (row?.isWhole !== true) throw new Error('a test opportunity did not come out whole')
}
