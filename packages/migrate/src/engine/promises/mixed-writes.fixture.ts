import type { Transaction } from '@valence/db'
import type { LegacyGeneration } from '@valence/sample-data'
import { type SeededRandom, seededRandom, type TestDatabase } from '@valence/testkit'

/** Ids that exist. */
interface World {
  readonly opportunities: readonly number[]
  readonly contacts: readonly number[]
  readonly companies: readonly number[]
  readonly opportunityNotes: readonly number[]
  readonly contactNotes: readonly number[]
  readonly tasks: readonly number[]
  readonly activities: readonly number[]
  readonly engagements: readonly number[]
  readonly sales: readonly number[]
}

interface Writer {
  readonly tx: Transaction
  readonly random: SeededRandom
  readonly world: World
  /** Names of the tables of notes that this generation has. */
  readonly notes: string
  readonly contactNotes: string
  /** A text that no other write has. */
  readonly text: string
}

/** One kind of write. Deletes say so, because ids that were read before may be gone then. */
interface Kind {
  readonly name: string
  readonly weight: number
  readonly isDelete?: boolean
  write(writer: Writer): Promise<unknown>
}

const LEGACY_STAGES = [
  'opportunity',
  'proposal-sent',
  'in-negociation',
  'won',
  'lost',
  'delayed',
] as const
const STAGES = [
  'lead',
  'qualified',
  'needs_analysis',
  'proposal',
  'negotiation',
  'closed_won',
  'closed_lost',
  'nurturing',
] as const
const ROLES = ['decision_maker', 'influencer', 'buyer', 'champion', 'executive'] as const
const PARTICIPANT_ROLES = ['principal', 'distributor', 'partner', 'competitor'] as const

/** Of contacts: some exist, one may be listed twice, and now and then an id is NULL or no one's. */
function contactIds({ random, world }: Writer): string {
  const ids: (number | string)[] = [...random.some(world.contacts, random.below(4))]
  if (random.chance(0.02) && ids[0] !== undefined) ids.push(ids[0])
  if (random.chance(0.01)) ids.push('NULL')
  if (random.chance(0.01)) ids.push(900_000_000 + random.below(1_000))
  return `{${ids.join(',')}}`
}

const maybe = <Item>(random: SeededRandom, items: readonly Item[]): Item | null =>
  random.chance(0.15) ? null : random.pick(items)

/** Through the old names, as the old application writes. */
const oldWrites: readonly Kind[] = [
  {
    name: 'insert a deal',
    weight: 6,
    write: (w) => w.tx`
      insert into public.deals (name, stage, company_id, contact_ids, amount, index, sales_id)
      values (${w.text}, ${w.random.pick(LEGACY_STAGES)}, ${maybe(w.random, w.world.companies)},
        ${contactIds(w)}::text::bigint[], ${w.random.below(100_000)}, ${w.random.below(30)}, ${maybe(w.random, w.world.sales)})`,
  },
  {
    name: 'move a deal',
    weight: 8,
    write: (w) => w.tx`
      update public.deals set stage = ${w.random.pick(LEGACY_STAGES)}, index = ${w.random.below(30)}, updated_at = now()
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'edit a deal and send its stage along',
    weight: 4,
    write: (w) => w.tx`
      update public.deals set description = ${w.text}, stage = stage, amount = ${w.random.below(9_000)}
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'change the contacts of a deal',
    weight: 6,
    write: (w) => w.tx`
      update public.deals set contact_ids = ${contactIds(w)}::text::bigint[]
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    // A database with more of these is refused by the next go/no-go.
    name: 'tidy the contacts of the deals',
    weight: 1,
    write: (w) => w.tx`
      update public.deals as d set contact_ids = array(
        select item.id
        from unnest(d.contact_ids) with ordinality as item (id, place)
        where exists (select from public.contacts as c where c.id = item.id)
        group by item.id
        order by min(item.place)
      )
      where d.contact_ids is not null`,
  },
  {
    name: 'give a deal to another company',
    weight: 5,
    write: (w) => w.tx`
      update public.deals set company_id = ${maybe(w.random, w.world.companies)}
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'archive a deal or take it back',
    weight: 3,
    write: (w) => w.tx`
      update public.deals set archived_at = case when archived_at is null then now() end
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'upsert a deal',
    weight: 4,
    write: (w) => w.tx`
      insert into public.deals (id, name, stage, company_id)
      values (${w.random.pick(w.world.opportunities)}, ${w.text}, ${w.random.pick(LEGACY_STAGES)}, ${maybe(w.random, w.world.companies)})
      on conflict (id) do update set name = excluded.name, stage = excluded.stage, company_id = excluded.company_id`,
  },
  {
    name: 'delete a deal',
    weight: 2,
    isDelete: true,
    write: (w) => w.tx`delete from public.deals where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'write a note on a deal',
    weight: 6,
    write: (w) =>
      w.tx.unsafe(
        `insert into public.${w.notes} (deal_id, text, date, sales_id) values ($1, $2, ${w.random.chance(0.1) ? 'null' : 'now()'}, $3)`,
        [w.random.pick(w.world.opportunities), w.text, maybe(w.random, w.world.sales)],
      ),
  },
  {
    name: 'edit a note of a deal',
    weight: 3,
    write: (w) =>
      w.tx.unsafe(`update public.${w.notes} set text = $2 where id = $1`, [
        w.random.pick(w.world.opportunityNotes),
        w.text,
      ]),
  },
  {
    name: 'put a note under another deal',
    weight: 1,
    write: (w) =>
      w.tx.unsafe(`update public.${w.notes} set deal_id = $2 where id = $1`, [
        w.random.pick(w.world.opportunityNotes),
        w.random.pick(w.world.opportunities),
      ]),
  },
  {
    name: 'delete a note of a deal',
    weight: 2,
    write: (w) =>
      w.tx.unsafe(`delete from public.${w.notes} where id = $1`, [
        w.random.pick(w.world.opportunityNotes),
      ]),
  },
  {
    name: 'write a note on a contact',
    weight: 5,
    write: (w) =>
      w.tx.unsafe(
        `insert into public.${w.contactNotes} (contact_id, text, status, sales_id) values ($1, $2, 'warm', $3)`,
        [w.random.pick(w.world.contacts), w.text, maybe(w.random, w.world.sales)],
      ),
  },
  {
    name: 'edit a note of a contact',
    weight: 3,
    write: (w) =>
      w.tx.unsafe(`update public.${w.contactNotes} set text = $2, status = 'hot' where id = $1`, [
        w.random.pick(w.world.contactNotes),
        w.text,
      ]),
  },
  {
    name: 'delete a note of a contact',
    weight: 1,
    write: (w) =>
      w.tx.unsafe(`delete from public.${w.contactNotes} where id = $1`, [
        w.random.pick(w.world.contactNotes),
      ]),
  },
  {
    name: 'add a contact',
    weight: 5,
    write: (w) => w.tx`
      insert into public.contacts (first_name, last_name, company_id, avatar, first_seen)
      values ('Mixed', ${w.text}, ${maybe(w.random, w.world.companies)}, '{"src":"x"}', now())`,
  },
  {
    name: 'give a contact to another company',
    weight: 6,
    write: (w) => w.tx`
      update public.contacts set company_id = ${maybe(w.random, w.world.companies)}
      where id = ${w.random.pick(w.world.contacts)}`,
  },
  {
    name: 'delete a contact',
    weight: 1,
    isDelete: true,
    write: (w) => w.tx`delete from public.contacts where id = ${w.random.pick(w.world.contacts)}`,
  },
  {
    name: 'add a company',
    weight: 3,
    write: (w) => w.tx`
      insert into public.companies (name, logo) values (${w.text}, '{"src":"x"}')`,
  },
  {
    name: 'edit a company',
    weight: 2,
    write: (w) => w.tx`
      update public.companies set description = ${w.text} where id = ${w.random.pick(w.world.companies)}`,
  },
  {
    name: 'delete a company with its people and deals',
    weight: 0.3,
    isDelete: true,
    write: (w) => w.tx`delete from public.companies where id = ${w.random.pick(w.world.companies)}`,
  },
  {
    name: 'add a task',
    weight: 3,
    write: (w) => w.tx`
      insert into public.tasks (contact_id, type, text, due_date)
      values (${w.random.pick(w.world.contacts)}, 'call', ${w.text}, now())`,
  },
  {
    name: 'finish a task',
    weight: 2,
    write: (w) => w.tx`
      update public.tasks set done_date = now() where id = ${w.random.pick(w.world.tasks)}`,
  },
]

/** Through the new names, as the CRM writes. */
const newWrites: readonly Kind[] = [
  {
    name: 'create an opportunity with participants',
    weight: 5,
    write: (w) => w.tx`
      select public.create_opportunity_with_participants(
        ${w.tx.json({
          name: w.text,
          stage: w.random.pick(STAGES),
          priority: w.random.pick(['low', 'medium', 'high', 'critical']),
          customer_organization_id: maybe(w.random, w.world.companies),
          next_action: maybe(w.random, ['Call back', 'Send the offer']),
        })}::jsonb,
        ${w.tx.json(
          w.random
            .some(w.world.contacts, 2)
            .map((id) => ({ contact_id: id, role: maybe(w.random, ROLES) })),
        )}::jsonb,
        ${w.tx.json(participants(w))}::jsonb)`,
  },
  {
    name: 'add a task about an organization',
    weight: 2,
    write: (w) => w.tx`
      insert into public.tasks (organization_id, text, due_date, repeat_unit, repeat_every)
      values (${w.random.pick(w.world.companies)}, ${w.text}, now(), 'month', 1)`,
  },
  {
    name: 'add a task about an opportunity',
    weight: 2,
    write: (w) => w.tx`
      insert into public.tasks (opportunity_id, contact_id, text, due_date)
      values (${w.random.pick(w.world.opportunities)}, ${maybe(w.random, w.world.contacts)}, ${w.text}, now())`,
  },
  {
    name: 'let a task repeat',
    weight: 2,
    write: (w) => w.tx`
      update public.tasks set repeat_unit = ${w.random.pick(['day', 'week', 'month'])}, repeat_every = 2
      where id = ${w.random.pick(w.world.tasks)}`,
  },
  {
    name: 'replace the participants',
    weight: 4,
    write: (w) => w.tx`
      select public.sync_opportunity_participants(${w.random.pick(w.world.opportunities)}, ${w.tx.json(participants(w))}::jsonb)`,
  },
  {
    name: 'replace the contacts of an opportunity',
    weight: 4,
    write: (w) => w.tx`
      select public.update_opportunity_with_participants(${w.random.pick(w.world.opportunities)}, '{}',
        ${w.tx.json(w.random.some(w.world.contacts, 3).map((id) => ({ contact_id: id, role: maybe(w.random, ROLES) })))}::jsonb)`,
  },
  {
    name: 'link a contact to an opportunity',
    weight: 3,
    write: (w) => w.tx`
      insert into public.opportunity_contacts (opportunity_id, contact_id)
      values (${w.random.pick(w.world.opportunities)}, ${w.random.pick(w.world.contacts)})
      on conflict (opportunity_id, contact_id) do update set role = 'buyer'`,
  },
  {
    name: 'unlink a contact from an opportunity',
    weight: 2,
    write: (w) => w.tx`
      delete from public.opportunity_contacts where id = (
        select l.id from public.opportunity_contacts as l
        where l.opportunity_id = ${w.random.pick(w.world.opportunities)} order by l.id limit 1)`,
  },
  {
    name: 'move a card',
    weight: 6,
    write: (w) => w.tx`
      select public.move_opportunity(${w.random.pick(w.world.opportunities)}, ${w.random.pick(STAGES)},
        ${maybe(w.random, w.world.opportunities)})`,
  },
  {
    name: 'edit an opportunity',
    weight: 6,
    write: (w) => w.tx`
      update public.opportunities set
        probability = ${maybe(w.random, [5, 35, 55, 90])},
        priority = ${w.random.pick(['low', 'medium', 'high'])},
        status = ${w.random.pick(['active', 'on_hold', 'stalled'])},
        next_action = ${maybe(w.random, [w.text])},
        lost_reason = ${maybe(w.random, ['price', null])},
        customer_organization_id = ${maybe(w.random, w.world.companies)}
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'set the stage',
    weight: 4,
    write: (w) => w.tx`
      update public.opportunities set stage = ${w.random.pick(STAGES)}
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'move an opportunity to the trash or back',
    weight: 2,
    write: (w) => w.tx`
      update public.opportunities set deleted_at = case when deleted_at is null then now() end
      where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'delete an opportunity',
    weight: 1,
    isDelete: true,
    write: (w) => w.tx`
      delete from public.opportunities where id = ${w.random.pick(w.world.opportunities)}`,
  },
  {
    name: 'set the organizations of a contact',
    weight: 6,
    write: (w) => w.tx`
      select public.set_contact_organizations(${w.random.pick(w.world.contacts)},
        ${w.tx.json(
          w.random.some(w.world.companies, w.random.below(4)).map((id) => ({
            organization_id: id,
            role: maybe(w.random, ROLES),
            purchase_influence: w.random.pick(['High', 'Unknown']),
          })),
        )}::jsonb)`,
  },
  {
    name: 'make another organization the primary one',
    weight: 2,
    write: async (w) => {
      const contact = w.random.pick(w.world.contacts)
      await w.tx`
        update public.contact_organizations set is_primary_organization = false
        where contact_id = ${contact} and is_primary_organization and deleted_at is null`
      await w.tx`
        update public.contact_organizations set is_primary_organization = true
        where id = (
          select l.id from public.contact_organizations as l
          where l.contact_id = ${contact} and l.deleted_at is null order by l.id desc limit 1)`
    },
  },
  {
    name: 'edit a contact',
    weight: 3,
    write: (w) => w.tx`
      update public.contacts set department = ${maybe(w.random, ['Purchasing', 'Design'])}, title = ${w.text}
      where id = ${w.random.pick(w.world.contacts)}`,
  },
  {
    name: 'move a contact to the trash or back',
    weight: 1,
    write: (w) => w.tx`
      update public.contacts set deleted_at = case when deleted_at is null then now() end
      where id = ${w.random.pick(w.world.contacts)}`,
  },
  {
    name: 'edit an organization',
    weight: 3,
    write: (w) => w.tx`
      update public.companies set
        organization_type = ${w.random.pick(['customer', 'prospect', 'vendor', 'partner', 'unknown'])},
        priority = ${w.random.pick(['A', 'B', 'C'])},
        segment = ${maybe(w.random, ['Retail', 'Public'])}
      where id = ${w.random.pick(w.world.companies)}`,
  },
  {
    name: 'put an organization below another',
    weight: 1,
    write: (w) => {
      // Only below one with a smaller number: no cycle can come about.
      const [child, parent] = [...w.random.some(w.world.companies, 2)].sort((a, b) => b - a)
      return w.tx`update public.companies set parent_company_id = ${parent ?? null} where id = ${child ?? 0}`
    },
  },
  {
    name: 'move an organization to the trash',
    weight: 0.3,
    write: async (w) => {
      const id = w.random.pick(w.world.companies)
      const rows = await w.tx`select from public.companies where id = ${id} and deleted_at is null`
      if (rows.length > 0) await w.tx`select public.trash_organization(${id})`
    },
  },
  {
    name: 'log an interaction',
    weight: 5,
    write: (w) => w.tx`
      select public.log_activity(
        ${w.tx.json({ type: w.random.pick(['call', 'meeting', 'demo']), subject: w.text, opportunity_id: w.random.pick(w.world.opportunities), duration_minutes: w.random.below(90) })}::jsonb,
        ${w.tx.json(w.random.some(w.world.contacts, 2).map((id) => ({ contact_id: id })))}::jsonb)`,
  },
  {
    name: 'log an engagement',
    weight: 4,
    write: (w) => w.tx`
      select public.log_activity(
        ${w.tx.json({ type: 'email', subject: w.text, contact_id: w.random.pick(w.world.contacts), follow_up_date: '2030-01-01' })}::jsonb)`,
  },
  {
    name: 'convert an engagement',
    weight: 3,
    write: async (w) => {
      const id = w.random.pick(w.world.engagements)
      const rows = await w.tx`
        select from public.activities where id = ${id} and activity_type = 'engagement'`
      if (rows.length === 0) return
      await w.tx`
        select public.convert_engagement_to_interaction(${id}, ${w.random.pick(w.world.opportunities)})`
    },
  },
  {
    name: 'edit an activity',
    weight: 5,
    write: (w) => w.tx`
      update public.activities set description = ${w.text}, outcome = 'good', activity_date = now()
      where id = ${w.random.pick(w.world.activities)}`,
  },
  {
    name: 'put an interaction under another opportunity',
    weight: 2,
    write: (w) => w.tx`
      update public.activities set opportunity_id = ${w.random.pick(w.world.opportunities)}
      where id = ${w.random.pick(w.world.activities)} and activity_type = 'interaction'`,
  },
  {
    name: 'put an engagement under another contact',
    weight: 2,
    write: (w) => w.tx`
      update public.activities set contact_id = ${w.random.pick(w.world.contacts)}
      where id = ${w.random.pick(w.world.engagements)} and contact_id is not null`,
  },
  {
    name: 'move an activity to the trash',
    weight: 2,
    write: (w) => w.tx`
      update public.activities set deleted_at = now() where id = ${w.random.pick(w.world.activities)}`,
  },
  {
    name: 'delete an activity',
    weight: 1,
    write: (w) => w.tx`
      delete from public.activities where id = ${w.random.pick(w.world.activities)}`,
  },
  {
    name: 'merge two contacts',
    weight: 1,
    isDelete: true,
    write: (w) => {
      const [loser, winner] = w.random.some(w.world.contacts, 2)
      return w.tx`select public.merge_contacts(${loser ?? 0}, ${winner ?? 0})`
    },
  },
]

const KINDS = [...oldWrites, ...newWrites]

function participants({ random, world }: Writer) {
  return random
    .some(world.companies, random.below(3))
    .map((id) => ({ organization_id: id, role: random.pick(PARTICIPANT_ROLES), notes: null }))
}

export interface MixedWrites {
  readonly generation: LegacyGeneration
  readonly count: number
  readonly seed: number
}

const BATCH = 25

/**
 * Writes at random through old and new names, as signed-in users and now and then as the owner, in transactions of 25
 * writes: the same ones for the same seed. None may fail. Returns how often each kind of write was done.
 */
export async function mixedWrites(
  database: TestDatabase,
  { generation, count, seed }: MixedWrites,
): Promise<ReadonlyMap<string, number>> {
  const random = seededRandom(seed)
  const users = await database.sql<{ id: string }[]>`
    select s.user_id as id from public.sales as s where not s.disabled order by s.id`
  const done = new Map<string, number>()
  for (let first = 0; first < count; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - first) }, (_, at) => first + at)
    const batch = (tx: Transaction) => writeBatch({ tx, random, generation, seed, numbers, done })
    if (random.chance(0.2)) await database.sql.begin(batch)
    else await database.asUser(random.pick(users).id, batch)
  }
  return done
}

interface Batch {
  readonly tx: Transaction
  readonly random: SeededRandom
  readonly generation: LegacyGeneration
  readonly seed: number
  readonly numbers: readonly number[]
  readonly done: Map<string, number>
}

async function writeBatch(batch: Batch): Promise<void> {
  const { tx, random, generation, seed, numbers, done } = batch
  const nameOf = (camelCase: string, name: string) =>
    generation === 'g8' && random.chance(0.5) ? camelCase : name
  let world = await readWorld(tx)
  for (const number of numbers) {
    const kind = pickKind(random)
    const writer = {
      tx,
      random,
      world,
      notes: nameOf('"dealNotes"', 'deal_notes'),
      contactNotes: nameOf('"contactNotes"', 'contact_notes'),
      text: `Mixed ${seed}-${number}`,
    }
    try {
      await kind.write(writer)
    } catch (error) {
      throw new Error(`Write ${number} of seed ${seed} failed: ${kind.name}`, { cause: error })
    }
    done.set(kind.name, (done.get(kind.name) ?? 0) + 1)
    if (kind.isDelete === true) world = await readWorld(tx)
  }
}

/** How many kinds of writes there are. */
export const mixedWriteKinds = KINDS.length

const TOTAL_WEIGHT = KINDS.reduce((sum, kind) => sum + kind.weight, 0)

function pickKind(random: SeededRandom): Kind {
  let left = random.fraction() * TOTAL_WEIGHT
  for (const kind of KINDS) {
    left -= kind.weight
    if (left < 0) return kind
  }
  return random.pick(KINDS)
}

async function readWorld(tx: Transaction): Promise<World> {
  const [world] = await tx<World[]>`
    select
      array(select o.id from public.opportunities as o order by o.id) as opportunities,
      array(select c.id from public.contacts as c order by c.id) as contacts,
      array(select c.id from public.companies as c order by c.id) as companies,
      array(select n.id from public.opportunity_notes as n order by n.id) as "opportunityNotes",
      array(select n.id from public.contact_notes as n order by n.id) as "contactNotes",
      array(select t.id from public.tasks as t order by t.id) as tasks,
      array(select a.id from public.activities as a order by a.id) as activities,
      array(select a.id from public.activities as a where a.activity_type = 'engagement' order by a.id) as engagements,
      array(select s.id from public.sales as s order by s.id) as sales`
  if (world === undefined) throw new Error('The database did not answer.')
  return world
}
