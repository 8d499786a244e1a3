import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Page {
  readonly total: number
  readonly rows: readonly { id: number; name?: string; first_name?: string; last_name?: string }[]
}
interface Answer {
  readonly is_guess: boolean
  readonly contacts: Page
  readonly organizations: Page
  readonly opportunities: Page
}

describe('search through the API', () => {
  let stack: OpportunityStack
  let ada: RestClient
  let bob: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
    const [first, second] = stack.users
    await stack.database.sql`
      insert into public.companies (id, name, sales_id, deleted_at) values
        (900001, 'Zyx Müller, Inc (EU)', ${first.salesId}, null),
        (900002, 'Łódź Straßen & Søn', ${second.salesId}, null),
        (900003, 'Zyx in the trash', ${first.salesId}, now()),
        (900004, 'Yıldız Nærøy', ${first.salesId}, null)`
    await stack.database.sql`
      insert into public.contacts (id, first_name, last_name, company_id, sales_id, email_jsonb, last_seen) values
        (900001, 'Quixote', 'Brontëfeld', 900001, ${first.salesId}, '[{"email": "don@zyx.example", "type": "Work"}, {"email": "Rocinante@stable.example", "type": "Home"}]', now()),
        (900002, 'Brontefeld', 'Quixote', 900002, ${second.salesId}, '[]', now()),
        (900003, 'Quixotea', 'Panza', 900001, ${second.salesId}, null, now() + interval '1 day')`
    await stack.database.sql`
      insert into public.opportunities (id, name, customer_organization_id, sales_id, stage, archived_at) values
        (900001, 'Windmills 50% off', 900001, ${first.salesId}, 'lead', null),
        (900002, 'Windmills again', 900002, ${second.salesId}, 'lead', now())`
  })
  afterAll(() => stack?.stop())

  const search = (query: string, client = ada, pageSize = 50) =>
    client.call<Answer>('search_everything', { query, page_size: pageSize })
  const found = async (query: string, client = ada) => {
    const { is_guess, ...kinds } = await search(query, client)
    const ids = (page: Page) => page.rows.map(({ id }) => id)
    return {
      ...(is_guess ? { is_guess } : {}),
      ...Object.fromEntries(
        Object.entries(kinds).flatMap(([kind, page]) =>
          page.total > 0 ? [[kind, ids(page)]] : [],
        ),
      ),
    }
  }

  it.each([
    ['+49 170 5550199', '0170 5550199'],
    ['0170 5550199', '01705550199'],
    ['01705550199', '+49 170 5550199'],
    ['+49 (0)170 / 555-01 99', '0049-170-5550199'],
    ['(212) 555-0123', '+1 212.555.0123'],
  ])(
    'finds the telephone number %s under %s, of people and organizations',
    async (number, sought) => {
      const { sql } = stack.database
      await sql`
      update public.contacts set phone_jsonb = ${sql.json([{ number: '1' }, { number }])} where id = 900003`
      await sql`update public.companies set phone_number = ${number} where id = 900004`
      const expected = { contacts: [900003], organizations: [900004] }
      for (const query of [number, sought]) expect(await found(query), query).toEqual(expected)
      for (const [list, id] of [
        ['list_contacts', 900003],
        ['list_organizations', 900004],
      ] as const) {
        const { rows } = await ada.call<Page>(list, { filter: { q: sought } })
        expect(
          rows.map((row) => row.id),
          list,
        ).toEqual([id])
      }
      expect(await found('+49 171 5550198')).toEqual({ is_guess: true })
    },
  )

  it('finds an address whatever its case, with a plus sign or without', async () => {
    const { sql } = stack.database
    await sql`
      update public.contacts set email_jsonb = ${sql.json([{ email: 'Sancho+Mule@Stable.example' }])} where id = 900003`
    for (const query of ['sancho+mule@stable.EXAMPLE', 'SANCHO+MULE']) {
      expect(await found(query), query).toEqual({ contacts: [900003] })
    }
  })

  it('finds what holds every word, wherever each stands', async () => {
    expect(await found('quixote zyx')).toEqual({ contacts: [900003, 900001] })
    expect(await found('zyx quixote panza')).toEqual({ contacts: [900003] })
    expect(await found('don@zyx.example')).toEqual({ contacts: [900001] })
    expect(await found('rocinante@stable.example')).toEqual({ contacts: [900001] })
  })

  it('minds neither accents nor case nor punctuation, whichever side has them', async () => {
    const muller = { organizations: [900001] }
    for (const query of ['zyx muller inc', 'ZYX MÜLLER', 'Müller, Inc (EU)', 'Zyx Müller']) {
      expect(await found(query), query).toMatchObject(muller)
    }
    expect(await found('bróntefeld')).toMatchObject({ contacts: [900002, 900001] })
    expect(await found('lodz')).toMatchObject({ organizations: [900002] })
    // Who types such a letter means it as little as an accent, as in lists.
    for (const query of ['søn', 'son']) {
      const { organizations } = await search(query)
      expect(
        organizations.rows.map(({ id }) => id),
        query,
      ).toContain(900002)
    }
    for (const query of ['strassen', 'straßen', 'STRASSEN lodz', 'strassen son']) {
      expect(await found(query), query).toMatchObject({ organizations: [900002] })
    }
    for (const query of ['yildiz', 'yıldız naeroy', 'nærøy', 'naer']) {
      expect(await found(query), query).toEqual({ organizations: [900004] })
    }
    expect(await found('50% off windmills')).toEqual({ opportunities: [900001] })
  })

  it('takes no sign for a pattern, and finds nothing by signs alone', async () => {
    for (const query of [
      'quux|windmills',
      'quux*windmills',
      '(',
      '[qqq-',
      '\\',
      '%',
      '.*',
      '',
      '   ',
    ]) {
      expect(Object.keys(await found(query)), query).not.toContain('opportunities')
    }
    expect(await found('off.*windmills')).toEqual({ opportunities: [900001] })
  })

  it('guesses names that nearly hold the words, and says so', async () => {
    for (const query of ['quixoet panza', 'quixotea pansa', 'quixtea panza', 'quixxotea panza']) {
      expect(await found(query), query).toEqual({ is_guess: true, contacts: [900003] })
    }
    expect(await found('quiiixotea panza')).toEqual({ is_guess: true })
  })

  it('gives the best first: the whole name, its beginning, beginnings of words, the rest', async () => {
    await stack.database.sql`
      insert into public.companies (id, name) values
        (900011, 'Old qwark works'), (900012, 'Qwark'), (900013, 'Aqwark'), (900014, 'Qwark works')`
    await stack.database
      .sql`insert into public.companies (id, name, city) values (900015, 'Else', 'Qwark')`
    expect(await found('qwark')).toEqual({
      organizations: [900012, 900014, 900011, 900013, 900015],
    })
  })

  it('counts all, and gives as many as were asked for', async () => {
    const [expected] = await stack.database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities as o
      left join public.companies as c on c.id = o.customer_organization_id
      where o.deleted_at is null
        and (o.name ilike '%web%' or o.description ilike '%web%' or c.name ilike '%web%')`
    const { opportunities } = await search('web', ada, 3)
    expect(opportunities.total).toBe(expected?.n)
    expect(opportunities.rows).toHaveLength(3)
  })

  it('leaves the trash alone', async () => {
    expect(await found('zyx in the trash')).toEqual({ is_guess: true })
  })

  it('shows and counts for each user what the policies show them, and nothing to a visitor', async () => {
    await expect(search('windmills', visitor(stack.server))).rejects.toThrow(/40[13]/)
    await stack.database.sql.unsafe(
      ['companies', 'contacts', 'opportunities']
        .map(
          (table) => `create policy "own only" on public.${table} as restrictive for select
            using (sales_id = (select valence.current_sales_id()))`,
        )
        .join(';'),
    )
    expect(await found('windmills')).toEqual({ opportunities: [900001] })
    expect(await found('windmills', bob)).toEqual({ opportunities: [900002] })
    expect((await search('windmills', bob)).opportunities.total).toBe(1)
    // Bob sees the contact, but not the organization by whose name it would be found, nor that name.
    expect(await found('panza zyx', bob)).toEqual({ is_guess: true })
    expect((await search('quixotea panza', bob)).contacts.rows).toEqual([
      expect.objectContaining({ id: 900003, company_name: null }),
    ])
    // Nor do guesses show more.
    expect(await found('windmlils', bob)).toEqual({ is_guess: true, opportunities: [900002] })
  })
})
