import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Duplicates {
  readonly total: number
  readonly rows: readonly { first_id: number; second_id: number; reasons: readonly string[] }[]
}

/** Tables that a merge may touch. */
const TABLES = [
  'contacts',
  'companies',
  'contact_organizations',
  'contact_preferred_principals',
  'contact_notes',
  'tasks',
  'activities',
  'interaction_participants',
  'opportunities',
  'opportunity_contacts',
  'opportunity_participants',
  'record_tags',
  'external_keys',
] as const

describe('duplicates and merges through the API', () => {
  let stack: OpportunityStack
  let sql: OpportunityStack['database']['sql']
  let ada: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    sql = stack.database.sql
    ada = await signIn(stack.server, stack.users[0])
  })
  afterAll(() => stack?.stop())

  /** Every row of every table as text: two that are equal are byte for byte. */
  const everything = async (): Promise<Record<string, string>> => {
    const rows = await Promise.all(
      TABLES.map((table) =>
        sql.unsafe<{ id: string; row: string }[]>(
          `select t.id::text as id, t::text as row from public.${table} as t`,
        ),
      ),
    )
    return Object.fromEntries(
      rows.flatMap((found, place) => found.map(({ id, row }) => [`${TABLES[place]}:${id}`, row])),
    )
  }
  const one = async (text: string): Promise<number> => {
    const [row] = await sql.unsafe<{ id: number }[]>(`${text} returning id::int as id`)
    return row?.id ?? 0
  }
  const organization = (name: string, more = '') =>
    one(
      `insert into public.companies (name${more ? ', website' : ''}) values ('${name}'${more ? `, '${more}'` : ''})`,
    )
  const contact = (name: string, organizationId: number | null, email = '') =>
    one(`insert into public.contacts (first_name, last_name, company_id, avatar, tags, email_jsonb) values
      ('Test', '${name}', ${organizationId}, '{}', '{}', '${email ? JSON.stringify([{ email, type: 'Work' }]) : '[]'}')`)
  const rowsOf = async (table: string, column: string, id: number): Promise<number> => {
    const [row] = await sql.unsafe<{ count: number }[]>(
      `select count(*)::int as count from public.${table} where ${column} = ${id}`,
    )
    return row?.count ?? 0
  }
  const merge = (resource: string, loser: number, winner: number, chosen: object = {}) =>
    ada.call<number>('merge_duplicates', {
      resource,
      loser_id: loser,
      winner_id: winner,
      chosen,
    })

  it('an organization keeps what the other was: principal, distributor, its parent, links and logo', async () => {
    const parent = await organization('Kept parent')
    const [stays, goes] = [await organization('Kept one'), await organization('Kept other')]
    await sql`
      update public.companies
      set is_principal = true, is_distributor = true, parent_company_id = ${parent}, logo = '{"src": "a.png"}',
        context_links = '["https://a.example", "https://b.example"]'
      where id = ${goes}`
    await sql`update public.companies set context_links = '["https://b.example"]' where id = ${stays}`
    const before = await everything()
    const merge = await ada.call<number>('merge_duplicates', {
      resource: 'organizations',
      loser_id: goes,
      winner_id: stays,
    })
    const [kept] = await sql`
      select is_principal, is_distributor, parent_company_id::int as parent, logo, context_links
      from public.companies where id = ${stays}`
    expect(kept).toEqual({
      is_principal: true,
      is_distributor: true,
      parent,
      logo: { src: 'a.png' },
      context_links: ['https://b.example', 'https://a.example'],
    })
    await ada.call('undo_merge', { merge_id: merge })
    expect(await everything()).toEqual(before)
  })

  it('an organization that was the parent of the one that goes does not become its own', async () => {
    const stays = await organization('Kept top')
    const [between, goes] = [await organization('Kept between'), await organization('Kept below')]
    await sql`update public.companies set parent_company_id = ${stays} where id = ${between}`
    await sql`update public.companies set parent_company_id = ${between} where id = ${goes}`
    await ada.call('merge_duplicates', {
      resource: 'organizations',
      loser_id: goes,
      winner_id: stays,
    })
    const [kept] = await sql`select parent_company_id from public.companies where id = ${stays}`
    expect(kept).toEqual({ parent_company_id: null })
  })

  it('a principal that somebody prefers can be merged though it is none any more, and so can the contact', async () => {
    const [gone, kept] = [await organization('Once Principal'), await organization('Now Principal')]
    const [first, second] = [await contact('Prefers', null), await contact('Follows', null)]
    await sql`update public.companies set is_principal = true where id = ${gone}`
    await one(
      `insert into public.contact_preferred_principals (contact_id, principal_organization_id) values (${first}, ${gone})`,
    )
    await sql`update public.companies set is_principal = false where id = ${gone}`
    await merge('contacts', first, second)
    expect(await rowsOf('contact_preferred_principals', 'contact_id', second)).toBe(1)
    const merged = await merge('organizations', gone, kept)
    expect(await rowsOf('contact_preferred_principals', 'principal_organization_id', kept)).toBe(1)
    const [row] = await sql`select c.is_principal from public.companies as c where c.id = ${kept}`
    expect(row).toEqual({ is_principal: true })
    await ada.call('undo_merge', { merge_id: merged })
    expect(await rowsOf('contact_preferred_principals', 'principal_organization_id', gone)).toBe(1)
    await expect(
      ada.ask('contact_preferred_principals', {
        body: { contact_id: second, principal_organization_id: kept },
      }),
    ).resolves.toMatchObject({ status: 400 })
  })

  it('a contact keeps the picture of the other, and the first and the last time either was seen', async () => {
    const [stays, goes] = [await contact('Kept Seen', null), await contact('Kept Other', null)]
    await sql`update public.contacts set first_seen = '2024-02-01Z', last_seen = '2024-03-01Z' where id = ${stays}`
    await sql`
      update public.contacts
      set first_seen = '2024-01-01Z', last_seen = '2024-04-01Z', avatar = '{"src": "b.png"}'
      where id = ${goes}`
    await ada.call('merge_duplicates', { resource: 'contacts', loser_id: goes, winner_id: stays })
    const [kept] = await sql`
      select avatar, first_seen::date::text as first, last_seen::date::text as last
      from public.contacts where id = ${stays}`
    expect(kept).toMatchObject({
      avatar: { src: 'b.png' },
      first: '2024-01-01',
      last: '2024-04-01',
    })
  })

  it('people of one family name whose telephone numbers are one are likely duplicates, however these are written', async () => {
    const numbers = ['+49 170 5550199', '0170 5550199', '01705550199', '0170 5550198']
    const ids: number[] = []
    for (const number of numbers) {
      const phones = JSON.stringify([{ number, type: 'Work' }])
      ids.push(
        await one(
          `insert into public.contacts (first_name, last_name, phone_jsonb)
           values ('Phone ${ids.length}', 'Phonefold', '${phones}')`,
        ),
      )
    }
    const { rows } = await ada.call<Duplicates>('likely_duplicates', {
      resource: 'contacts',
      page_size: 5000,
    })
    const [first = 0, second = 0, third = 0, other = 0] = ids
    expect(rows.filter((row) => ids.includes(row.second_id))).toEqual([
      { first_id: first, second_id: second, reasons: ['phone'] },
      { first_id: first, second_id: third, reasons: ['phone'] },
    ])
    await sql`delete from public.contacts where id in ${sql([first, second, third, other])}`
  })

  it('a contact with everything that refers to it moves, and comes back byte for byte', async () => {
    const [shared, own] = [await organization('Shared Ltd'), await organization('Own Ltd')]
    const winner = await contact('Winner', shared)
    const loser = await contact('Loser', own)
    await sql.unsafe(`
      insert into public.contact_organizations (contact_id, organization_id, role) values (${loser}, ${shared}, 'buyer');
      insert into public.tasks (contact_id, text, due_date, sales_id) values (${loser}, 'call', now(), 1);
      insert into public.contact_notes (contact_id, text, sales_id) values (${loser}, 'a note', 1);
      insert into public.external_keys (contact_id, source, key) values (${loser}, 'Other', '17');
      update public.companies set is_principal = true where id = ${own};
      insert into public.contact_preferred_principals (contact_id, principal_organization_id) values (${loser}, ${own})`)
    const both = await ada.call<{ id: number }>('create_opportunity_with_participants', {
      opportunity: { name: 'Both' },
      contacts: [{ contact_id: winner }, { contact_id: loser, role: 'champion' }],
    })
    const alone = await ada.call<{ id: number }>('create_opportunity_with_participants', {
      opportunity: { name: 'Alone' },
      contacts: [
        { contact_id: 1, role: 'buyer' },
        { contact_id: loser, role: 'executive' },
      ],
    })
    await ada.call('log_activity', {
      activity: { type: 'call', subject: 'Called', opportunity_id: alone.id },
      participants: [{ contact_id: loser }, { contact_id: winner }],
    })
    await ada.call('log_activity', { activity: { type: 'meeting', contact_id: loser } })
    const before = await everything()

    const id = await merge('contacts', loser, winner, { last_name: 'Chosen' })
    for (const table of [
      'tasks',
      'contact_notes',
      'activities',
      'contact_preferred_principals',
      'opportunity_contacts',
      'external_keys',
    ]) {
      expect(await rowsOf(table, 'contact_id', loser), table).toBe(0)
      expect(await rowsOf(table, 'contact_id', winner), table).toBeGreaterThan(0)
    }
    const [merged] = await sql`
      select last_name, company_id::int as company, deleted_at from public.contacts where id = ${winner}`
    expect(merged).toEqual({ last_name: 'Chosen', company: shared, deleted_at: null })
    const links = await sql`
      select organization_id::int as organization, is_primary_organization as primary
      from public.contact_organizations where contact_id = ${winner} and deleted_at is null order by 1`
    expect(links).toEqual([
      { organization: shared, primary: true },
      { organization: own, primary: false },
    ])
    const opportunities = await sql`
      select o.contact_ids::int[] as ids, l.role::text as role
      from public.opportunities as o
      join public.opportunity_contacts as l on l.opportunity_id = o.id and l.contact_id = ${winner}
      where o.id in (${both.id}, ${alone.id}) order by o.id`
    expect(opportunities).toEqual([
      { ids: [winner], role: 'champion' },
      { ids: [1, winner], role: 'executive' },
    ])

    await ada.call('undo_merge', { merge_id: id })
    expect(await everything()).toEqual(before)
    await expect(ada.call('undo_merge', { merge_id: id })).rejects.toThrow(/cannot be taken back/)
  })

  it('an organization with everything that refers to it moves, and comes back byte for byte', async () => {
    const above = await organization('Above')
    const loser = await organization('Loser Inc')
    const winner = await organization('Winner Inc')
    await sql.unsafe(`
      update public.companies set parent_company_id = ${above} where id = ${loser};
      update public.companies set parent_company_id = ${loser} where id = ${winner}`)
    const below = await organization('Below')
    await sql`update public.companies set parent_company_id = ${loser} where id = ${below}`
    const primary = await contact('Primary', loser)
    const both = await contact('Both', loser)
    const associated = await contact('Associated', winner)
    await sql.unsafe(`
      insert into public.contact_organizations (contact_id, organization_id, role) values
        (${both}, ${winner}, 'buyer'), (${associated}, ${loser}, 'technical')`)
    const { id: opportunity } = await ada.call<{ id: number }>(
      'create_opportunity_with_participants',
      {
        opportunity: { name: 'Sold', customer_organization_id: loser },
        participants: [{ organization_id: winner, role: 'partner' }],
      },
    )
    await ada.call('create_opportunity_with_participants', {
      opportunity: { name: 'Beside', customer_organization_id: above },
      participants: [
        { organization_id: winner, role: 'partner' },
        { organization_id: loser, role: 'partner' },
      ],
    })
    await ada.call('log_activity', { activity: { type: 'site_visit', organization_id: loser } })
    const before = await everything()

    const id = await merge('organizations', loser, winner)
    const people = await sql`
      select id::int as id, company_id::int as company from public.contacts
      where id in (${primary}, ${both}, ${associated}) order by id`
    expect(people.map((row) => row['company'])).toEqual([winner, winner, winner])
    expect(await rowsOf('opportunities', 'customer_organization_id', loser)).toBe(0)
    expect(await rowsOf('activities', 'organization_id', loser)).toBe(0)
    const parents = await sql`
      select id::int as id, parent_company_id::int as parent from public.companies
      where id in (${winner}, ${below}) order by id`
    expect(parents).toEqual([
      { id: winner, parent: above },
      { id: below, parent: winner },
    ])
    const customer = await sql`
      select organization_id::int as organization from public.opportunity_participants
      where opportunity_id = ${opportunity} and is_primary and deleted_at is null`
    expect(customer).toEqual([{ organization: winner }])

    await ada.call('undo_merge', { merge_id: id })
    expect(await everything()).toEqual(before)
  })

  it('undo keeps what was changed since', async () => {
    const winner = await contact('Kept', null)
    const loser = await contact('Gone', null)
    const task = await one(
      `insert into public.tasks (contact_id, text, sales_id) values (${loser}, 'first', 1)`,
    )
    const id = await merge('contacts', loser, winner, { title: 'From the other' })
    await ada.ask(`contacts?id=eq.${winner}`, { method: 'PATCH', body: { title: 'Later' } })
    await ada.ask(`tasks?id=eq.${task}`, { method: 'PATCH', body: { text: 'second' } })
    const trash = await ada.call<{ rows: { id: number }[] }>('list_contacts', {
      filter: { trashed: true },
    })
    expect(trash.rows.map((row) => row.id)).not.toContain(loser)
    await ada.call('undo_merge', { merge_id: id })
    const [kept] = await sql`select title from public.contacts where id = ${winner}`
    expect(kept).toEqual({ title: 'Later' })
    const [moved] = await sql`
      select contact_id::int as contact, text from public.tasks where id = ${task}`
    expect(moved).toEqual({ contact: loser, text: 'second' })
  })

  it('refuses what is one, gone or older than 30 days, and who is not signed in', async () => {
    const [a, b] = [await contact('A', null), await contact('B', null)]
    await expect(merge('contacts', a, a)).rejects.toThrow(/cannot be merged/)
    await expect(merge('contacts', a, 999_999)).rejects.toThrow(/cannot be merged/)
    const id = await merge('contacts', a, b)
    await expect(merge('contacts', a, b)).rejects.toThrow(/in the trash/)
    await sql`update public.merge_records set created_at = now() - interval '31 days' where id = ${id}`
    await expect(ada.call('undo_merge', { merge_id: id })).rejects.toThrow(/cannot be taken back/)
    for (const [name, args] of [
      ['merge_duplicates', { resource: 'contacts', loser_id: 1, winner_id: 2 }],
      ['undo_merge', { merge_id: id }],
      ['likely_duplicates', { resource: 'contacts' }],
    ] as const) {
      await expect(visitor(stack.server).call(name, args)).rejects.toThrow(/40[134]/)
    }
  })

  it('finds who is the same by address, name and domain, or name and organization, unless someone said no', async () => {
    const at = await organization('Dup Works')
    const first = await contact('Doppel', at, 'doppel@dup.example')
    const second = await contact('Other', null, 'DOPPEL@dup.example')
    const third = await contact('Döppel', null, 'd.oppel@dup.example')
    await contact('Doppel', null, 'doppel@elsewhere.example')
    const pairs = async () => {
      const { rows } = await ada.call<Duplicates>('likely_duplicates', {
        resource: 'contacts',
        page_size: 1000,
      })
      return rows.filter((row) => row.first_id === first)
    }
    expect(await pairs()).toEqual([
      { first_id: first, second_id: second, reasons: ['email'] },
      { first_id: first, second_id: third, reasons: ['name_domain'] },
    ])
    const { status } = await ada.ask('distinct_records', {
      body: { resource: 'contacts', first_id: first, second_id: third },
    })
    expect(status).toBe(201)
    expect((await pairs()).map((row) => row.second_id)).toEqual([second])
  })

  it('finds organizations by name without legal forms and by website', async () => {
    const first = await organization('Zyx Möbel GmbH', 'https://www.zyx.example/de')
    const second = await organization('zyx mobel')
    const third = await organization('Something else', 'zyx.example')
    const { rows } = await ada.call<Duplicates>('likely_duplicates', {
      resource: 'organizations',
      page_size: 1000,
    })
    expect(rows.filter((row) => row.first_id === first)).toEqual([
      { first_id: first, second_id: second, reasons: ['name'] },
      { first_id: first, second_id: third, reasons: ['website'] },
    ])
    const similar = await ada.call<{ id: number; reason: string }[]>('similar_records', {
      resource: 'organizations',
      given: { name: 'ZYX Möbel AG' },
    })
    expect(similar.map(({ id, reason }) => [id, reason])).toEqual([
      [first, 'name'],
      [second, 'name'],
    ])
  })

  it('warns of a contact that is there already, by address or by name and domain', async () => {
    const id = await contact('Warned', null, 'warned@warn.example')
    const similar = async (given: object) => {
      const found = await ada.call<{ id: number; reason: string }[]>('similar_records', {
        resource: 'contacts',
        given,
      })
      return found.map((row) => [row.id, row.reason])
    }
    expect(
      await similar({ first_name: 'X', last_name: 'Y', emails: ['Warned@Warn.example'] }),
    ).toEqual([[id, 'email']])
    expect(
      await similar({ first_name: 'test', last_name: 'WARNED', emails: ['other@warn.example'] }),
    ).toEqual([[id, 'name_domain']])
    expect(
      await similar({ first_name: 'test', last_name: 'WARNED', emails: ['other@else.example'] }),
    ).toEqual([])
    expect(await similar({ first_name: '', last_name: '', emails: [] })).toEqual([])
  })

  it('finds names with one letter wrong, in one organization, after those that are surer', async () => {
    const [at, elsewhere] = [await organization('Typo Works'), await organization('Tipo Works')]
    const named = async (first: string, last: string, where: number) => {
      const id = await contact(last, where)
      await sql`update public.contacts set first_name = ${first} where id = ${id}`
      return id
    }
    const first = await named('Katarina', 'Brandt', at)
    const swapped = await named('Katarnia', 'Brandt', at)
    const longer = await named('Katarina', 'Brandtt', at)
    await named('Katarina', 'Brandtt', elsewhere)
    await named('Kataryna', 'Brant', at)
    const pairs = async (resource: string) =>
      (await ada.call<Duplicates>('likely_duplicates', { resource, page_size: 1000 })).rows
    const ofFirst = (await pairs('contacts')).filter((row) => row.first_id === first)
    expect(ofFirst).toEqual([
      { first_id: first, second_id: swapped, reasons: ['near_name'] },
      { first_id: first, second_id: longer, reasons: ['near_name'] },
    ])
    const found = await pairs('organizations')
    expect(found.filter((row) => row.first_id === at)).toEqual([
      { first_id: at, second_id: elsewhere, reasons: ['near_name'] },
    ])
    const isNear = found.map(({ reasons }) => reasons.join() === 'near_name')
    expect(isNear).toEqual(isNear.toSorted())
    const similar = async (resource: string, given: object) =>
      (
        await ada.call<{ id: number; reason: string }[]>('similar_records', { resource, given })
      ).map(({ id, reason }) => [id, reason])
    expect(
      await similar('contacts', { first_name: 'Katarina', last_name: 'Brandtx', emails: [] }),
    ).toContainEqual([first, 'near_name'])
    expect(
      await similar('contacts', { first_name: 'Katariina', last_name: 'Brandt', emails: [] }),
    ).toContainEqual([first, 'near_name'])
    expect(await similar('organizations', { name: 'Tyop Works Ltd' })).toContainEqual([
      at,
      'near_name',
    ])
  })
})
