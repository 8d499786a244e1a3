import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

/** What is one's own and no record: who only reads may write it all the same. */
const OWN_TABLES = ['saved_views']
/** Written by administrators, or by functions alone, whatever the role. */
const CLOSED_TABLES = [
  'configuration',
  'migration_history',
  'migration_progress',
  'record_changes',
  'sales',
  'sales_roles',
]

describe('users and roles through the API', () => {
  let stack: OpportunityStack
  let sql: OpportunityStack['database']['sql']
  let ada: RestClient
  let adaId: number
  let bobId: number

  beforeAll(async () => {
    stack = await startOpportunityStack()
    sql = stack.database.sql
    ada = await signIn(stack.server, stack.users[0])
    adaId = stack.users[0].salesId
    bobId = stack.users[1].salesId
  })
  afterAll(() => stack?.stop())

  const add = async (email: string, role: string) => {
    const user = await ada.call<{ id: number; password: string }>('add_sales_user', {
      email,
      first_name: 'New',
      last_name: email.split('@')[0],
      new_role: role,
    })
    const password = user.password
    return {
      id: user.id,
      account: { email, password },
      signIn: () => signIn(stack.server, { email, password }),
    }
  }
  const tables = async (): Promise<string[]> => {
    const rows = await sql<{ name: string }[]>`
      select c.relname as name from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`
    return rows.map((row) => row.name)
  }
  /** Everything in a table, as one text. */
  const contents = async (table: string): Promise<string> => {
    const [row] = await sql.unsafe<{ text: string }[]>(
      `select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as text from public."${table}" as t`,
    )
    return row?.text ?? ''
  }
  const WRITES = [
    [
      'insert',
      (client: RestClient, table: string) => client.ask(table, { body: { id: 999_999_999 } }),
    ],
    [
      'update',
      (client: RestClient, table: string) =>
        client.ask(`${table}?id=gt.0`, { method: 'PATCH', body: { id: 1 } }),
    ],
    [
      'delete',
      (client: RestClient, table: string) => client.ask(`${table}?id=gt.0`, { method: 'DELETE' }),
    ],
  ] as const

  describe('who only reads', () => {
    let reader: RestClient

    beforeAll(async () => {
      reader = await (await add('reader@valence.example', 'read_only')).signIn()
    })

    it('reads every table that others read', async () => {
      const seller = await signIn(stack.server, stack.users[1])
      for (const table of await tables()) {
        const path = `${table}?select=id&limit=5&order=id`
        expect((await reader.ask(path)).body, table).toEqual((await seller.ask(path)).body)
      }
    })

    it('is refused each verb on each table of records', async () => {
      const records = (await tables()).filter(
        (table) => !OWN_TABLES.includes(table) && !CLOSED_TABLES.includes(table),
      )
      expect(records.length).toBeGreaterThan(15)
      for (const table of records) {
        const before = await contents(table)
        for (const [verb, write] of WRITES) {
          const { status } = await write(reader, table)
          expect(status, `${verb} ${table}`).toBe(403)
        }
        expect(await contents(table), table).toBe(before)
      }
    })

    it('changes nothing in the tables that functions and administrators write', async () => {
      for (const table of CLOSED_TABLES.filter((name) => name !== 'migration_progress')) {
        if (!(await tables()).includes(table)) continue
        const before = await contents(table)
        for (const [, write] of WRITES) await write(reader, table)
        expect(await contents(table), table).toBe(before)
      }
    })

    it('is refused by the functions that write, and keeps own views', async () => {
      const calls: [string, Record<string, unknown>][] = [
        ['move_opportunity', { opportunity_id: 1, new_stage: 'lead' }],
        ['bulk_update_opportunities', { edits: [{ ids: [1], set: { priority: 'high' } }] }],
        ['log_activity', { activity: { type: 'note', contact_id: 1, description: 'x' } }],
        ['tag_records', { resource: 'contacts', tag_id: 1, is_added: true, ids: [1, 2, 3] }],
        ['trash_organization', { organization_id: 1 }],
        ['merge_duplicates', { resource: 'contacts', loser_id: 1, winner_id: 2 }],
        ['set_sales_role', { user_id: adaId, new_role: 'sales' }],
        ['change_settings', { changes: { currency: 'USD' }, former: {} }],
      ]
      for (const [name, args] of calls) {
        const { status } = await reader.ask(`rpc/${name}`, { body: args })
        expect(status, name).toBe(403)
      }
      const [me] = await sql<{ id: number }[]>`
        select id::int as id from public.sales where email = 'reader@valence.example'`
      const view = { sales_id: me?.id, resource: 'opportunities', name: 'Mine', query: {} }
      expect((await reader.ask('saved_views', { body: view })).status).toBe(201)
    })
  })

  it('a user without a role has the rights of before', async () => {
    const bob = await signIn(stack.server, stack.users[1])
    expect(await sql`select from public.sales_roles where sales_id = ${bobId}`).toHaveLength(0)
    expect(await bob.call('current_sales_role', {})).toBe('sales')
    expect(await ada.call('current_sales_role', {})).toBe('administrator')
    expect((await bob.ask('companies', { body: { name: 'By Bob' } })).status).toBe(201)
  })

  it('who sells writes records, and neither users nor settings', async () => {
    const seller = await (await add('seller@valence.example', 'sales')).signIn()
    expect((await seller.ask('companies', { body: { name: 'Sold' } })).status).toBe(201)
    for (const [name, args] of [
      ['set_sales_role', { user_id: adaId, new_role: 'sales' }],
      ['set_sales_disabled', { user_id: adaId, is_disabled: true }],
      [
        'add_sales_user',
        { email: 'x@y.example', first_name: '', last_name: 'X', new_role: 'sales' },
      ],
      ['renew_sales_password', { user_id: adaId }],
      ['lock_administrators', {}],
    ] as const) {
      const { status } = await seller.ask(`rpc/${name}`, { body: args })
      expect(status, name).toBeGreaterThanOrEqual(400)
    }
    const change = await seller.ask<unknown[]>(`sales_roles?id=gt.0`, {
      method: 'PATCH',
      body: { role: 'administrator' },
    })
    expect(change.status >= 400 || change.body.length === 0).toBe(true)
    const made = await seller.ask('sales_roles', {
      body: { sales_id: bobId, role: 'administrator' },
    })
    expect(made.status).toBe(403)
  })

  it('the last administrator stays one, and stays enabled', async () => {
    const last = /last administrator/
    await expect(ada.call('set_sales_role', { user_id: adaId, new_role: 'sales' })).rejects.toThrow(
      last,
    )
    await expect(
      ada.call('set_sales_disabled', { user_id: adaId, is_disabled: true }),
    ).rejects.toThrow(last)
    const second = await add('second@valence.example', 'administrator')
    const grace = await second.signIn()
    const [one, other] = await Promise.all([
      ada.ask('rpc/set_sales_role', { body: { user_id: second.id, new_role: 'sales' } }),
      grace.ask('rpc/set_sales_role', { body: { user_id: adaId, new_role: 'sales' } }),
    ])
    expect([one.status, other.status].filter((status) => status < 400)).toHaveLength(1)
    const [left] = await sql<{ count: number }[]>`
      select count(*)::int as count from public.sales where administrator`
    expect(left?.count).toBe(1)
    await sql`update public.sales set administrator = (id = ${adaId})`
  })

  it('who is disabled cannot sign in, changes nothing with a token that is left, and comes back with the same password', async () => {
    const leaver = await add('leaver@valence.example', 'sales')
    const client = await leaver.signIn()
    expect((await client.ask('companies', { body: { name: 'Before' } })).status).toBe(201)
    await ada.call('set_sales_disabled', { user_id: leaver.id, is_disabled: true })
    await expect(leaver.signIn()).rejects.toThrow(/cannot sign in/)
    expect((await client.ask('companies', { body: { name: 'After' } })).status).toBe(403)
    await ada.call('set_sales_disabled', { user_id: leaver.id, is_disabled: false })
    const back = await leaver.signIn()
    expect((await back.ask('companies', { body: { name: 'Back' } })).status).toBe(201)
  })

  it('an e-mail is taken once, and a lost password is replaced', async () => {
    const twice = await add('twice@valence.example', 'sales')
    await expect(add('Twice@Valence.example', 'sales')).rejects.toThrow(/already/)
    const password = await ada.call<string>('renew_sales_password', { user_id: twice.id })
    await expect(twice.signIn()).rejects.toThrow(/cannot sign in/)
    await signIn(stack.server, { email: twice.account.email, password })
  })

  it('everybody changes their own name, and nobody anything else of their row', async () => {
    const bob = await signIn(stack.server, stack.users[1])
    await bob.call('change_own_name', { first_name: 'Robert', last_name: 'Builder' })
    await bob.ask(`sales?id=eq.${bobId}`, { method: 'PATCH', body: { administrator: true } })
    const rows = await sql`
      select first_name, last_name, administrator from public.sales where id = ${bobId}`
    expect(rows).toEqual([{ first_name: 'Robert', last_name: 'Builder', administrator: false }])
  })

  it('after the first user nobody signs up, and visitors see no roles', async () => {
    const response = await fetch(`${stack.server.url}/auth/v1/signup`, {
      method: 'POST',
      headers: { apikey: stack.server.publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'intruder@valence.example', password: 'long-enough-1' }),
    })
    expect(response.status).toBe(422)
    const stranger = visitor(stack.server)
    expect((await stranger.ask('sales_roles')).status).toBeGreaterThanOrEqual(400)
    expect(
      (await stranger.ask('rpc/current_sales_role', { body: {} })).status,
    ).toBeGreaterThanOrEqual(400)
  })
})
