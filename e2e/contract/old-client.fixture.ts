import type { LegacyGeneration } from '@valence/sample-data'
import { expect } from 'vitest'
import type { ApiClient } from './api-client.fixture.ts'

interface Deal {
  readonly id: number
  readonly name: string
  readonly stage: string
  readonly company_id: number | null
  readonly contact_ids: number[] | null
  readonly amount: number | null
  readonly index: number | null
  readonly created_at: string
}

interface Note {
  readonly id: number
  readonly text: string | null
}

/** Columns of a deal that every generation here has; no other may appear under the old name. */
const DEAL_COLUMNS = [
  'amount',
  'archived_at',
  'category',
  'company_id',
  'contact_ids',
  'created_at',
  'description',
  'expected_closing_date',
  'id',
  'index',
  'name',
  'sales_id',
  'stage',
  'updated_at',
]

/** What the old application's pages ask of its API, in one round from an empty page to a deleted company, and what they must be told. */
export async function oldClientRound(
  api: ApiClient,
  generation: LegacyGeneration,
  round: string,
): Promise<void> {
  const names =
    generation === 'g8'
      ? { notes: 'dealNotes', contactNotes: 'contactNotes', state: 'stateAbbr' }
      : { notes: 'deal_notes', contactNotes: 'contact_notes', state: 'state_abbr' }
  const company = await api.create<{ id: number; name: string }>('companies', {
    name: `Studio ${round}`,
    sector: 'energy',
    size: 10,
    [names.state]: 'CA',
    logo: { src: 'x' },
  })
  expect(company).toMatchObject({ name: `Studio ${round}`, [names.state]: 'CA' })
  const people = []
  for (const first of ['Ada', 'Bob']) people.push(await addContact(api, company.id, first, round))
  const [ada = 0, bob = 0] = people
  await readContacts(api, company.id, people, round)

  const deal = await api.create<Deal>('deals', {
    name: `Offer ${round}`,
    stage: 'opportunity',
    company_id: company.id,
    contact_ids: [bob, ada],
    amount: 1_200,
    index: 0,
    category: 'Other',
    expected_closing_date: '2030-05-01',
  })
  expect(Object.keys(deal).toSorted()).toEqual(DEAL_COLUMNS)
  expect(deal).toMatchObject({ stage: 'opportunity', contact_ids: [bob, ada], amount: 1_200 })
  expect(deal.created_at).not.toBeNull()
  await readBoard(api, deal, round)
  await moveCards(api, deal, company.id, round)
  await writeNotes(api, { ...names, deal: deal.id, contact: ada, round })
  await summaries(api, { company: company.id, contact: ada, generation })
  await upsertDeal(api, deal)
  if (generation === 'g21') await merge(api, { loser: bob, winner: ada, deal: deal.id })
  await api.remove('deals', deal.id)
  expect((await api.getMany('deals', [deal.id])).length).toBe(0)
  await api.remove('companies', company.id)
  expect(await api.getMany('contacts', people)).toEqual([])
}

async function addContact(
  api: ApiClient,
  company: number,
  first: string,
  round: string,
): Promise<number> {
  const contact = await api.create<{ id: number; company_id: number }>('contacts', {
    first_name: first,
    last_name: `Round${round}`,
    company_id: company,
    email_jsonb: [{ email: `${first.toLowerCase()}.${round}@example.com`, type: 'Work' }],
    phone_jsonb: [],
    avatar: { src: 'x' },
    tags: [],
    first_seen: '2026-01-01T00:00:00.000Z',
    last_seen: '2026-01-01T00:00:00.000Z',
    has_newsletter: false,
    status: 'cold',
  })
  expect(contact.company_id).toBe(company)
  return contact.id
}

async function readContacts(
  api: ApiClient,
  company: number,
  people: readonly number[],
  round: string,
): Promise<void> {
  const found = await api.getList<{ id: number; company_name: string }>('contacts_summary', {
    order: 'last_seen.desc,id.desc',
    or: `(first_name.ilike.*round${round}*,last_name.ilike.*round${round}*,company_name.ilike.*round${round}*)`,
  })
  expect(found.total).toBe(2)
  expect(found.rows.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(people)
  expect(found.rows[0]?.company_name).toBe(`Studio ${round}`)
  const references = await api.getList<{ id: number }>('contacts', {
    company_id: `eq.${company}`,
    order: 'id.asc',
  })
  expect(references.rows.map(({ id }) => id)).toEqual(people)
  const many = await api.getMany<{ id: number }>('contacts', people)
  expect(many.length).toBe(2)
  const updated = await api.update<{ title: string }>('contacts', people[0] ?? 0, {
    title: `Director ${round}`,
  })
  expect(updated.title).toBe(`Director ${round}`)
}

async function readBoard(api: ApiClient, deal: Deal, round: string): Promise<void> {
  const board = await api.getList<Deal>('deals', {
    order: 'index.desc',
    limit: '100',
    archived_at: 'is.null',
    name: `ilike.*${round}*`,
  })
  expect(board).toMatchObject({ total: 1, rows: [{ id: deal.id, stage: 'opportunity' }] })
  const all = await api.getList<Deal>('deals', { order: 'id.asc', limit: '1' })
  expect(all.total).toBeGreaterThan(20)
  expect(all.rows.length).toBe(1)
  expect(await api.getOne<Deal>('deals', deal.id)).toEqual(deal)
}

/** As the board writes a drag: each card that moves is one update, and the stage goes along. */
async function moveCards(
  api: ApiClient,
  deal: Deal,
  company: number,
  round: string,
): Promise<void> {
  const other = await api.create<Deal>('deals', {
    name: `Other ${round}`,
    stage: 'proposal-sent',
    company_id: company,
    contact_ids: [],
    amount: 0,
    index: 0,
  })
  await api.update('deals', other.id, { index: 1 })
  const moved = await api.update<Deal>('deals', deal.id, { stage: 'proposal-sent', index: 0 })
  expect(moved).toMatchObject({ stage: 'proposal-sent', index: 0, contact_ids: deal.contact_ids })
  const column = await api.getList<Deal>('deals', {
    stage: 'eq.proposal-sent',
    name: `ilike.*${round}*`,
    order: 'index.asc',
  })
  expect(column.rows.map(({ id }) => id)).toEqual([deal.id, other.id])
  const { body } = await api.send<Deal[]>({
    method: 'PATCH',
    path: 'deals',
    query: { id: `in.(${deal.id},${other.id})` },
    body: { archived_at: '2026-02-01T00:00:00.000Z' },
    prefer: 'return=representation',
  })
  expect(body.length).toBe(2)
  await api.update('deals', deal.id, { archived_at: null })
  await api.remove('deals', other.id)
}

interface NoteNames {
  readonly notes: string
  readonly contactNotes: string
  readonly deal: number
  readonly contact: number
  readonly round: string
}

async function writeNotes(api: ApiClient, names: NoteNames): Promise<void> {
  const { notes, contactNotes, deal, contact, round } = names
  const places = [
    { resource: notes, target: 'deal_id', id: deal, more: {} },
    { resource: contactNotes, target: 'contact_id', id: contact, more: { status: 'warm' } },
  ]
  for (const { resource, target, id, more } of places) {
    const note = await api.create<Note>(resource, {
      [target]: id,
      text: `Called ${round}`,
      date: '2026-03-01T10:00:00.000Z',
      ...more,
    })
    await api.update(resource, note.id, { text: `Called again ${round}` })
    const found = await api.getList<Note>(resource, { [target]: `eq.${id}`, order: 'date.desc' })
    expect(found).toMatchObject({
      total: 1,
      rows: [{ id: note.id, text: `Called again ${round}` }],
    })
    await api.remove(resource, note.id)
    expect((await api.getList(resource, { [target]: `eq.${id}`, order: 'date.desc' })).total).toBe(
      0,
    )
  }
}

async function summaries(
  api: ApiClient,
  {
    company,
    contact,
    generation,
  }: { company: number; contact: number; generation: LegacyGeneration },
): Promise<void> {
  await api.create('tasks', {
    contact_id: contact,
    type: 'Call',
    text: 'Ring',
    due_date: '2030-01-01T00:00:00.000Z',
  })
  expect(await api.getOne('companies_summary', company)).toMatchObject({
    nb_deals: 1,
    nb_contacts: 2,
  })
  expect(await api.getOne('contacts_summary', contact)).toMatchObject({ nb_tasks: 1 })
  if (generation === 'g8') return
  const log = await api.getList<{ type: string; deal: { stage: string } | null }>('activity_log', {
    company_id: `eq.${company}`,
    order: 'date.desc',
  })
  const created = log.rows.find(({ type }) => type === 'deal.created')
  expect(created?.deal?.stage).toBe('proposal-sent')
  expect(Object.keys(created?.deal ?? {}).toSorted()).toEqual(DEAL_COLUMNS)
  const configuration = await api.getOne<{ config: unknown }>('configuration', 1)
  expect(configuration.config).toBeTypeOf('object')
  const { body } = await api.send<{ is_initialized: number }>({
    path: 'init_state',
    query: { select: 'is_initialized' },
    isSingle: true,
  })
  expect(body.is_initialized).toBe(1)
}

async function upsertDeal(api: ApiClient, deal: Deal): Promise<void> {
  const upsert = (row: object) =>
    api.send<Deal[]>({
      method: 'POST',
      path: 'deals',
      query: { on_conflict: 'id' },
      body: [row],
      prefer: 'resolution=merge-duplicates,return=representation',
    })
  const { id, name, stage } = deal
  const changed = await upsert({ id, name: `${name} again`, stage })
  expect(changed.body).toMatchObject([{ id, name: `${name} again`, stage: 'opportunity' }])
}

async function merge(
  api: ApiClient,
  { loser, winner, deal }: { loser: number; winner: number; deal: number },
): Promise<void> {
  expect(await api.rpc('merge_contacts', { loser_id: loser, winner_id: winner })).toBe(winner)
  expect(await api.getMany('contacts', [loser])).toEqual([])
  expect((await api.getOne<Deal>('deals', deal)).contact_ids).toEqual([winner])
}
