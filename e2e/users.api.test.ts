import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { accessToken, type RestClient, signIn, visitor } from './rest-client.fixture.ts'

/** What users write by their role. */
const RECORD_TABLES = [
  'activities',
  'companies',
  'contact_notes',
  'contact_organizations',
  'contact_preferred_principals',
  'contacts',
  'distinct_records',
  'external_keys',
  'interaction_participants',
  'opportunities',
  'opportunity_contacts',
  'opportunity_notes',
  'opportunity_participants',
  'opportunity_stage_history',
  'record_tags',
  'tags',
  'tasks',
]
/** What is one's own and no record: who only reads may write it all the same. */
const OWN_TABLES = ['saved_views']
/** Written by administrators, or by functions alone, whatever the role. */
const CLOSED_TABLES = [
  'activity_mentions',
  'configuration',
  'import_changes',
  'import_runs',
  'merge_records',
  'record_changes',
  'sales',
  'sales_roles',
]
/** Read by all who are signed in, written by none. */
const VIEWS = ['activity_log', 'companies_summary', 'contacts_summary', 'opportunities_summary']
/** Says whether there is a first user, to everybody. */
const OPEN_VIEWS = ['init_state']

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
  const TABLES = [...RECORD_TABLES, ...OWN_TABLES, ...CLOSED_TABLES].sort()
  /** Tables ('r') or views ('v') of the schema. */
  const relations = async (kind: 'r' | 'v'): Promise<string[]> => {
    const rows = await sql<{ name: string }[]>`
      select c.relname as name from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind = ${kind} order by 1`
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

  it('every table and view is known here, and so is what each role may do with it', async () => {
    expect(await relations('r')).toEqual(TABLES)
    expect(await relations('v')).toEqual([...VIEWS, ...OPEN_VIEWS].sort())
  })

  describe.each(['administrator', 'manager', 'sales', 'read_only'])('who is %s', (role) => {
    let client: RestClient

    beforeAll(async () => {
      const email = `each-${role}@valence.example`
      client = await (await add(email, role)).signIn()
    })
    afterAll(() => sql`update public.sales set administrator = (id = ${adaId})`)

    it('reads every table and view', async () => {
      for (const name of [...TABLES, ...VIEWS, ...OPEN_VIEWS]) {
        expect((await client.ask(`${name}?limit=1`)).status, name).toBe(200)
      }
    })

    it('changes and deletes in every table of records, unless it only reads', async () => {
      const expected = role === 'read_only' ? 403 : 200
      for (const table of RECORD_TABLES) {
        const none = `${table}?id=lt.0`
        const changed = await client.ask(none, { method: 'PATCH', body: { id: 1 } })
        expect(changed.status, `update ${table}`).toBe(expected)
        const deleted = await client.ask(none, { method: 'DELETE' })
        expect(deleted.status, `delete ${table}`).toBe(expected)
      }
    })

    it('changes nothing in what triggers write, and writes through no view', async () => {
      const triggered = ['activity_mentions', 'record_changes']
      const before = await Promise.all(triggered.map(contents))
      for (const name of [...triggered, ...VIEWS, ...OPEN_VIEWS]) {
        for (const [verb, write] of WRITES) {
          const { status } = await write(client, name)
          expect(status, `${verb} ${name}`).toBeGreaterThanOrEqual(400)
        }
      }
      expect(await Promise.all(triggered.map(contents))).toEqual(before)
    })
  })

  it('visitors are refused each verb on each table and view, and read alone whether there is a first user', async () => {
    const nobody = visitor(stack.server)
    for (const name of [...TABLES, ...VIEWS]) {
      expect((await nobody.ask(`${name}?limit=1`)).status, name).toBe(401)
    }
    for (const name of [...TABLES, ...VIEWS, ...OPEN_VIEWS]) {
      for (const [verb, write] of WRITES) {
        expect((await write(nobody, name)).status, `${verb} ${name}`).toBeGreaterThanOrEqual(400)
      }
    }
    for (const name of OPEN_VIEWS) expect((await nobody.ask(name)).status, name).toBe(200)
  })

  describe('who only reads', () => {
    let reader: RestClient

    beforeAll(async () => {
      reader = await (await add('reader@valence.example', 'read_only')).signIn()
    })

    it('reads every table that others read', async () => {
      const seller = await signIn(stack.server, stack.users[1])
      for (const table of TABLES) {
        const path = `${table}?select=id&limit=5&order=id`
        expect((await reader.ask(path)).body, table).toEqual((await seller.ask(path)).body)
      }
    })

    it('is refused each verb on each table of records', async () => {
      for (const table of RECORD_TABLES) {
        const before = await contents(table)
        for (const [verb, write] of WRITES) {
          const { status } = await write(reader, table)
          expect(status, `${verb} ${table}`).toBe(403)
        }
        expect(await contents(table), table).toBe(before)
      }
    })

    it('changes nothing in the tables that functions and administrators write', async () => {
      for (const table of CLOSED_TABLES) {
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

  it('who only reads, is disabled or not signed in neither adds nor deletes a file', async () => {
    const FILES = `${stack.server.url}/storage/v1/object`
    const JSON_BODY = { 'content-type': 'application/json' }
    const KEPT = JSON.stringify({ prefixes: ['kept.txt'] })
    const sender = async (user: { readonly email: string; readonly password: string } | null) => {
      const headers = {
        apikey: stack.server.publishableKey,
        ...(user ? { authorization: `Bearer ${await accessToken(stack.server, user)}` } : {}),
      }
      return (path: string, method: string, body?: string) =>
        fetch(`${FILES}/${path}`, {
          method,
          headers: { ...headers, ...(body?.startsWith('{') ? JSON_BODY : {}) },
          ...(body === undefined ? {} : { body }),
        })
    }
    const seller = await sender(stack.users[1])
    expect((await seller('crm-files/kept.txt', 'POST', 'kept')).status).toBe(200)
    // As in a bucket of an older application, which lets everybody write.
    await sql`create policy "all" on storage.objects to authenticated using (true) with check (true)`
    const files = async () =>
      (await sql`select name from storage.objects order by name`).map(({ name }) => name)

    const leaver = await add('leaver-of-files@valence.example', 'sales')
    const reading = await sender(
      (await add('reader-of-files@valence.example', 'read_only')).account,
    )
    const leaving = await sender(leaver.account)
    await ada.call('set_sales_disabled', { user_id: leaver.id, is_disabled: true })
    const nobody = await sender(null)
    for (const send of [reading, leaving, nobody]) {
      expect((await send('crm-files/new.txt', 'POST', 'new')).status).toBeGreaterThanOrEqual(400)
      const signing = await send('upload/sign/crm-files/signed.txt', 'POST', '{}')
      if (signing.ok) {
        const { url } = (await signing.json()) as { url: string }
        const [, token = ''] = url.split('token=')
        const path = `upload/sign/crm-files/signed.txt?token=${token}`
        expect((await send(path, 'PUT', 'signed')).status).toBeGreaterThanOrEqual(400)
      }
      await send('crm-files/kept.txt', 'PUT', 'changed')
      await send('crm-files', 'DELETE', KEPT)
      expect(await files()).toEqual(['kept.txt'])
    }
    expect(await (await reading('crm-files/kept.txt', 'GET')).text()).toBe('kept')
    expect((await seller('crm-files', 'DELETE', KEPT)).status).toBe(200)
    expect(await files()).toEqual([])
    await sql`drop policy "all" on storage.objects`
  })

  describe('who manages', () => {
    let manager: RestClient

    beforeAll(async () => {
      manager = await (await add('manager@valence.example', 'manager')).signIn()
    })

    it('may all that who sells may', async () => {
      expect(await manager.call('current_sales_role', {})).toBe('manager')
      const made = await manager.ask<{ id: number }[]>('companies', { body: { name: 'Managed' } })
      expect(made.status).toBe(201)
      const at = `companies?id=eq.${made.body[0]?.id}`
      const changed = await manager.ask(at, { method: 'PATCH', body: { name: 'Managed better' } })
      expect(changed.body).toMatchObject([{ name: 'Managed better' }])
      expect((await manager.ask(at, { method: 'DELETE' })).status).toBe(200)
    })

    it('sees who uses the CRM, and changes neither users nor settings', async () => {
      expect((await manager.ask<unknown[]>('sales_roles')).body.length).toBeGreaterThan(0)
      for (const [name, args] of [
        ['set_sales_role', { user_id: bobId, new_role: 'read_only' }],
        ['set_sales_disabled', { user_id: bobId, is_disabled: true }],
        ['renew_sales_password', { user_id: bobId }],
        ['change_settings', { changes: { currency: 'USD' }, former: {} }],
      ] as const) {
        expect((await manager.ask(`rpc/${name}`, { body: args })).status, name).toBe(403)
      }
      const before = await contents('sales_roles')
      for (const [, write] of WRITES) await write(manager, 'sales_roles')
      expect(await contents('sales_roles')).toBe(before)
    })

    it('changes and deletes the views that others share, and sees none that they do not', async () => {
      const bob = await signIn(stack.server, stack.users[1])
      const seller = await (await add('viewer@valence.example', 'sales')).signIn()
      const save = async (name: string, isShared: boolean): Promise<string> => {
        const { body } = await bob.ask<{ id: number }[]>('saved_views', {
          body: { sales_id: bobId, resource: 'opportunities', name, is_shared: isShared },
        })
        return `saved_views?id=eq.${body[0]?.id}`
      }
      const shared = await save('Of the team', true)
      const own = await save('Mine alone', false)
      const rename = { method: 'PATCH', body: { name: 'Renamed' } }
      expect((await seller.ask(shared, rename)).body).toEqual([])
      expect((await seller.ask(shared, { method: 'DELETE' })).body).toEqual([])
      expect((await manager.ask(shared, rename)).body).toMatchObject([{ name: 'Renamed' }])
      expect((await manager.ask(own, rename)).body).toEqual([])
      expect((await manager.ask(own, { method: 'DELETE' })).body).toEqual([])
      const taken = { method: 'PATCH', body: { is_shared: false } }
      expect((await manager.ask(shared, taken)).status).toBe(403)
      expect((await manager.ask(shared, { method: 'DELETE' })).body).toHaveLength(1)
      expect((await bob.ask<unknown[]>(own)).body).toHaveLength(1)
    })

    it('finds deleted notes of others and takes them back, which who sells does not', async () => {
      const bob = await signIn(stack.server, stack.users[1])
      const seller = await (await add('finder@valence.example', 'sales')).signIn()
      const note = await bob.call<{ id: number }>('log_activity', {
        activity: { type: 'note', contact_id: 1, description: 'Deleted by mistake' },
      })
      const at = `activities?id=eq.${note.id}`
      await bob.ask(at, { method: 'PATCH', body: { deleted_at: new Date().toISOString() } })
      expect((await seller.ask(at)).body).toEqual([])
      expect((await manager.ask(at)).body).toMatchObject([{ description: 'Deleted by mistake' }])
      const back = await manager.ask(at, { method: 'PATCH', body: { deleted_at: null } })
      expect(back.body).toMatchObject([{ id: note.id, deleted_at: null }])
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

  it('everybody changes their own picture, which is an address on the web or a small one itself', async () => {
    const bob = await signIn(stack.server, stack.users[1])
    const avatar = { src: 'https://pictures.example/bob.png', title: 'bob.png' }
    await bob.call('change_own_avatar', { avatar })
    const pictures = () => sql`
      select id::int as id, avatar from public.sales
      where avatar ->> 'src' like '%pictures.example%' order by id`
    expect(await pictures()).toEqual([{ id: bobId, avatar }])
    await bob.call('change_own_avatar', { avatar: { src: 'data:image/webp;base64,UklGRg==' } })
    const wrong = [
      { src: 'javascript:alert(1)' },
      { src: 'data:text/html;base64,UklGRg==' },
      { src: 'data:image/svg+xml;base64,UklGRg==' },
      { src: `data:image/webp;base64,${'A'.repeat(100_000)}` },
      { src: `https://${'a'.repeat(4_000)}` },
      {},
      'x',
      [],
    ]
    for (const avatar of wrong) {
      await expect(bob.call('change_own_avatar', { avatar })).rejects.toThrow(/no picture/)
    }
    await bob.call('change_own_avatar', { avatar: null })
    expect(await pictures()).toEqual([])
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
