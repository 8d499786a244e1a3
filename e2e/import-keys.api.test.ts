import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Result {
  readonly line: number
  readonly outcome: string
  readonly records: readonly { resource: string; id: number; outcome: string; key: string }[]
  readonly error?: { code: string; field: string; value: string; other?: string }
}

interface Matching {
  readonly source?: string
  readonly by?: readonly string[]
}

/** Tables that an import may touch. */
const TABLES = [
  'companies',
  'contacts',
  'contact_organizations',
  'opportunities',
  'opportunity_contacts',
  'opportunity_participants',
  'external_keys',
] as const

const email = (address: string) => [{ email: address, type: 'Work' }]
const outcomes = (results: readonly Result[]) => results.map(({ outcome }) => outcome)
const errors = (results: readonly Result[]) =>
  results.map(({ error }) => error && [error.code, error.field, error.value, error.other ?? ''])

describe('external IDs of imports through the API', () => {
  let stack: OpportunityStack
  let sql: OpportunityStack['database']['sql']
  let ada: RestClient
  let bob: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    sql = stack.database.sql
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
  })
  afterAll(() => stack?.stop())

  const send = (
    rows: readonly object[],
    runId: number | null,
    matching: Matching = { source: 'Other CRM' },
    who: RestClient = ada,
  ) =>
    who.call<Result[]>('import_rows', {
      batch: rows.map((row, place) => ({ line: place + 2, ...row })),
      run_id: runId,
      matching,
    })
  const load = async (
    rows: readonly object[],
    matching: Matching = { source: 'Other CRM' },
    who: RestClient = ada,
  ) => {
    const runId = await who.call<number>('start_import_run', {
      file_name: 'other.csv',
      signature: '1-a',
      mapping: {},
      total_rows: rows.length,
      matching,
    })
    return { runId, results: await send(rows, runId, matching, who) }
  }
  const undo = async (runId: number) => {
    const { kept, remaining } = await ada.call<{ kept: number; remaining: number }>(
      'undo_import_run',
      { run_id: runId, page_size: 1000 },
    )
    expect(remaining).toBe(0)
    return kept
  }
  /** Every row of every table that is not in the trash, byte for byte but for the time of its last change. */
  const everything = async (): Promise<Record<string, string>> => {
    const rows = await Promise.all(
      TABLES.map(
        (table) => sql<{ id: string; row: string }[]>`
          select t.id::text as id, (to_jsonb(t.*) - 'updated_at')::text as row from public.${sql(table)} as t
          where to_jsonb(t.*) ->> 'deleted_at' is null
            and not exists (
              select from public.opportunities as o
              where ${table} = 'opportunity_participants' and o.deleted_at is not null
                and to_jsonb(t.*) ->> 'opportunity_id' = o.id::text
            )`,
      ),
    )
    return Object.fromEntries(
      rows.flatMap((found, place) => found.map(({ id, row }) => [`${TABLES[place]}:${id}`, row])),
    )
  }
  const keys = (key: string) =>
    sql<{ source: string; contact: string | null; organization: string | null }[]>`
      select k.source, c.last_name as contact, coalesce(o.name, d.name) as organization
      from public.external_keys as k
      left join public.contacts as c on c.id = k.contact_id
      left join public.companies as o on o.id = k.organization_id
      left join public.opportunities as d on d.id = k.opportunity_id
      where k.key = ${key} order by k.id`
  const organizations = (name: string) =>
    sql<{ id: number; city: string | null }[]>`
      select c.id::int as id, c.city from public.companies as c
      where c.name = ${name} and c.deleted_at is null order by c.id`

  const FILE = [
    {
      organization: { external_id: 'O-1', name: 'Key Mill', city: 'Hull' },
      contact: {
        external_id: 'C-1',
        first_name: 'Kim',
        last_name: 'Mill',
        email_jsonb: email('kim@mill.example'),
      },
      opportunity: { external_id: 'D-1', name: 'Mill order', amount: 10 },
    },
    {
      organization: { external_id: 'O-1', name: 'Key Mill' },
      contact: { external_id: 'C-2', first_name: 'Lou', last_name: 'Mill' },
    },
  ]

  it('are kept with what a file makes, which the same file twice finds again, dry as well', async () => {
    const before = await everything()
    const planned = await send(FILE, null)
    expect(await everything()).toEqual(before)
    const { results, runId } = await load(FILE)
    expect(outcomes(results)).toEqual(['created', 'created'])
    expect(outcomes(planned)).toEqual(outcomes(results))
    expect(planned[0]?.records.map(({ key }) => key)).toEqual(['#O-1', '#C-1', '#D-1'])
    expect(await keys('O-1')).toEqual([
      { source: 'Other CRM', contact: null, organization: 'Key Mill' },
    ])
    const after = await everything()
    expect(outcomes(await send(FILE, null))).toEqual(['unchanged', 'unchanged'])
    const again = await load(FILE)
    expect(outcomes(again.results)).toEqual(['unchanged', 'unchanged'])
    expect(await everything()).toEqual(after)
    expect(await undo(runId)).toBe(0)
    expect(await everything()).toEqual(before)
  })

  it('find a record whatever it is called by now, and blank cells leave what is there', async () => {
    const { runId } = await load(FILE)
    const [mill] = await organizations('Key Mill')
    const renamed = [
      {
        organization: { external_id: 'O-1', name: 'Other Mill' },
        contact: {
          external_id: 'C-1',
          last_name: 'Miller',
          email_jsonb: email('kim@new.example'),
        },
        opportunity: { external_id: 'D-1', name: 'Other order', stage: 'proposal' },
      },
    ]
    const after = await everything()
    const { results, runId: second } = await load(renamed)
    expect(outcomes(results)).toEqual(['updated'])
    expect(await organizations('Other Mill')).toEqual([{ id: mill?.id, city: 'Hull' }])
    const [kim] = await sql`
      select c.first_name, c.last_name, jsonb_array_length(c.email_jsonb) as addresses, o.name, o.amount::int
      from public.contacts as c
      join public.opportunity_contacts as l on l.contact_id = c.id
      join public.opportunities as o on o.id = l.opportunity_id
      where c.email_jsonb @> '[{"email": "kim@new.example"}]'`
    expect(kim).toEqual({
      first_name: 'Kim',
      last_name: 'Miller',
      addresses: 2,
      name: 'Other order',
      amount: 10,
    })
    expect(await undo(second)).toBe(0)
    expect(await everything()).toEqual(after)
    await undo(runId)
  })

  it('are given to what an address or a name finds, and taken from it again', async () => {
    const { runId: first } = await load([
      {
        organization: { name: 'Found Works' },
        contact: { last_name: 'Found', email_jsonb: email('found@works.example') },
      },
    ])
    const before = await everything()
    const rows = [
      {
        organization: { external_id: 'O-7', name: 'FOUND-works' },
        contact: { external_id: 'C-7', email_jsonb: email('Found@works.example') },
      },
    ]
    const { results, runId } = await load(rows)
    expect(outcomes(results)).toEqual(['updated'])
    expect(await keys('C-7')).toMatchObject([{ contact: 'Found' }])
    expect(outcomes((await load(rows)).results)).toEqual(['unchanged'])
    // The other system's own name is another one's.
    expect(outcomes(await send(rows, null, { source: 'Third CRM' }))).toEqual(['updated'])
    expect(await undo(runId)).toBe(0)
    expect(await everything()).toEqual(before)
    await undo(first)
  })

  it('tie people and opportunities to organizations whose file comes later', async () => {
    const { results, runId } = await load([
      {
        organization: { external_id: 'A-1' },
        contact: { external_id: 'P-1', first_name: 'Lea', last_name: 'Late' },
      },
      {
        organization: { external_id: 'A-1' },
        opportunity: {
          external_id: 'T-1',
          name: 'Late order',
          contacts: [{ external_id: 'P-1' }, { external_id: 'P-2' }],
        },
      },
    ])
    expect(outcomes(results)).toEqual(['created', 'created'])
    expect(results[0]?.records[0]).toMatchObject({ waits: true })
    const { runId: second } = await load([
      { organization: { external_id: 'A-1', name: 'Late Works', city: 'Ulm' } },
      { contact: { external_id: 'P-2', first_name: 'Max', last_name: 'Later' } },
    ])
    const rows = await stack.database.sql`
      select c.name as customer,
        array(
          select concat_ws(' ', p.first_name, p.last_name) from public.opportunity_contacts as l
          join public.contacts as p on p.id = l.contact_id where l.opportunity_id = o.id order by l.position
        ) as people
      from public.opportunities as o join public.companies as c on c.id = o.customer_organization_id
      where o.name = 'Late order'`
    expect(rows).toEqual([{ customer: 'Late Works', people: ['Lea Late', 'Max Later'] }])
    await undo(second)
    await undo(runId)
  })

  it('in conflict are an error of the row that names both, and nothing is overwritten', async () => {
    const { runId } = await load(FILE)
    const [mill] = await organizations('Key Mill')
    const before = await everything()
    const { results } = await load([
      { organization: { external_id: 'O-2', name: 'Key Mill', city: 'York' } },
      { contact: { external_id: 'C-2', email_jsonb: email('kim@mill.example') } },
      { contact: { external_id: 'C-9', email_jsonb: email('kim@mill.example') } },
      { organization: { external_id: 'O-1', id: 1, city: 'York' } },
      { organization: { external_id: 'O-3', id: mill?.id } },
      { organization: { external_id: 'O-4' } },
    ])
    expect(errors(results)).toEqual([
      ['other_key', 'organization.external_id', 'O-2', 'Key Mill (O-1)'],
      ['of_another', 'contact.external_id', 'kim@mill.example', 'Kim Mill'],
      ['other_key', 'contact.external_id', 'C-9', 'Kim Mill (C-1)'],
      ['of_another', 'organization.external_id', 'O-1', 'Key Mill'],
      ['other_key', 'organization.external_id', 'O-3', 'Key Mill (O-1)'],
      ['missing', 'organization.name', '', ''],
    ])
    expect(await everything()).toEqual(before)
    await undo(runId)
  })

  it('alone tell records where names and addresses do not count: equal ones are new, once', async () => {
    const rows = ['E-1', 'E-2'].map((id) => ({
      organization: { external_id: id, name: 'Equal Works' },
      contact: {
        external_id: id,
        first_name: 'Eve',
        last_name: 'Equal',
        email_jsonb: email('eve@equal.example'),
      },
      opportunity: { external_id: id, name: 'Equal order' },
    }))
    const matching = { source: 'Other CRM', by: [] }
    expect(outcomes(await send(rows, null, matching))).toEqual(['created', 'created'])
    const { results, runId } = await load(rows, matching)
    expect(outcomes(results)).toEqual(['created', 'created'])
    expect(await organizations('Equal Works')).toHaveLength(2)
    const after = await everything()
    expect(outcomes((await load(rows, matching)).results)).toEqual(['unchanged', 'unchanged'])
    // Both have the address already: the row says nothing of another.
    expect(outcomes((await load(rows)).results)).toEqual(['unchanged', 'unchanged'])
    expect(await everything()).toEqual(after)
    const { results: told } = await load(
      [
        { organization: { name: 'Equal Works' } },
        { contact: { last_name: 'Equal', email_jsonb: email('eve@equal.example') } },
        { contact: { last_name: 'Equal' } },
        { opportunity: { name: 'Equal order' } },
      ],
      { by: ['contact.email'] },
    )
    expect(told.map(({ outcome, error }) => [outcome, error?.code, error?.field])).toEqual([
      ['failed', 'no_key', 'organization.external_id'],
      ['failed', 'several_people', 'contact.email_work'],
      ['failed', 'no_key', 'contact.external_id'],
      ['failed', 'no_key', 'opportunity.external_id'],
    ])
    await undo(runId)
  })

  it('of what is in the trash say so', async () => {
    const { runId } = await load(FILE)
    await sql`update public.opportunities set deleted_at = now() where name = 'Mill order' and deleted_at is null`
    const { results } = await load([
      { opportunity: { external_id: 'D-1', name: 'Mill order', amount: 3 } },
    ])
    expect(errors(results)).toEqual([['in_trash', 'opportunity.external_id', 'D-1', '']])
    await undo(runId)
  })

  it('move along when two are merged, find who stays, and come back byte for byte', async () => {
    const { runId } = await load(FILE)
    const [kim, lou] = await sql<{ id: number }[]>`
      select c.id::int as id from public.contacts as c where c.last_name = 'Mill' order by c.first_name`
    const rows = () => sql<{ row: string }[]>`
      select k::text as row from public.external_keys as k order by k.id`
    const before = await rows()
    const merge = await ada.call<number>('merge_duplicates', {
      resource: 'contacts',
      loser_id: lou?.id,
      winner_id: kim?.id,
    })
    expect(await keys('C-2')).toHaveLength(1)
    const { external_ids: ids } = await ada.call<{ external_ids: object[] }>('contact_overview', {
      contact_id: kim?.id,
    })
    expect(ids).toEqual([
      { id: kim?.id, source: 'Other CRM', key: 'C-1' },
      { id: kim?.id, source: 'Other CRM', key: 'C-2' },
    ])
    const { results } = await load([{ contact: { external_id: 'C-2', title: 'Miller' } }])
    expect(results[0]?.records).toMatchObject([{ id: kim?.id, outcome: 'updated' }])
    await ada.call('undo_merge', { merge_id: merge })
    expect(await rows()).toEqual(before)
    await undo(runId)
  })

  it('are seen and changed with their record alone, and belong to a system', async () => {
    await expect(send([{ contact: { external_id: 'X' } }], null, {})).rejects.toThrow(
      /External IDs are those of a system/,
    )
    const { runId } = await load(FILE)
    const [mill] = await organizations('Key Mill')
    const { body: seen } = await bob.ask<{ key: string }[]>(
      `external_keys?organization_id=eq.${mill?.id}&select=key`,
    )
    expect(seen).toEqual([{ key: 'O-1' }])
    expect((await visitor(stack.server).ask('external_keys')).status).toBeGreaterThanOrEqual(400)
    await expect(
      visitor(stack.server).call('external_ids', { kind: 'contact', record_ids: [1] }),
    ).rejects.toThrow(/40[134]/)
    await sql.unsafe(`
      create policy "own organizations" on public.companies as restrictive for update to authenticated
        using (sales_id = (select valence.current_sales_id()))`)
    const { status } = await bob.ask(`external_keys?organization_id=eq.${mill?.id}`, {
      method: 'PATCH',
      body: { key: 'taken' },
    })
    expect(status).toBeLessThan(300)
    expect(await keys('O-1')).toHaveLength(1)
    const { results } = await load(
      [{ organization: { external_id: 'B-1', name: 'Key Mill' } }],
      { source: 'CRM of Bob' },
      bob,
    )
    expect(results.map(({ error }) => error?.code)).toEqual(['forbidden'])
    await undo(runId)
  })
})
