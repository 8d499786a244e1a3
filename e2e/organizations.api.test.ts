import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface ListPage {
  readonly total: number
  readonly rows: readonly { id: number; [column: string]: unknown }[]
}
interface TreeLine {
  readonly id: number
  readonly name: string
  readonly depth: number
  readonly open: number
  readonly weighted: number
  readonly won: number
  readonly own_open: number
}
interface Tree {
  readonly above: readonly { id: number; name: string }[]
  readonly tree: readonly TreeLine[]
}

/** Filters that the pages offer, and the same in SQL of its own. */
const ORGANIZATION_FILTERS: readonly [string, Record<string, unknown>, string][] = [
  ['nothing', {}, 'true'],
  [
    'types',
    { organization_type: ['customer', 'partner'] },
    "o.organization_type in ('customer', 'partner')",
  ],
  ['a priority', { priority: 'A' }, "o.priority = 'A'"],
  ['sizes', { size: [10, 50] }, 'o.size in (10, 50)'],
  ['a segment', { segment: ['Enterprise'] }, "o.segment = 'Enterprise'"],
  ['no sector', { sector: null }, 'o.sector is null'],
  ['owners', { sales_id: [1, 2] }, 'o.sales_id in (1, 2)'],
  [
    'words in any of its texts',
    { q: 'a in' },
    `(concat_ws(' ', o.name, o.city, o.website, o.phone_number, o.description) ilike '%a%')
      and (concat_ws(' ', o.name, o.city, o.website, o.phone_number, o.description) ilike '%in%')`,
  ],
]

const CURRENT = `l.deleted_at is null and g.deleted_at is null
  and (l.relationship_end_date is null or l.relationship_end_date > current_date)`
const linked = (condition: string) => `exists (
  select from public.contact_organizations as l join public.companies as g on g.id = l.organization_id
  where l.contact_id = o.id and ${CURRENT} and ${condition})`

const CONTACT_FILTERS: readonly [string, Record<string, unknown>, string][] = [
  ['nothing', {}, 'true'],
  ['roles', { role: ['buyer', 'champion'] }, linked("l.role in ('buyer', 'champion')")],
  ['influence', { purchase_influence: ['High'] }, linked("l.purchase_influence = 'High'")],
  [
    'type of organization',
    { organization_type: ['prospect'] },
    linked("g.organization_type = 'prospect'"),
  ],
  [
    'a role at a type of organization, in one and the same relation',
    { role: ['decision_maker'], organization_type: ['prospect', 'customer'] },
    linked("l.role = 'decision_maker' and g.organization_type in ('prospect', 'customer')"),
  ],
  ['an organization, associated ones too', { linked_organization: 5 }, linked('g.id = 5')],
  ['tags', { tag: [1, 2] }, 'o.tags && array[1, 2]::bigint[]'],
  ['statuses', { status: ['hot', 'warm'] }, "o.status in ('hot', 'warm')"],
  ['last activity', { 'last_seen@gte': '2026-01-01' }, "o.last_seen >= '2026-01-01'"],
  [
    'open tasks',
    { with_tasks: true },
    'exists (select from public.tasks as t where t.contact_id = o.id and t.done_date is null)',
  ],
  ['owners', { sales_id: [2] }, 'o.sales_id = 2'],
]

describe('organizations and their people through the API', () => {
  let stack: OpportunityStack
  let database: OpportunityStack['database']
  let ada: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    database = stack.database
    ada = await signIn(stack.server, stack.users[0])
  })
  afterAll(() => stack?.stop())

  const idsOf = ({ rows }: ListPage) => rows.map((row) => row.id).sort((a, b) => a - b)
  const idsWhere = async (table: string, condition: string) => {
    const rows = await database.sql.unsafe<{ id: number }[]>(
      `select o.id::int as id from public.${table} as o where o.deleted_at is null and ${condition} order by 1`,
    )
    return rows.map((row) => row.id)
  }
  const organization = async (
    name: string,
    more: Record<string, unknown> = {},
  ): Promise<number> => {
    const { body } = await ada.ask<{ id: number }[]>('companies', { body: { name, ...more } })
    return body[0]?.id ?? 0
  }
  const contact = async (name: string, organizationId: number | null = null): Promise<number> => {
    const { body } = await ada.ask<{ id: number }[]>('contacts', {
      body: { first_name: 'Test', last_name: name, company_id: organizationId },
    })
    return body[0]?.id ?? 0
  }
  const primaryOf = async (id: number): Promise<number | null> => {
    const [row] = await database.sql<{ company: number | null }[]>`
      select company_id::int as company from public.contacts where id = ${id}`
    return row?.company ?? null
  }
  const linksOf = (id: number) =>
    database.sql<{ organization: number; primary: boolean; ended: string | null }[]>`
      select organization_id::int as organization, is_primary_organization as primary,
        relationship_end_date::text as ended
      from public.contact_organizations where contact_id = ${id} and deleted_at is null order by id`

  it.each(ORGANIZATION_FILTERS)(
    'a list of organizations by %s finds what SQL finds',
    async (_name, filter, condition) => {
      const wanted = await idsWhere('companies', condition)
      expect(wanted.length).toBeGreaterThan(0)
      const page = await ada.call<ListPage>('list_organizations', { filter, page_size: 5000 })
      expect(idsOf(page)).toEqual(wanted)
      expect(page.total).toBe(wanted.length)
    },
  )

  it.each(CONTACT_FILTERS)(
    'a list of contacts by %s finds what SQL finds',
    async (_name, filter, condition) => {
      const wanted = await idsWhere('contacts', condition)
      expect(wanted.length).toBeGreaterThan(0)
      const page = await ada.call<ListPage>('list_contacts', { filter, page_size: 5000 })
      expect(idsOf(page)).toEqual(wanted)
      expect(page.total).toBe(wanted.length)
    },
  )

  it('pages of a list hold each organization once, in the order that was asked for', async () => {
    const seen: number[] = []
    const pageOf = (skipped: number) =>
      ada.call<ListPage>('list_organizations', {
        sort: 'priority',
        is_descending: true,
        page_size: 40,
        skipped,
      })
    const { total } = await pageOf(0)
    for (let skipped = 0; skipped < total; skipped += 40) {
      seen.push(...(await pageOf(skipped)).rows.map((row) => row.id))
    }
    const rows = await database.sql<{ id: number }[]>`
      select o.id::int as id from public.companies as o where o.deleted_at is null
      order by o.priority desc, o.id desc`
    expect(seen).toEqual(rows.map((row) => row.id))
  })

  it('search finds a name with or without its accents, and signs as they are', async () => {
    const named = ['Søren Brügger GmbH', 'Straße 9', 'Ecole 50%_x']
    const ids = await Promise.all(named.map((name) => organization(name)))
    const found = async (q: string) =>
      idsOf(await ada.call<ListPage>('list_organizations', { filter: { q } }))
    expect(await found('soren brugger')).toEqual([ids[0]])
    expect(await found('BRÜGGER')).toEqual([ids[0]])
    expect(await found('strasse')).toEqual([ids[1]])
    expect(await found('École 50%_')).toEqual([ids[2]])
    expect(await ada.call('list_organizations', { filter: { q: '50_x' } })).toMatchObject({
      is_guess: true,
    })
  })

  it('search offers what nearly holds the words where nothing does, and a bulk edit means the same', async () => {
    const at = await organization('Wobbegong Reef', { city: 'Cairns' })
    const other = await organization('Wobbegogn Bay', { organization_type: 'prospect' })
    const person = await contact('Wobbegöng', at)
    const search = async (resource: string, filter: object) => {
      const { is_guess, ...page } = await ada.call<ListPage & { is_guess?: boolean }>(
        `list_${resource}`,
        { filter },
      )
      return { isGuess: is_guess === true, ids: idsOf(page), total: page.total }
    }
    for (const q of ['wobegong reef', 'WOBBEGNOG reef', 'wobbegongg reef', 'wobbexong reef']) {
      const guess = { isGuess: true, ids: [at], total: 1 }
      expect(await search('organizations', { q }), q).toEqual(guess)
    }
    expect(await search('contacts', { q: 'wobegong test' })).toEqual({
      isGuess: true,
      ids: [person],
      total: 1,
    })
    const exact = { isGuess: false, ids: [at], total: 1 }
    expect(await search('organizations', { q: 'wobbegong' })).toEqual(exact)
    // The words are there, though not under the other conditions: no guess, on no page of it.
    const none = { isGuess: false, ids: [], total: 0 }
    for (const more of [{ organization_type: ['prospect'] }, { 'id@gt': at }]) {
      expect(await search('organizations', { q: 'wobbegong', ...more })).toEqual(none)
    }
    expect(await search('organizations', { q: 'wobbegogh bay' })).toEqual({
      isGuess: true,
      ids: [other],
      total: 1,
    })
    const { body } = await ada.ask<{ id: number }[]>('tags', {
      body: { name: 'Reefs', color: '#eddcd2' },
    })
    const tagged = await ada.call('tag_records', {
      resource: 'organizations',
      tag_id: body[0]?.id,
      is_added: true,
      filter: { q: 'wobegong reef' },
    })
    expect(tagged).toEqual({ count: 1, ids: [at] })
  })

  it('lists sort by what is counted or named elsewhere', async () => {
    for (const [name, sort, key] of [
      ['list_organizations', 'nb_contacts', 'nb_contacts'],
      ['list_organizations', 'nb_opportunities', 'nb_opportunities'],
      ['list_contacts', 'nb_tasks', 'nb_tasks'],
    ] as const) {
      const { rows } = await ada.call<ListPage>(name, {
        sort,
        is_descending: true,
        page_size: 10_000,
      })
      const values = rows.map((row) => Number(row[key]))
      expect(values, sort).toEqual(values.toSorted((a, b) => b - a))
      expect(values[0], sort).toBeGreaterThan(0)
    }
    const { rows } = await ada.call<ListPage>('list_contacts', {
      sort: 'company_name',
      page_size: 10_000,
    })
    const wanted = await database.sql<{ id: number }[]>`
      select o.id::int as id from public.contacts as o
      left join public.companies as c on c.id = o.company_id
      where o.deleted_at is null order by c.name nulls last, o.id`
    expect(rows.map((row) => row.id)).toEqual(wanted.map((row) => row.id))
  })

  it('search finds people by any of their organizations', async () => {
    const [first, second] = [
      await organization('Quokka Primary'),
      await organization('Zebu Associated'),
    ]
    const id = await contact('Searched', first)
    await ada.ask('contact_organizations', { body: { contact_id: id, organization_id: second } })
    for (const q of ['quokka searched', 'zebu', 'SEARCHED']) {
      expect(idsOf(await ada.call<ListPage>('list_contacts', { filter: { q } })), q).toContain(id)
    }
    expect(
      idsOf(await ada.call<ListPage>('list_contacts', { filter: { q: 'quokka nobody' } })),
    ).toEqual([])
  })

  it('a key that nothing knows is refused, and what is not signed in reads nothing', async () => {
    for (const name of ['list_organizations', 'list_contacts']) {
      await expect(ada.call(name, { filter: { shoe_size: 43 } })).rejects.toThrow(
        /cannot be filtered/,
      )
      await expect(ada.call(name, { sort: 'shoe_size' })).rejects.toThrow(/cannot be sorted/)
      await expect(visitor(stack.server).call(name, {})).rejects.toThrow(/40[134]/)
    }
  })

  describe('the tree', () => {
    it('of five levels equals a sum by hand, and a branch that moves takes its sums along', async () => {
      const ids: number[] = []
      for (let level = 0; level < 5; level++) {
        ids.push(
          await organization(`Level ${level}`, { parent_company_id: ids[level - 1] ?? null }),
        )
      }
      const [root = 0, , third = 0, fourth = 0, leaf = 0] = ids
      const side = await organization('Side', { parent_company_id: root })
      const worth = async (
        organizationId: number,
        amount: number,
        stage: string,
        more: object = {},
      ) => {
        const { status, body } = await ada.ask<{ id: number }[]>('opportunities', {
          body: { name: 'Part', customer_organization_id: organizationId, amount, stage, ...more },
        })
        expect(status, JSON.stringify(body)).toBe(201)
      }
      await worth(root, 100, 'lead') // 10 % weighted: 10
      await worth(third, 1000, 'proposal') // 600
      await worth(third, 50, 'closed_won')
      await worth(leaf, 10_000, 'negotiation') // 8000
      await worth(leaf, 7, 'closed_lost')
      await worth(leaf, 9, 'lead', { archived_at: '2026-01-01' })
      await worth(leaf, 11, 'lead', { deleted_at: '2026-01-01' })
      await worth(side, 300, 'closed_won', { archived_at: '2026-01-01' })

      const sums = async (of: number) => {
        const { tree } = await ada.call<Tree>('organization_overview', { organization_id: of })
        return tree.map(({ name, depth, open, weighted, won }) => [
          name,
          depth,
          open,
          weighted,
          won,
        ])
      }
      expect(await sums(root)).toEqual([
        ['Level 0', 0, 11_100, 8610, 350],
        ['Level 1', 1, 11_000, 8600, 50],
        ['Level 2', 2, 11_000, 8600, 50],
        ['Level 3', 3, 10_000, 8000, 0],
        ['Level 4', 4, 10_000, 8000, 0],
        ['Side', 1, 0, 0, 300],
      ])
      const { above } = await ada.call<Tree>('organization_overview', { organization_id: fourth })
      expect(above.map(({ name }) => name)).toEqual(['Level 0', 'Level 1', 'Level 2'])

      await ada.ask(`companies?id=eq.${fourth}`, {
        method: 'PATCH',
        body: { parent_company_id: side },
      })
      expect((await sums(third))[0]).toEqual(['Level 2', 0, 1000, 600, 50])
      expect((await sums(side))[0]).toEqual(['Side', 0, 10_000, 8000, 300])
    })

    it('comes with the people: current ones first, deleted ones not at all', async () => {
      const [id, elsewhere] = [await organization('Peopled'), await organization('Elsewhere')]
      const main = await contact('Zed', id)
      const beside = await contact('Associate', elsewhere)
      const left = await contact('Ahead', elsewhere)
      const gone = await contact('Deleted', id)
      for (const [person, end] of [
        [beside, null],
        [left, '2026-01-31'],
      ]) {
        await ada.ask('contact_organizations', {
          body: { contact_id: person, organization_id: id, relationship_end_date: end },
        })
      }
      await ada.ask(`contacts?id=eq.${gone}`, {
        method: 'PATCH',
        body: { deleted_at: '2026-02-01' },
      })
      const { people } = await ada.call<{ people: ListPage }>('organization_overview', {
        organization_id: id,
      })
      expect(people.total).toBe(3)
      expect(people.rows.map((row) => row.id)).toEqual([main, beside, left])
      expect(people.rows[1]).toMatchObject({ company_name: 'Elsewhere' })
    })

    it('refuses a cycle of any length, also from two people at once', async () => {
      const top = await organization('Top')
      const middle = await organization('Middle', { parent_company_id: top })
      const bottom = await organization('Bottom', { parent_company_id: middle })
      for (const parent of [top, bottom]) {
        const { status, body } = await ada.ask(`companies?id=eq.${top}`, {
          method: 'PATCH',
          body: { parent_company_id: parent },
        })
        expect([status, JSON.stringify(body)]).toEqual([
          400,
          expect.stringContaining('below itself'),
        ])
      }
      const [one, two] = [await organization('One'), await organization('Two')]
      const put = (id: number, parent: number) =>
        ada.ask(`companies?id=eq.${id}`, { method: 'PATCH', body: { parent_company_id: parent } })
      const answers = await Promise.all([put(one, two), put(two, one)])
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
    })
  })

  describe('the trash', () => {
    it('says what it would touch, unlinks people without deleting them, and gives all back', async () => {
      const [trashed, other] = [await organization('Goes'), await organization('Stays')]
      await organization('Below', { parent_company_id: trashed })
      const alone = await contact('Alone', trashed)
      const both = await contact('Both', trashed)
      await ada.ask('contact_organizations', {
        body: { contact_id: both, organization_id: other, role: 'buyer' },
      })
      const moved = await contact('Moved meanwhile', trashed)
      await ada.ask('opportunities', {
        body: { name: 'Kept', customer_organization_id: trashed, stage: 'lead' },
      })
      expect(await ada.call('organization_impact', { organization_id: trashed })).toEqual({
        people: 3,
        left_alone: 2,
        opportunities: 1,
        subsidiaries: 1,
      })

      await ada.call('trash_organization', { organization_id: trashed })
      expect(await primaryOf(alone)).toBeNull()
      expect((await linksOf(both)).map((link) => link.organization)).toEqual([other])
      const inTrash = await ada.call<ListPage>('list_organizations', { filter: { trashed: true } })
      expect(idsOf(inTrash)).toContain(trashed)
      await ada.call('set_primary_organization', { contact_id: moved, organization_id: other })

      await ada.call('restore_organization', { organization_id: trashed })
      expect(await primaryOf(alone)).toBe(trashed)
      expect(await primaryOf(both)).toBe(trashed)
      expect(await primaryOf(moved)).toBe(other)
      expect((await linksOf(moved)).map((link) => link.organization).sort()).toEqual(
        [trashed, other].sort(),
      )
      expect(
        idsOf(await ada.call<ListPage>('list_organizations', { filter: { q: 'goes' } })),
      ).toContain(trashed)
      await expect(ada.call('restore_organization', { organization_id: trashed })).rejects.toThrow(
        /not in the trash/,
      )
    })
  })

  describe('the organizations of a contact', () => {
    it('come in one call with the opportunities and the role there', async () => {
      const [a, b] = [await organization('OA'), await organization('OB')]
      const id = await contact('Overviewed', a)
      await ada.ask('contact_organizations', {
        body: { contact_id: id, organization_id: b, relationship_end_date: '2026-01-31' },
      })
      const { id: opportunity } = await ada.call<{ id: number }>(
        'create_opportunity_with_participants',
        { opportunity: { name: 'Seen' }, contacts: [{ contact_id: id, role: 'champion' }] },
      )
      const overview = await ada.call<{ organizations: object[]; opportunities: object[] }>(
        'contact_overview',
        { contact_id: id },
      )
      expect(overview.organizations).toMatchObject([
        { organization_id: a, name: 'OA', is_primary_organization: true, is_current: true },
        { organization_id: b, name: 'OB', is_primary_organization: false, is_current: false },
      ])
      expect(overview.opportunities).toMatchObject([
        { id: opportunity, name: 'Seen', stage: 'lead', role: 'champion' },
      ])
    })

    it('have one primary, and the former one stays as associated unless it ends', async () => {
      const [a, b, c] = [
        await organization('PA'),
        await organization('PB'),
        await organization('PC'),
      ]
      const id = await contact('Mover', a)
      await ada.call('set_primary_organization', { contact_id: id, organization_id: b })
      expect(await linksOf(id)).toEqual([
        { organization: a, primary: false, ended: null },
        { organization: b, primary: true, ended: null },
      ])
      await ada.call('set_primary_organization', {
        contact_id: id,
        organization_id: c,
        keep_former: false,
      })
      expect(
        (await linksOf(id)).map(({ organization, primary, ended }) => [
          organization,
          primary,
          ended !== null,
        ]),
      ).toEqual([
        [a, false, false],
        [b, false, true],
        [c, true, false],
      ])
      expect(await primaryOf(id)).toBe(c)
      const second = await ada.ask(
        `contact_organizations?contact_id=eq.${id}&organization_id=eq.${a}`,
        {
          method: 'PATCH',
          body: { is_primary_organization: true },
        },
      )
      expect(second.status).toBe(409)
    })

    it('end and are taken up again; the primary one hands its place on', async () => {
      const [a, b] = [await organization('EA'), await organization('EB')]
      const id = await contact('Ender', a)
      await ada.ask('contact_organizations', { body: { contact_id: id, organization_id: b } })
      const end = (organizationId: number, day: string | null) =>
        ada.call('end_contact_organization', {
          contact_id: id,
          organization_id: organizationId,
          ended_on: day,
        })
      await end(a, '2026-05-01')
      expect(await linksOf(id)).toEqual([
        { organization: a, primary: false, ended: '2026-05-01' },
        { organization: b, primary: true, ended: null },
      ])
      expect(await primaryOf(id)).toBe(b)
      await end(b, '2026-05-02')
      expect(await primaryOf(id)).toBeNull()
      await end(a, null)
      expect(await primaryOf(id)).toBe(a)
    })
  })

  describe('relations of a contact that an installation hides', () => {
    const members = 'create policy "valence members" on public.contacts'
    const open = 'for all to authenticated using (true) with check (true)'
    const hiding = (id: number) => `for all to authenticated using (id <> ${id}) with check (true)`

    it.each<[string, (id: number) => string]>([
      [
        'by a policy that restricts the others',
        (id) =>
          `${members} ${open}; create policy "fork" on public.contacts as restrictive ${hiding(id)}`,
      ],
      ['by a policy of its own', (id) => `create policy "fork" on public.contacts ${hiding(id)}`],
      [
        'while someone else sees all',
        (id) => `create policy "fork" on public.contacts ${hiding(id)};
          create policy "fork for the service" on public.contacts to service_role using (true)`,
      ],
      [
        'while all may be deleted',
        (id) => `create policy "fork" on public.contacts ${hiding(id)};
          create policy "fork of deletions" on public.contacts for delete to authenticated using (true)`,
      ],
    ])('are hidden %s, and those of others are not', async (_name, policies) => {
      const at = await organization('Hiding Works', { organization_type: 'prospect' })
      const [hidden, shown] = [await contact('Hidden', at), await contact('Shown', at)]
      const dropAll = `do $$ declare name text; begin
        for name in select policyname from pg_policies where schemaname = 'public' and tablename = 'contacts' loop
          execute format('drop policy %I on public.contacts', name);
        end loop;
      end $$`
      const links = async () =>
        (
          await ada.ask<{ contact_id: number }[]>(
            `contact_organizations?organization_id=eq.${at}&order=contact_id`,
          )
        ).body.map((link) => link.contact_id)
      expect(await links()).toEqual([hidden, shown])
      await database.sql.unsafe(`${dropAll}; ${policies(hidden)}`)
      try {
        expect(await links()).toEqual([shown])
        const people = await ada.call<ListPage>('list_contacts', {
          filter: { linked_organization: at, organization_type: ['prospect'] },
        })
        expect(idsOf(people)).toEqual([shown])
      } finally {
        await database.sql.unsafe(`${dropAll}; ${members} ${open}`)
      }
      expect(await links()).toEqual([hidden, shown])
    })
  })
})
