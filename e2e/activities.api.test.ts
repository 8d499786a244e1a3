import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Entry {
  readonly kind: string
  readonly source: number
  readonly id: number
  readonly at: string | null
  readonly activity?: Record<string, unknown>
}
interface Page {
  readonly rows: readonly Entry[]
  readonly next: Record<string, unknown> | null
}

/** Each kind of scope, and the same in SQL of its own: conditions on activities, tasks, changes of stage and of fields. */
const SCOPES: readonly [string, Record<string, number>, Record<'a' | 't' | 'h' | 'f', string>][] = [
  ['everyone', {}, { a: 'true', t: 'true', h: 'true', f: 'true' }],
  [
    'a contact',
    { contact_id: 3 },
    {
      a: `(a.contact_id = 3 or exists (select from public.interaction_participants as p
        where p.activity_id = a.id and p.contact_id = 3))`,
      t: 't.contact_id = 3',
      h: 'h.opportunity_id in (select l.opportunity_id from public.opportunity_contacts as l where l.contact_id = 3)',
      f: "f.source = 'contacts' and f.source_id = 3",
    },
  ],
  [
    'an organization',
    { organization_id: 4 },
    {
      a: `(a.organization_id = 4 or exists (select from public.interaction_participants as p
        where p.activity_id = a.id and p.organization_id = 4))`,
      t: `(t.organization_id = 4
        or exists (select from public.contacts as c where c.id = t.contact_id and c.company_id = 4)
        or exists (select from public.opportunities as o where o.id = t.opportunity_id and o.customer_organization_id = 4))`,
      h: 'h.opportunity_id in (select o.id from public.opportunities as o where o.customer_organization_id = 4)',
      f: "f.source = 'companies' and f.source_id = 4",
    },
  ],
  [
    'an opportunity',
    { opportunity_id: 5 },
    {
      a: 'a.opportunity_id = 5',
      t: 't.opportunity_id = 5',
      h: 'h.opportunity_id = 5',
      f: "f.source = 'opportunities' and f.source_id = 5",
    },
  ],
]

/** Changes of a record's own fields; that of its stage alone is told as such. */
const FIELDS = `f.verb = 'update' and f.source in ('contacts', 'companies', 'opportunities')
  and not (f.source = 'opportunities' and f.given ? 'stage' and not f.given ?| array['name', 'amount'])`

describe('the timeline through the API', () => {
  let stack: OpportunityStack
  let ada: RestClient
  let bob: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
    const { sql } = stack.database
    await sql`
      update public.tasks as t set opportunity_id = 1 + t.id % 20, organization_id = 1 + t.id % 7 where t.id % 11 = 0`
    // Equal moments across the sources, and some without any.
    await sql`
      update public.activities set activity_date = '2026-10-01 12:00:00.123456+00' where id % 7 = 0`
    await sql`update public.activities set activity_date = null where id % 29 = 0`
    await sql`
      update public.tasks set done_date = '2026-10-01 12:00:00.123456+00' where id % 5 = 0`
    await sql`
      insert into public.opportunity_stage_history (opportunity_id, from_stage, to_stage, changed_at)
      select o.id, 'lead', 'qualified', '2026-10-01 12:00:00.123456+00' from public.opportunities as o where o.id % 5 = 0`
    await sql`
      insert into public.interaction_participants (activity_id, contact_id, organization_id)
      select a.id, 3, 4 from public.activities as a where a.id % 50 = 1
      union all
      select a.id, 3, null from public.activities as a where a.id % 100 = 1`
    await sql`update public.activities set deleted_at = now() where id % 43 = 0 and source_id is null`
    await sql`update public.activities set attachments = array['{"title": "a"}'::jsonb] where id % 31 = 0`
    for (const title of ['Former', 'Present']) {
      await sql`update public.contacts set title = ${title} where id <= 9`
      await sql`update public.companies set city = ${title} where id <= 9`
      await sql`update public.opportunities set name = name || ' ' || ${title} where id <= 9`
    }
    await sql`update public.opportunities set stage = 'negotiation' where id <= 9`
    await sql`
      update public.record_changes set changed_at = '2026-10-01 12:00:00.123456+00' where id % 2 = 0`
  })
  afterAll(() => stack?.stop())

  const read = (args: Record<string, unknown>, client = ada) => client.call<Page>('timeline', args)
  const keys = (rows: readonly Entry[]) => rows.map(({ source, id }) => `${source}-${id}`)
  const all = async (args: Record<string, unknown>, pageSize = 37, client = ada) => {
    const rows: Entry[] = []
    let after: Page['next'] = null
    do {
      const page: Page = await read({ ...args, after, page_size: pageSize }, client)
      rows.push(...page.rows)
      after = page.next
    } while (after !== null)
    return rows
  }

  it.each(SCOPES)(
    'of %s holds once what SQL finds, in its order',
    async (_, scope, { a, t, h, f }) => {
      const expected = await stack.database.sql.unsafe<{ key: string }[]>(`
      select source || '-' || id as key
      from (
        select 0 as source, a.id, a.activity_date as at from public.activities as a where a.deleted_at is null and ${a}
        union all
        select 1, t.id, t.done_date from public.tasks as t where t.done_date is not null and ${t}
        union all
        select 2, h.id, h.changed_at from public.opportunity_stage_history as h where ${h}
        union all
        select 3, f.id, f.changed_at from public.record_changes as f where ${FIELDS} and ${f}
      ) as every
      order by at desc nulls last, source, id desc`)
      expect(expected.length).toBeGreaterThan(3)
      const rows = await all({ scope }, expected.length > 500 ? 400 : 7)
      expect(keys(rows)).toEqual(expected.map(({ key }) => key))
    },
  )

  it('shows the kinds that were asked for, and no others', async () => {
    const counts = await stack.database.sql.unsafe<{ kind: string; n: number }[]>(`
      select case when a.type = 'note' then 'note' else a.activity_type::text end as kind, count(*)::int as n
      from public.activities as a where a.deleted_at is null group by 1
      union all
      select 'task', count(*)::int from public.tasks as t where t.done_date is not null
      union all
      select 'stage', count(*)::int from public.opportunity_stage_history as h
      union all
      select 'fields', count(*)::int from public.record_changes as f where ${FIELDS}`)
    expect(counts).toHaveLength(6)
    for (const { kind, n } of counts) {
      const rows = await all({ kinds: [kind] }, 500)
      expect([kind, new Set(rows.map((row) => row.kind)), rows.length]).toEqual([
        kind,
        new Set([kind]),
        n,
      ])
    }
  })

  it('shows what has files, alone and beside others, each once', async () => {
    const ids = async (condition: string) =>
      (
        await stack.database.sql.unsafe<{ id: number }[]>(
          `select a.id::int as id from public.activities as a where a.deleted_at is null and ${condition} order by id`,
        )
      ).map(({ id }) => id)
    const shown = async (args: Record<string, unknown>) =>
      (await all(args, 200)).map(({ id }) => id).toSorted((one, other) => one - other)
    const hasFiles = 'cardinality(a.attachments) > 0'
    expect((await ids(hasFiles)).length).toBeGreaterThan(9)
    expect(await shown({ kinds: ['file'] })).toEqual(await ids(hasFiles))
    expect(await shown({ kinds: ['file', 'engagement'] })).toEqual(
      await ids(`(${hasFiles} or a.activity_type = 'engagement' and a.type <> 'note')`),
    )
    expect(await shown({ kinds: ['file'], scope: { contact_id: 3 } })).toEqual(
      await ids(`${hasFiles} and (${SCOPES[1]?.[2].a})`),
    )
  })

  it('names whom the values of a change refer to', async () => {
    const { sql } = stack.database
    await sql`update public.opportunities set customer_organization_id = 2 where id = 12`
    await sql`update public.opportunities set customer_organization_id = 3, amount = 77 where id = 12`
    const { rows } = await read({ scope: { opportunity_id: 12 }, kinds: ['fields'] })
    const [two, three] = await sql<{ name: string }[]>`
      select name from public.companies where id in (2, 3) order by id`
    expect(rows[0]).toMatchObject({
      kind: 'fields',
      change: {
        former: { customer_organization_id: 2 },
        given: { customer_organization_id: 3, amount: 77 },
      },
      names: { 'companies:2': two?.name, 'companies:3': three?.name },
      about: { opportunity: { id: 12 } },
    })
  })

  it('refuses a scope that it does not know, and a visitor', async () => {
    await expect(read({ scope: { sales_id: 1 } })).rejects.toThrow(/There is no timeline by/)
    await expect(read({}, visitor(stack.server))).rejects.toThrow(/40[13]/)
  })

  it('shows what is logged on the opportunity, its organization and everyone who took part', async () => {
    const [opportunity] = await stack.database.sql<
      { id: number; organization: number; people: number[] }[]
    >`
      select o.id::int as id, o.customer_organization_id::int as organization, o.contact_ids::int[] as people
      from public.opportunities as o
      where cardinality(o.contact_ids) >= 2 and o.customer_organization_id is not null limit 1`
    const { id = 0, organization = 0, people = [] } = opportunity ?? {}
    await ada.call('log_activity', {
      activity: {
        type: 'call',
        description: 'On all four pages',
        opportunity_id: id,
        contact_id: people[0],
        duration_minutes: 15,
        sentiment: 'positive',
      },
      participants: people.map((contact_id) => ({ contact_id })),
    })
    for (const scope of [
      { opportunity_id: id },
      { organization_id: organization },
      ...people.map((contact_id) => ({ contact_id })),
      {},
    ]) {
      const { rows } = await read({ scope, page_size: 1 })
      expect(rows[0], JSON.stringify(scope)).toMatchObject({
        kind: 'interaction',
        activity: { description: 'On all four pages', duration_minutes: 15 },
      })
    }
  })

  it('makes a task of a follow-up, or the next step of an opportunity without people', async () => {
    const follow_up = { follow_up_date: '2030-05-06', follow_up_text: 'Send the price' }
    await bob.call('log_activity', {
      activity: { type: 'call', description: 'x', contact_id: 3, ...follow_up },
    })
    const tasks = await stack.database.sql`
      select t.contact_id::int as contact, t.sales_id::int as owner, t.due_date::date::text as day, t.done_date
      from public.tasks as t where t.text = 'Send the price'`
    expect(tasks).toEqual([
      { contact: 3, owner: stack.users[1].salesId, day: '2030-05-06', done_date: null },
    ])
    const [made] = await stack.database.sql<{ id: number }[]>`
      insert into public.opportunities (name, stage) values ('Without people', 'lead') returning id::int as id`
    await bob.call('log_activity', {
      activity: { type: 'call', description: 'x', opportunity_id: made?.id, ...follow_up },
    })
    const [now] = await stack.database.sql`
      select o.next_action, o.next_action_date::text as day from public.opportunities as o where o.id = ${made?.id ?? 0}`
    expect(now).toEqual({ next_action: 'Send the price', day: '2030-05-06' })

    const about = async (ids: Record<string, number>) => {
      await bob.call('log_activity', {
        activity: { type: 'call', description: 'x', ...ids, ...follow_up },
      })
      const [task] = await stack.database.sql`
        select t.contact_id::int as contact, t.organization_id::int as organization, t.opportunity_id::int as opportunity
        from public.tasks as t order by t.id desc limit 1`
      return task
    }
    expect(await about({ contact_id: 3, opportunity_id: made?.id ?? 0 })).toEqual({
      contact: 3,
      organization: null,
      opportunity: made?.id,
    })
    expect(await about({ organization_id: 4 })).toEqual({
      contact: null,
      organization: 4,
      opportunity: null,
    })
  })

  it('says of an entry when and by whom it was put otherwise, and nothing of one that was not', async () => {
    const logged = await bob.call<{ id: number }>('log_activity', {
      activity: { type: 'note', description: 'As it was', contact_id: 3 },
    })
    const entry = async () => {
      const { rows } = await ada.call<Page>('timeline', { scope: { contact_id: 3 } })
      return rows.find(({ source, id }) => source === 0 && id === logged.id)
    }
    expect(await entry()).toMatchObject({ edited: null })
    await bob.ask(`activities?id=eq.${logged.id}`, { method: 'PATCH', body: { status: 'hot' } })
    expect(await entry()).toMatchObject({ edited: null })
    // By an old client, on the note.
    await ada.ask('contact_notes?text=eq.As%20it%20was', {
      method: 'PATCH',
      body: { text: 'Otherwise' },
    })
    const edited = await entry()
    expect(edited).toMatchObject({
      activity: { description: 'Otherwise' },
      edited: { by: stack.users[0].salesId },
    })
  })

  it('makes an interaction of an engagement and back, with its note where it was', async () => {
    const { sql } = stack.database
    const logged = await bob.call<{ id: number }>('log_activity', {
      activity: { type: 'note', description: 'Convert me', contact_id: 3 },
    })
    const state = async (id: number) => {
      const [row] = await sql`
        select a.activity_type::text as kind, a.opportunity_id::int as opportunity, a.contact_id::int as contact,
          (select count(*)::int from public.contact_notes as n where n.text = 'Convert me') as notes
        from public.activities as a where a.id = ${id}`
      return row
    }
    const before = await state(logged.id)
    expect(before).toEqual({ kind: 'engagement', opportunity: null, contact: 3, notes: 1 })
    const there = { activity_id: logged.id, opportunity_id: 5 }
    await bob.call('convert_engagement_to_interaction', there)
    expect(await state(logged.id)).toEqual({ ...before, kind: 'interaction', opportunity: 5 })
    await expect(bob.call('convert_engagement_to_interaction', there)).rejects.toThrow(
      'not an engagement',
    )
    await bob.call('convert_interaction_to_engagement', { activity_id: logged.id })
    expect(await state(logged.id)).toEqual(before)

    const ofOpportunity = await bob.call<{ id: number }>('log_activity', {
      activity: { type: 'note', description: 'Stays', opportunity_id: 5, contact_id: 3 },
    })
    const [bare] = await sql<{ id: number }[]>`
      insert into public.activities (activity_type, type, opportunity_id) values ('interaction', 'call', 5) returning id::int as id`
    for (const id of [ofOpportunity.id, bare?.id]) {
      await expect(
        bob.call('convert_interaction_to_engagement', { activity_id: id }),
      ).rejects.toThrow('not an interaction')
    }
    await expect(
      visitor(stack.server).call('convert_interaction_to_engagement', { activity_id: logged.id }),
    ).rejects.toThrow(/40[13]/)
  })

  it('offers the opportunities of a person or of an organization, as SQL finds them', async () => {
    const { sql } = stack.database
    const [related] = await sql<{ contact_id: number; organization_id: number }[]>`
      select min(o.contact_ids[1])::int as contact_id, max(o.customer_organization_id)::int as organization_id
      from public.opportunities as o where o.archived_at is null and o.deleted_at is null`
    const expected = await sql<{ id: number }[]>`
      select o.id::int as id from public.opportunities as o
      where o.archived_at is null and o.deleted_at is null
        and (${related?.contact_id ?? 0} = any (o.contact_ids) or o.customer_organization_id = ${related?.organization_id ?? 0})
      order by o.id`
    expect(expected.length).toBeGreaterThan(1)
    const { rows } = await bob.call<{ rows: { id: number }[] }>('list_opportunities', {
      filter: { related_to: related },
      page_size: 1000,
    })
    expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    const none = await bob.call<{ total: number }>('list_opportunities', {
      filter: { related_to: { contact_id: null, organization_id: null } },
    })
    expect(none.total).toBe(0)
  })

  it('hides what is about something that policies hide', async () => {
    const { sql } = stack.database
    const { salesId } = stack.users[1]
    const hidden = ['opportunity_notes', 'contact_notes', 'opportunities', 'contacts']
    for (const table of hidden) {
      await sql.unsafe(`create policy "own only" on public.${table} as restrictive for select
        using (sales_id = (select valence.current_sales_id()))`)
    }
    const sees = (table: string, id: string) =>
      `exists (select from public.${table} as s where s.id = ${id} and s.sales_id = ${salesId})`
    const expected = await sql.unsafe<{ key: string }[]>(`
      select '0-' || a.id as key from public.activities as a
      where a.deleted_at is null
        and case a.source_table
          when 'opportunity_notes' then ${sees('opportunity_notes', 'a.source_id')}
          when 'contact_notes' then ${sees('contact_notes', 'a.source_id')}
          else (a.opportunity_id is null or ${sees('opportunities', 'a.opportunity_id')})
            and (a.contact_id is null or ${sees('contacts', 'a.contact_id')})
        end`)
    const rows = await all({ kinds: ['interaction', 'engagement', 'note'] }, 500, bob)
    for (const table of hidden) await sql.unsafe(`drop policy "own only" on public.${table}`)
    expect(expected.length).toBeGreaterThan(20)
    expect(keys(rows).toSorted()).toEqual(expected.map(({ key }) => key).toSorted())
  })

  it('hides from each user what the policies hide from them', async () => {
    const { sql } = stack.database
    await sql.unsafe(
      ['activities', 'tasks', 'opportunity_stage_history', 'record_changes']
        .map(
          (table) => `create policy "own only" on public.${table} as restrictive for select
            using (${{ activities: 'created_by', tasks: 'sales_id' }[table] ?? 'changed_by'} = (select valence.current_sales_id()))`,
        )
        .join(';'),
    )
    const { salesId } = stack.users[1]
    const [mine] = await sql.unsafe<{ n: number }[]>(`
      select (select count(*) from public.activities where created_by = ${salesId} and deleted_at is null)::int
        + (select count(*) from public.record_changes as f where ${FIELDS} and f.changed_by = ${salesId})::int
        + (select count(*) from public.tasks where sales_id = ${salesId} and done_date is not null)::int as n`)
    expect((await all({}, 500, bob)).length).toBe(mine?.n)
  })
})
