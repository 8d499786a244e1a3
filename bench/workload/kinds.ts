import type { SeededRandom } from '@valence/testkit'

/** Ids that a workload picks from. */
export interface World {
  readonly deals: readonly number[]
  readonly contacts: readonly number[]
  readonly companies: readonly number[]
  readonly dealNotes: readonly number[]
  readonly contactNotes: readonly number[]
}

/** Which names a generation has for its notes. */
export interface NoteNames {
  readonly notes: string
  readonly contactNotes: string
}

export interface Choice {
  readonly random: SeededRandom
  readonly world: World
  readonly names: NoteNames
}

/** One kind of request, as SQL. `needs` is the phase that brings the names it uses. */
export interface Kind {
  readonly name: string
  readonly weight: number
  readonly needs?: '1.1' | '1.2' | '1.3' | '1.4' | 'rest'
  sql(choice: Choice): string
}

const LEGACY_STAGES = ['opportunity', 'proposal-sent', 'in-negociation', 'won', 'lost', 'delayed']
const STAGES = ['lead', 'qualified', 'needs_analysis', 'proposal', 'negotiation', 'closed_won']

const ids = (list: readonly number[]) => `array[${list.join(',')}]::bigint[]`

/** What the old application asks and writes. */
export const oldReads: readonly Kind[] = [
  {
    name: 'old: board',
    weight: 2,
    sql: ({ random }) =>
      `select * from public.deals where archived_at is null and stage = '${random.pick(LEGACY_STAGES)}' order by index, id limit 25`,
  },
  {
    name: 'old: one deal',
    weight: 10,
    sql: ({ random, world }) => `select * from public.deals where id = ${random.pick(world.deals)}`,
  },
  {
    name: 'old: notes of a deal',
    weight: 6,
    sql: ({ random, world, names }) =>
      `select * from public.${names.notes} where deal_id = ${random.pick(world.deals)} order by date desc limit 25`,
  },
  {
    name: 'old: one contact',
    weight: 10,
    sql: ({ random, world }) =>
      `select * from public.contacts where id = ${random.pick(world.contacts)}`,
  },
  {
    name: 'old: companies by id',
    weight: 6,
    sql: ({ random, world }) =>
      `select * from public.companies where id in (${random.some(world.companies, 5).join(',')})`,
  },
]

export const oldWrites: readonly Kind[] = [
  {
    name: 'old: move a deal',
    weight: 6,
    sql: ({ random, world }) =>
      `update public.deals set stage = '${random.pick(LEGACY_STAGES)}', index = ${random.below(20)} where id = ${random.pick(world.deals)} returning *`,
  },
  {
    // One request for each card that is shifted. An UPDATE of several rows locks them in the order in which it finds them, and
    // two such statements can end in a deadlock on any PostgreSQL table.
    name: 'old: reorder deals',
    weight: 4,
    sql: ({ random, world }) =>
      `update public.deals set index = ${random.below(20)} where id = ${random.pick(world.deals)} returning *`,
  },
  {
    name: 'old: contacts of a deal',
    weight: 3,
    sql: ({ random, world }) =>
      `update public.deals set contact_ids = ${ids(random.some(world.contacts, random.below(4)))} where id = ${random.pick(world.deals)} returning *`,
  },
  {
    name: 'old: company of a deal',
    weight: 2,
    sql: ({ random, world }) =>
      `update public.deals set company_id = ${random.pick(world.companies)} where id = ${random.pick(world.deals)} returning *`,
  },
  {
    name: 'old: edit a note of a deal',
    weight: 4,
    sql: ({ random, world, names }) =>
      `update public.${names.notes} set text = 'edited ${random.below(1_000)}' where id = ${random.pick(world.dealNotes)} returning *`,
  },
  {
    name: 'old: write a note on a deal',
    weight: 2,
    sql: ({ random, world, names }) =>
      `insert into public.${names.notes} (deal_id, text) values (${random.pick(world.deals)}, 'written') returning *`,
  },
  {
    name: 'old: edit a note of a contact',
    weight: 4,
    sql: ({ random, world, names }) =>
      `update public.${names.contactNotes} set text = 'edited ${random.below(1_000)}' where id = ${random.pick(world.contactNotes)} returning *`,
  },
  {
    name: 'old: company of a contact',
    weight: 4,
    sql: ({ random, world }) =>
      `update public.contacts set company_id = ${random.pick(world.companies)} where id = ${random.pick(world.contacts)} returning *`,
  },
  {
    name: 'old: look at a contact',
    weight: 1,
    sql: ({ random, world }) =>
      `select * from public.contacts where id = ${random.pick(world.contacts)} for update`,
  },
]

/** What the new client asks and writes. */
export const newReads: readonly Kind[] = [
  {
    name: 'new: one opportunity',
    weight: 8,
    needs: 'rest',
    sql: ({ random, world }) =>
      `select * from public.opportunities_summary where id = ${random.pick(world.deals)}`,
  },
  {
    name: 'new: timeline',
    weight: 5,
    needs: '1.4',
    sql: ({ random, world }) =>
      `select * from public.activities where opportunity_id = ${random.pick(world.deals)} and deleted_at is null order by activity_date desc nulls last, id desc limit 25`,
  },
]

export const newWrites: readonly Kind[] = [
  {
    name: 'new: set the stage',
    weight: 5,
    needs: '1.1',
    sql: ({ random, world }) =>
      `update public.opportunities set stage = '${random.pick(STAGES)}' where id = ${random.pick(world.deals)} returning *`,
  },
  {
    name: 'new: move a card',
    weight: 5,
    needs: 'rest',
    // Before one of the cards that the board shows of a column.
    sql: ({ random, world }) => {
      const stage = random.pick(STAGES)
      return `select public.move_opportunity(${random.pick(world.deals)}, '${stage}', (
        select o.id from public.opportunities as o
        where o.stage = '${stage}' and o.archived_at is null and o.deleted_at is null
        order by o.index, o.id offset ${random.below(25)} limit 1))`
    },
  },
  {
    name: 'new: contacts of an opportunity',
    weight: 3,
    needs: 'rest',
    sql: ({ random, world }) =>
      `select public.update_opportunity_with_participants(${random.pick(world.deals)}, '{}', '[${random
        .some(world.contacts, 2)
        .map((id) => `{"contact_id":${id},"role":"buyer"}`)
        .join(',')}]')`,
  },
  {
    name: 'new: unlink a contact',
    weight: 2,
    needs: '1.3',
    sql: ({ random, world }) =>
      `delete from public.opportunity_contacts where opportunity_id = ${random.pick(world.deals)} and position = 1`,
  },
  {
    name: 'new: participants',
    weight: 2,
    needs: 'rest',
    sql: ({ random, world }) =>
      `select public.sync_opportunity_participants(${random.pick(world.deals)}, '[{"organization_id":${random.pick(world.companies)},"role":"partner"}]')`,
  },
  {
    name: 'new: organizations of a contact',
    weight: 4,
    needs: '1.2',
    sql: ({ random, world }) =>
      `select public.set_contact_organizations(${random.pick(world.contacts)}, '[${random
        .some(world.companies, 2)
        .map((id) => `{"organization_id":${id}}`)
        .join(',')}]')`,
  },
  {
    name: 'new: edit an activity of a deal note',
    weight: 4,
    needs: '1.4',
    sql: ({ random, world }) =>
      `update public.activities set description = 'seen ${random.below(1_000)}' where source_table = 'opportunity_notes' and source_id = ${random.pick(world.dealNotes)} returning id`,
  },
  {
    name: 'new: edit an activity of a contact note',
    weight: 4,
    needs: '1.4',
    sql: ({ random, world }) =>
      `update public.activities set description = 'seen ${random.below(1_000)}' where source_table = 'contact_notes' and source_id = ${random.pick(world.contactNotes)} returning id`,
  },
  {
    name: 'new: log a note',
    weight: 2,
    needs: '1.4',
    sql: ({ random, world }) =>
      `select public.log_activity('{"type":"note","description":"logged","opportunity_id":${random.pick(world.deals)}}')`,
  },
]

/** One of them, as often as its weight says. */
export function pickKind(kinds: readonly Kind[], random: SeededRandom): Kind {
  let left = random.fraction() * kinds.reduce((sum, { weight }) => sum + weight, 0)
  for (const kind of kinds) {
    left -= kind.weight
    if (left < 0) return kind
  }
  return random.pick(kinds)
}
