import { seededRandom } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Column {
  readonly stage: string
  readonly count: number
  readonly amount: number
  readonly weighted: number
  readonly cards: readonly { id: number; name: string; stage_since: string | null }[]
}
interface ListPage {
  readonly total: number
  readonly rows: readonly { id: number; [column: string]: unknown }[]
}
interface ForecastLine {
  readonly month: string | null
  readonly sales_id: number | null
  readonly open_count: number
  readonly total: number
  readonly weighted: number
  readonly won_count: number
  readonly won: number
}
interface BulkAnswer {
  readonly count: number
  readonly former: readonly { ids: number[]; set: Record<string, unknown> }[]
}

/** Every filter that the pages offer, and the same in SQL of its own. */
const FILTERS: readonly [string, Record<string, unknown>, string][] = [
  ['nothing', {}, 'o.archived_at is null'],
  ['archived ones only', { archived: true }, 'o.archived_at is not null'],
  ['archived ones too', { archived: 'any' }, 'true'],
  ['one stage', { stage: 'proposal' }, "o.archived_at is null and o.stage = 'proposal'"],
  [
    'several stages',
    { stage: ['lead', 'nurturing'] },
    "o.archived_at is null and o.stage in ('lead', 'nurturing')",
  ],
  ['owners', { sales_id: [1, 3] }, 'o.archived_at is null and o.sales_id in (1, 3)'],
  [
    'an organization',
    { customer_organization_id: 5, archived: 'any' },
    'o.customer_organization_id = 5',
  ],
  [
    'a contact',
    { contact_id: 7, archived: 'any' },
    'exists (select from public.opportunity_contacts as l where l.opportunity_id = o.id and l.contact_id = 7)',
  ],
  [
    'priority and status',
    { priority: ['high', 'critical'], status: 'active' },
    "o.archived_at is null and o.priority in ('high', 'critical') and o.status = 'active'",
  ],
  [
    'amounts',
    { 'amount@gte': 10_000, 'amount@lte': 90_000 },
    'o.archived_at is null and o.amount between 10000 and 90000',
  ],
  [
    'days of the close',
    { 'closing_day@gte': '2026-01-01', 'closing_day@lte': '2026-12-31', archived: 'any' },
    `case when o.stage in ('closed_won', 'closed_lost') then coalesce(o.actual_close_date, o.expected_closing_date)
      else o.expected_closing_date end between '2026-01-01' and '2026-12-31'`,
  ],
  [
    'words of name, description and organization',
    { q: 'web A', archived: 'any' },
    `(o.name ilike '%web%' or o.description ilike '%web%' or c.name ilike '%web%')
      and (o.name ilike '%a%' or o.description ilike '%a%' or c.name ilike '%a%')`,
  ],
  ['signs that mean something to LIKE', { q: '100%_\\' }, 'false'],
]

describe('opportunities through the API', () => {
  let stack: OpportunityStack
  let database: OpportunityStack['database']
  let server: OpportunityStack['server']
  let ada: RestClient
  let bob: RestClient
  let adaId: number
  let bobId: number

  beforeAll(async () => {
    stack = await startOpportunityStack()
    database = stack.database
    server = stack.server
    ada = await signIn(server, stack.users[0])
    bob = await signIn(server, stack.users[1])
    adaId = stack.users[0].salesId
    bobId = stack.users[1].salesId
  })
  afterAll(() => stack?.stop())

  const create = async (fields: Record<string, unknown>): Promise<number> => {
    const made = await ada.call<{ id: number } | { id: number }[]>(
      'create_opportunity_with_participants',
      { opportunity: { name: 'Made by a test', ...fields } },
    )
    return [made].flat()[0]?.id ?? 0
  }
  const rowOf = async (id: number) => {
    const [row] = await database.sql`
      select o.stage::text as stage, o.probability, o.probability_manual, o.lost_reason,
        o.actual_close_date::text as actual_close_date, o.sales_id::int as sales_id, o.priority::text as priority, o.category
      from public.opportunities as o where o.id = ${id}`
    return row
  }

  it.each(FILTERS)('list, board and SQL agree under the filter: %s', async (_, filter, where) => {
    const [expected] = await database.sql.unsafe<{ ids: number[] }[]>(`
      select coalesce(array_agg(o.id::int order by o.id), '{}') as ids
      from public.opportunities as o
      left join public.companies as c on c.id = o.customer_organization_id
      where o.deleted_at is null and ${where}`)
    const list = await ada.call<ListPage>('list_opportunities', { filter, page_size: 5000 })
    expect(list.rows.map(({ id }) => id)).toEqual(expected?.ids)
    expect(list.total).toBe(expected?.ids.length)

    // The board leaves archived ones out whatever the filter says.
    const sums = await database.sql<
      { stage: string; count: number; amount: number; weighted: number }[]
    >`
      select o.stage::text as stage, count(*)::int as count, sum(o.amount)::float8 as amount,
        (sum(o.amount * o.probability) / 100.0)::float8 as weighted
      from public.opportunities as o
      where o.deleted_at is null and o.archived_at is null
        and (o.id = any (${expected?.ids ?? []}) or ${'archived' in filter && filter['archived'] === true})
      group by o.stage order by o.stage`
    const board = await ada.call<Column[]>('opportunity_board', { filter })
    expect(
      board.filter(({ count }) => count > 0).map(({ cards: _cards, ...column }) => column),
    ).toEqual(sums)
  })

  it('gives the first cards of every column in their order, and more of one where asked', async () => {
    const board = await ada.call<Column[]>('opportunity_board', {
      card_limit: 3,
      limits: { lead: 5 },
    })
    expect(board.map(({ stage }) => stage)).toEqual([
      ...['lead', 'qualified', 'needs_analysis', 'proposal', 'negotiation'],
      ...['closed_won', 'closed_lost', 'nurturing'],
    ])
    const ids = (stage: string) =>
      board.find((column) => column.stage === stage)?.cards.map(({ id }) => id)
    const first = async (stage: string, limit: number) => {
      const rows = await database.sql<{ id: number }[]>`
        select o.id::int as id from public.opportunities as o
        where o.stage = ${stage} and o.archived_at is null and o.deleted_at is null
        order by o.index, o.id limit ${limit}`
      return rows.map(({ id }) => id)
    }
    expect(ids('lead')).toEqual(await first('lead', 5))
    expect(ids('proposal')).toEqual(await first('proposal', 3))
  })

  it('refuses a filter and a sort that it does not know, and SQL in their place', async () => {
    for (const filter of [
      { colour: 'red' },
      { 'amount@drop': 1 },
      { 'id@gt) or true --': 1 },
      { "name' or true --": 'x' },
    ]) {
      await expect(ada.call('list_opportunities', { filter })).rejects.toThrow(/cannot be filtered/)
    }
    await expect(
      ada.call('list_opportunities', { sort: 'id; drop table public.tags' }),
    ).rejects.toThrow(/cannot be sorted/)
  })

  it('pages stay apart where the sorted values are equal', async () => {
    const seen: number[] = []
    for (let page = 0; page < 8; page += 1) {
      const { rows } = await ada.call<ListPage>('list_opportunities', {
        filter: { archived: 'any' },
        sort: 'priority',
        is_descending: true,
        page_size: 100,
        skipped: page * 100,
      })
      seen.push(...rows.map(({ id }) => id))
    }
    const [all] = await database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities as o where o.deleted_at is null`
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe(all?.n)
  })

  it('the forecast is what SQL adds up, by month and owner', async () => {
    const lines = await ada.call<ForecastLine[]>('opportunity_forecast', {})
    const expected = await database.sql<ForecastLine[]>`
      select to_char(day, 'YYYY-MM-01') as month, sales_id::int as sales_id,
        count(*) filter (where not is_won)::int as open_count,
        coalesce(sum(amount) filter (where not is_won), 0)::float8 as total,
        (coalesce(sum(amount * probability) filter (where not is_won), 0) / 100.0)::float8 as weighted,
        count(*) filter (where is_won)::int as won_count,
        coalesce(sum(amount) filter (where is_won), 0)::float8 as won
      from (
        select o.sales_id, o.amount, o.probability, o.stage = 'closed_won' as is_won,
          case when o.stage = 'closed_won' then coalesce(o.actual_close_date, o.expected_closing_date)
            else o.expected_closing_date end as day
        from public.opportunities as o
        where o.deleted_at is null and o.stage <> 'closed_lost'
          and (o.stage = 'closed_won' or o.archived_at is null)
      ) as counted
      group by 1, 2 order by 1 nulls last, 2 nulls last`
    expect(lines).toEqual([...expected])
    expect(lines.length).toBeGreaterThan(20)
  })

  it('the list behind a bar of the forecast has the same sum', async () => {
    const lines = await ada.call<ForecastLine[]>('opportunity_forecast', {
      filter: { sales_id: adaId },
    })
    const line = lines.find(({ month, total, won }) => month !== null && total > 0 && won > 0)
    const month = line?.month ?? ''
    const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0))
    const days = { 'closing_day@gte': month, 'closing_day@lte': next.toISOString().slice(0, 10) }
    const sumOf = async (filter: Record<string, unknown>) => {
      const { rows } = await ada.call<ListPage>('list_opportunities', {
        filter: { ...days, sales_id: [adaId], ...filter },
        page_size: 5000,
      })
      return rows.reduce((sum, row) => sum + Number(row['amount'] ?? 0), 0)
    }
    const open = ['lead', 'qualified', 'needs_analysis', 'proposal', 'negotiation', 'nurturing']
    expect(await sumOf({ stage: open })).toBe(line?.total)
    expect(await sumOf({ stage: ['closed_won'], archived: 'any' })).toBe(line?.won)
  })

  it('«won» is one thing: on the dashboard, in the forecast, of an organization, and in the lists behind them', async () => {
    await database.sql`
      update public.opportunities as o set archived_at = now() where o.stage in ('closed_won', 'closed_lost', 'lead') and o.id % 3 = 0`
    const won = { stage: ['closed_won'], archived: 'any', 'closing_day@not.is': null }
    const listed = async (filter: Record<string, unknown>) => {
      const { rows } = await ada.call<ListPage>('list_opportunities', { filter, page_size: 5000 })
      return rows.reduce((sum, row) => sum + Number(row['amount'] ?? 0), 0)
    }
    const { months } = await ada.call<{ months: { month: string; won: number }[] }>('dashboard', {
      bounds: [],
      first_month: '1900-01-01',
      owner_id: adaId,
      hot_statuses: [],
    })
    const lines = await ada.call<ForecastLine[]>('opportunity_forecast', {})
    expect(await listed(won)).toBeGreaterThan(await listed({ ...won, archived: 'false' }))
    for (const { month, won: amount } of months) {
      const inForecast = lines.filter((line) => line.month === month)
      expect(
        inForecast.reduce((sum, line) => sum + line.won, 0),
        month,
      ).toBe(amount)
    }
    expect(months.reduce((sum, line) => sum + line.won, 0)).toBe(await listed(won))

    const customers = await database.sql<{ id: number }[]>`
      select o.customer_organization_id::int as id from public.opportunities as o
      where o.stage = 'closed_won' and o.archived_at is not null and o.deleted_at is null and o.customer_organization_id is not null
      order by o.id limit 3`
    expect(customers).toHaveLength(3)
    for (const { id } of customers) {
      const { tree } = await ada.call<{ tree: { own_won: number; own_open: number }[] }>(
        'organization_overview',
        { organization_id: id },
      )
      const own = { archived: 'any', customer_organization_id: id }
      expect(tree[0]?.own_won).toBe(await listed({ ...own, stage: ['closed_won'] }))
    }
  })

  describe('the history of stages', () => {
    const historyOf = async (client: RestClient, id: number) => {
      const { body } = await client.ask<
        { from_stage: string; to_stage: string; changed_by: number }[]
      >(`opportunity_stage_history?opportunity_id=eq.${id}&order=id`)
      return body.map(({ from_stage, to_stage, changed_by }) => [from_stage, to_stage, changed_by])
    }

    it('holds every move, whichever way it was made, with its author', async () => {
      const id = await create({})
      await ada.call('move_opportunity', { opportunity_id: id, new_stage: 'qualified' })
      await bob.ask(`opportunities?id=eq.${id}`, { method: 'PATCH', body: { stage: 'proposal' } })
      await bob.call('bulk_update_opportunities', {
        edits: [{ ids: [id], set: { stage: 'negotiation' } }],
      })
      await database.sql`update public.opportunities set stage = 'closed_won' where id = ${id}`
      await ada.ask(`opportunities?id=eq.${id}`, { method: 'PATCH', body: { amount: 5 } })
      expect(await historyOf(ada, id)).toEqual([
        ['lead', 'qualified', adaId],
        ['qualified', 'proposal', bobId],
        ['proposal', 'negotiation', bobId],
        ['negotiation', 'closed_won', null],
      ])
    })

    it('tells the card since when it is in its stage', async () => {
      const id = await create({})
      const since = async () => {
        const { rows } = await ada.call<ListPage>('list_opportunities', { filter: { id } })
        return rows[0]?.['stage_since']
      }
      expect(await since()).toBeNull()
      await ada.call('move_opportunity', { opportunity_id: id, new_stage: 'qualified' })
      expect(Date.now() - new Date(String(await since())).getTime()).toBeLessThan(60_000)
    })

    it('is written by no one but the trigger', async () => {
      const id = await create({})
      await ada.call('move_opportunity', { opportunity_id: id, new_stage: 'qualified' })
      const forged = { opportunity_id: id, from_stage: 'lead', to_stage: 'closed_won' }
      expect((await ada.ask('opportunity_stage_history', { body: forged })).status).toBe(403)
      const at = `opportunity_stage_history?opportunity_id=eq.${id}`
      await ada.ask(at, { method: 'PATCH', body: { changed_by: bobId } })
      await ada.ask(at, { method: 'DELETE' })
      expect(await historyOf(ada, id)).toEqual([['lead', 'qualified', adaId]])
    })
  })

  describe('a bulk edit', () => {
    it('changes owner, stage, priority and category of many, and its answer undoes it', async () => {
      const ids = [
        await create({ stage: 'lead', priority: 'low', sales_id: adaId }),
        await create({ stage: 'proposal', probability: 33, category: 'print' }),
        await create({ stage: 'closed_lost', lost_reason: 'Too dear' }),
      ]
      const before = await Promise.all(ids.map(rowOf))
      const { count, former } = await ada.call<BulkAnswer>('bulk_update_opportunities', {
        edits: [
          { ids, set: { stage: 'closed_won', sales_id: bobId, priority: 'high', category: 'web' } },
        ],
      })
      expect(count).toBe(3)
      const today = new Date().toISOString().slice(0, 10)
      const changed = { stage: 'closed_won', sales_id: bobId, priority: 'high', category: 'web' }
      for (const id of ids) {
        expect(await rowOf(id)).toMatchObject({ ...changed, probability: 100 })
      }
      expect(await rowOf(ids[0] ?? 0)).toMatchObject({ actual_close_date: today })

      await ada.call('bulk_update_opportunities', { edits: former })
      expect(await Promise.all(ids.map(rowOf))).toEqual(before)
    })

    it('takes every row under a filter, in one call', async () => {
      const filter = { stage: ['nurturing'], 'amount@gte': 1 }
      const { total } = await ada.call<ListPage>('list_opportunities', { filter })
      const { count, former } = await ada.call<BulkAnswer>('bulk_update_opportunities', {
        edits: [{ filter, set: { priority: 'critical' } }],
      })
      expect([count, total > 5]).toEqual([total, true])
      const marked = await ada.call<ListPage>('list_opportunities', {
        filter: { ...filter, priority: 'critical' },
      })
      expect(marked.total).toBe(total)
      await ada.call('bulk_update_opportunities', { edits: former })
    })

    it('changes no column that is not meant for it', async () => {
      for (const set of [{ deleted_at: '2026-01-01' }, { original_company_id: 1 }, {}]) {
        await expect(
          ada.call('bulk_update_opportunities', { edits: [{ ids: [1], set }] }),
        ).rejects.toThrow(/can be changed/)
      }
    })
  })

  it('a move brings the reason of a loss with it, and its undo restores what was before', async () => {
    const id = await create({ stage: 'proposal', probability: 33 })
    const before = await rowOf(id)
    await ada.call('move_opportunity', {
      opportunity_id: id,
      new_stage: 'closed_lost',
      details: { lost_reason: 'Budget' },
    })
    expect(await rowOf(id)).toMatchObject({
      stage: 'closed_lost',
      lost_reason: 'Budget',
      probability: 0,
      actual_close_date: new Date().toISOString().slice(0, 10),
    })
    await ada.call('move_opportunity', {
      opportunity_id: id,
      new_stage: 'proposal',
      details: { lost_reason: null, actual_close_date: null, probability: 33 },
    })
    expect(await rowOf(id)).toEqual(before)
  })

  it('is won on the day that is today where the caller is, even where it is tomorrow or yesterday in UTC', async () => {
    for (const zone of ['Pacific/Kiritimati', 'Etc/GMT+12']) {
      const there = await signIn(server, stack.users[0], { 'x-time-zone': zone })
      const id = await create({ stage: 'proposal' })
      await there.call('move_opportunity', { opportunity_id: id, new_stage: 'closed_won' })
      const [today] = await database.sql`select (now() at time zone ${zone})::date::text as day`
      expect((await rowOf(id))?.['actual_close_date']).toBe(today?.['day'])
    }
  })

  it('two people who move cards at once leave every card in one place', async () => {
    const ids = await Promise.all(
      Array.from({ length: 10 }, (_, place) => create({ name: `At once ${place}` })),
    )
    const target = ids[0] ?? null
    await Promise.all(
      ids.slice(1).map((id, place) =>
        (place % 2 === 0 ? ada : bob).call('move_opportunity', {
          opportunity_id: id,
          new_stage: 'needs_analysis',
          before_id: place % 3 === 0 ? target : null,
        }),
      ),
    )
    const [places] = await database.sql<{ rows: number; places: number }[]>`
      select count(*)::int as rows, count(distinct o.index)::int as places
      from public.opportunities as o
      where o.stage = 'needs_analysis' and o.archived_at is null and o.deleted_at is null`
    expect(places?.places).toBe(places?.rows)
  })

  it.each([
    ['a short column, where places are counted from 0', 12, 'i - 1'],
    ['a long column whose places have no room', 140, 'i - 1'],
    ['a long column whose places have room above the first only', 140, 'i + 500'],
    [
      'a long column at whose top an old client shares places',
      140,
      'case when i < 20 then i / 3 else i * 40 end',
    ],
    [
      'a long column whose places are shared or not known',
      140,
      'case when i % 7 = 0 then null else i / 9 end',
    ],
  ])('a card goes where it is put in %s', async (_name, length, index) => {
    const stage = 'nurturing'
    const read = async () =>
      await database.sql<{ id: number; index: number | null }[]>`
        select o.id::int as id, o.index from public.opportunities as o
        where o.stage = ${stage} and o.archived_at is null and o.deleted_at is null
        order by o.index, o.id`
    await database.sql`update public.opportunities set archived_at = now() where stage = ${stage}`
    await database.sql.unsafe(`
      insert into public.opportunities (name, stage, index)
      select 'Card ' || i, '${stage}', ${index} from generate_series(1, ${length}) as i`)
    const random = seededRandom(length)
    let spread = 0
    let order = (await read()).map(({ id }) => id)
    for (let move = 0; move < 25; move += 1) {
      const moved = move % 5 === 0 ? await create({ stage: 'lead' }) : random.pick(order)
      const others = order.filter((id) => id !== moved)
      // Mostly near the top, as people do.
      const place = random.pick([0, 0, random.below(9), random.below(others.length), others.length])
      const before = new Map((await read()).map((card) => [card.id, card.index]))
      await ada.call('move_opportunity', {
        opportunity_id: moved,
        new_stage: stage,
        before_id: others[place] ?? null,
      })
      order = others.toSpliced(place, 0, moved)
      const after = await read()
      expect(after.map(({ id }) => id)).toEqual(order)
      const written = after.filter(
        (card) => card.id !== moved && before.get(card.id) !== card.index,
      )
      if (length <= 100) expect(after.map((card) => card.index)).toEqual([...order.keys()])
      if (written.length > 100) spread += 1
    }
    // One move at most makes room for the others, which else move up.
    if (length > 100) expect(spread).toBeLessThanOrEqual(1)
  })

  it('an edit with contacts and participants is written whole or not at all', async () => {
    const id = await create({ name: 'Before' })
    await ada.call('update_opportunity_with_participants', {
      opportunity_id: id,
      changes: { name: 'After', amount: 7 },
      contacts: [
        { contact_id: 2, role: 'champion' },
        { contact_id: 1, role: null },
      ],
      participants: [{ organization_id: 3, role: 'competitor' }],
    })
    const state = async () => {
      const [row] = await database.sql`
        select o.name, o.amount::int as amount, o.contact_ids::int[] as contacts,
          (select array_agg(coalesce(l.role::text, 'none') order by l.position) from public.opportunity_contacts as l
           where l.opportunity_id = o.id) as roles,
          (select array_agg(p.role::text) from public.opportunity_participants as p
           where p.opportunity_id = o.id and p.deleted_at is null) as participants
        from public.opportunities as o where o.id = ${id}`
      return row
    }
    const after = {
      name: 'After',
      amount: 7,
      contacts: [2, 1],
      roles: ['champion', 'none'],
      participants: ['competitor'],
    }
    expect(await state()).toEqual(after)

    await expect(
      ada.call('update_opportunity_with_participants', {
        opportunity_id: id,
        changes: { name: 'Half' },
        contacts: [],
        participants: [{ organization_id: 999_999_999, role: 'partner' }],
      }),
    ).rejects.toThrow()
    expect(await state()).toEqual(after)
  })

  it('an edit of what someone else has changed since is refused, and changes nothing', async () => {
    const id = await create({ name: 'Read by both', amount: 1 })
    await bob.ask(`opportunities?id=eq.${id}`, { method: 'PATCH', body: { amount: 2 } })
    const edit = (expected: Record<string, unknown>) =>
      ada.call('update_opportunity_with_participants', {
        opportunity_id: id,
        changes: { amount: 3 },
        contacts: [{ contact_id: 1, role: null }],
        expected,
      })
    await expect(edit({ amount: 1 })).rejects.toThrow(/40001/)
    const links = async () =>
      await database.sql`select from public.opportunity_contacts as l where l.opportunity_id = ${id}`
    expect(await links()).toHaveLength(0)
    await edit({ amount: 2 })
    expect(await links()).toHaveLength(1)
  })

  it('what is in the trash is in no list, sum or forecast, and comes back as it was', async () => {
    const id = await create({ stage: 'proposal', amount: 123_456 })
    const look = async () => {
      const { total } = await ada.call<ListPage>('list_opportunities', {
        filter: { id, archived: 'any' },
      })
      const board = await ada.call<Column[]>('opportunity_board', { filter: { id } })
      const forecast = await ada.call<ForecastLine[]>('opportunity_forecast', { filter: { id } })
      return [total, board.reduce((sum, column) => sum + column.count, 0), forecast.length]
    }
    expect(await look()).toEqual([1, 1, 1])
    const at = `opportunities?id=eq.${id}`
    await ada.ask(at, { method: 'PATCH', body: { deleted_at: '2026-01-01T00:00:00Z' } })
    expect(await look()).toEqual([0, 0, 0])
    const bulk = await ada.call<BulkAnswer>('bulk_update_opportunities', {
      edits: [{ ids: [id], set: { priority: 'high' } }],
    })
    expect(bulk.count).toBe(0)
    await ada.ask(at, { method: 'PATCH', body: { deleted_at: null } })
    expect(await look()).toEqual([1, 1, 1])
  })

  describe('a saved view', () => {
    const save = (client: RestClient, view: Record<string, unknown>) =>
      client.ask<{ id: number }[]>('saved_views', {
        body: { resource: 'opportunities', query: { filter: { stage: ['lead'] } }, ...view },
      })
    const namesFor = async (client: RestClient) => {
      const { body } = await client.ask<{ name: string }[]>('saved_views?select=name&order=name')
      return body.map(({ name }) => name)
    }

    it('is seen by its owner, and by others once it is shared; only the owner changes it', async () => {
      const [own] = (await save(ada, { sales_id: adaId, name: 'Mine' })).body
      await save(ada, { sales_id: adaId, name: 'Ours', is_shared: true })
      expect(await namesFor(ada)).toEqual(['Mine', 'Ours'])
      expect(await namesFor(bob)).toEqual(['Ours'])

      await bob.ask('saved_views?name=eq.Ours', { method: 'PATCH', body: { name: 'Taken' } })
      await bob.ask('saved_views?name=eq.Ours', { method: 'DELETE' })
      expect(await namesFor(ada)).toEqual(['Mine', 'Ours'])
      await ada.ask(`saved_views?id=eq.${own?.id}`, { method: 'DELETE' })
      expect(await namesFor(ada)).toEqual(['Ours'])
    })

    it('cannot be given to someone else, nor made twice under one name', async () => {
      expect((await save(ada, { sales_id: bobId, name: 'Gift' })).status).toBe(403)
      expect((await save(bob, { sales_id: bobId, name: 'Twice' })).status).toBe(201)
      expect((await save(bob, { sales_id: bobId, name: 'twice' })).status).toBe(409)
    })
  })

  it('visitors can call none of it', async () => {
    const stranger = visitor(server)
    for (const name of ['list_opportunities', 'opportunity_board', 'opportunity_forecast']) {
      expect((await stranger.ask(`rpc/${name}`, { body: {} })).status).toBeGreaterThanOrEqual(400)
    }
    for (const table of ['saved_views', 'opportunity_stage_history']) {
      expect((await stranger.ask(table)).status).toBeGreaterThanOrEqual(400)
    }
  })

  // Last, because it closes doors that the others use.
  describe('where users see and change their own opportunities only', () => {
    beforeAll(async () => {
      await database.sql.unsafe(`
        drop policy "valence members" on public.opportunities;
        create policy "own only" on public.opportunities for all to authenticated
          using (sales_id = (select valence.current_sales_id()))
          with check (true)`)
    })

    it('list, board and forecast show what the caller may see', async () => {
      const [own] = await database.sql<{ n: number }[]>`
        select count(*)::int as n from public.opportunities as o
        where o.sales_id = ${bobId} and o.deleted_at is null and o.archived_at is null`
      const list = await bob.call<ListPage>('list_opportunities', { page_size: 5000 })
      expect([list.total, list.rows.length]).toEqual([own?.n, own?.n])
      const board = await bob.call<Column[]>('opportunity_board', {})
      expect(board.reduce((sum, column) => sum + column.count, 0)).toBe(own?.n)
      const forecast = await bob.call<ForecastLine[]>('opportunity_forecast', {})
      expect([...new Set(forecast.map((line) => line.sales_id))]).toEqual([bobId])
    })

    it('a bulk edit leaves what the caller may not change, and does not count it', async () => {
      const rows = await database.sql<{ id: number; owner: number }[]>`
        (select o.id::int as id, o.sales_id::int as owner from public.opportunities as o
         where o.sales_id = ${adaId} and o.deleted_at is null limit 2)
        union all
        (select o.id::int, o.sales_id::int from public.opportunities as o
         where o.sales_id = ${bobId} and o.deleted_at is null limit 2)`
      const { count, former } = await bob.call<BulkAnswer>('bulk_update_opportunities', {
        edits: [{ ids: rows.map(({ id }) => id), set: { category: 'taken' } }],
      })
      const taken = await database.sql<{ owner: number }[]>`
        select o.sales_id::int as owner from public.opportunities as o where o.category = 'taken'`
      expect([count, taken.map(({ owner }) => owner)]).toEqual([2, [bobId, bobId]])
      expect(former.flatMap(({ ids }) => ids)).toHaveLength(2)
    })

    it('the history is seen by whom sees the opportunity', async () => {
      await database.sql`
        update public.opportunities set stage = 'proposal'
        where id in (
          select o.id from public.opportunities as o
          where o.sales_id in (${adaId}, ${bobId}) and o.stage = 'qualified'
        )`
      const { body } = await bob.ask<{ opportunity_id: number }[]>('opportunity_stage_history')
      const owners = await database.sql<{ owner: number }[]>`
        select distinct o.sales_id::int as owner from public.opportunities as o
        where o.id = any (${body.map((row) => row.opportunity_id)})`
      expect(owners.map(({ owner }) => owner)).toEqual([bobId])
    })

    it('someone else’s opportunity cannot be edited or moved', async () => {
      const [theirs] = await database.sql<{ id: number }[]>`
        select o.id::int as id from public.opportunities as o where o.sales_id = ${adaId} limit 1`
      const id = theirs?.id ?? 0
      await expect(
        bob.call('update_opportunity_with_participants', {
          opportunity_id: id,
          changes: { name: 'x' },
        }),
      ).rejects.toThrow(/may not change/)
      await expect(
        bob.call('move_opportunity', { opportunity_id: id, new_stage: 'lead' }),
      ).rejects.toThrow(/may not move/)
    })
  })
})
