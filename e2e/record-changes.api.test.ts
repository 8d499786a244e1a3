import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defaultRunOptions, runMigration } from '@valence/migrate'
import { demoUsers } from '@valence/sample-data'
import { startServer } from '@valence/server'
import { createLegacyDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Change {
  readonly id: number
  readonly changed_by: number | null
  readonly verb: string
  readonly resource: string
  readonly record_id: number
  readonly source: string
  readonly former: Readonly<Record<string, unknown>> | null
  readonly given: Readonly<Record<string, unknown>> | null
  readonly record_name: string | null
  readonly is_gone: boolean
}
interface Page {
  readonly rows: readonly Change[]
  readonly names: Readonly<Record<string, string>>
  readonly next: number | null
}

describe('the log of changes through the API', () => {
  let stack: OpportunityStack
  let sql: OpportunityStack['database']['sql']
  let ada: RestClient
  let bob: RestClient
  let manager: RestClient
  let reader: RestClient
  let adaId: number
  let bobId: number

  const addUser = async (email: string, role: string): Promise<RestClient> => {
    const { password } = await ada.call<{ password: string }>('add_sales_user', {
      email,
      first_name: 'New',
      last_name: role,
      new_role: role,
    })
    return await signIn(stack.server, { email, password })
  }

  beforeAll(async () => {
    stack = await startOpportunityStack()
    sql = stack.database.sql
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
    adaId = stack.users[0].salesId
    bobId = stack.users[1].salesId
    manager = await addUser('manager@valence.example', 'manager')
    reader = await addUser('log-reader@valence.example', 'read_only')
  })
  afterAll(() => stack?.stop())

  const read = (client: RestClient, filter: Record<string, unknown> = {}, pageSize = 50) =>
    client.call<Page>('list_record_changes', { filter, page_size: pageSize })
  /** The moment that entries are newer than. */
  const last = async (): Promise<number> => {
    const [row] = await sql<{ id: number }[]>`
      select coalesce(max(id), 0)::int as id from public.record_changes`
    return row?.id ?? 0
  }
  const since = async (id: number): Promise<readonly Change[]> =>
    (await read(ada, { 'id@gt': id })).rows.toReversed()
  /** What of an entry a story tells. */
  const told = ({ verb, resource, record_id, source, former, given, changed_by }: Change) => ({
    verb,
    resource,
    record_id,
    source,
    former,
    given,
    changed_by,
  })
  const anOpportunity = async () => {
    const [row] = await sql<{ id: number; name: string }[]>`
      select id::int as id, name from public.opportunities
      where stage = 'lead' and not probability_manual order by id limit 1`
    if (!row) throw new Error('the sample has no lead')
    return row
  }

  it('is kept for ever, or as long as administrators say; nobody else shortens it, and it tells of that', async () => {
    const old = async () => {
      const [row] = await sql<{ count: number }[]>`
        select count(*)::int as count from public.record_changes as c where c.changed_at < now() - interval '2 years'`
      return row?.count
    }
    await sql`
      insert into public.record_changes (changed_at, verb, resource, record_id, source, source_id)
      select now() - interval '30 months', 'insert', 'contacts', n, 'contacts', n from generate_series(1, 25) as n`
    const keep = (years: number | null, former: number | null) =>
      ada.call('change_settings', {
        changes: { changesKeptYears: years },
        former: { changesKeptYears: former },
      })
    const forget = (client: RestClient) =>
      client.call<number>('forget_old_changes', { batch_size: 20 })

    expect(await forget(ada)).toBe(0)
    await keep(0.5, null)
    expect(await forget(ada)).toBe(0)
    await keep(5, 0.5)
    expect(await forget(ada)).toBe(0)
    await keep(2, 5)
    for (const client of [bob, manager, reader]) {
      await expect(forget(client)).rejects.toThrow(/403.*deleted by administrators/)
    }
    await expect(visitor(stack.server).call('forget_old_changes', {})).rejects.toThrow(/40[13]/)
    expect(await old()).toBe(25)

    expect([await forget(ada), await forget(ada), await forget(ada)]).toEqual([20, 5, 0])
    expect(await old()).toBe(0)
    const { rows } = await ada.call<Page>('list_record_changes', {
      filter: { resource: 'configuration' },
    })
    expect(rows.slice(0, 3)).toMatchObject([
      { source: 'record_changes', verb: 'delete', changed_by: adaId, former: { entries: 5 } },
      { source: 'record_changes', verb: 'delete', changed_by: adaId, former: { entries: 20 } },
      { source: 'configuration', former: { changesKeptYears: 5 }, given: { changesKeptYears: 2 } },
    ])
    await sql`
      insert into public.record_changes (changed_at, verb, resource, record_id, source, source_id)
      values (now() - interval '30 months', 'insert', 'contacts', 1, 'contacts', 1)`
    await sql.unsafe(
      'do $$ begin while public.forget_old_changes() > 0 loop commit; end loop; end $$',
    )
    expect(await old()).toBe(0)
    await keep(null, 2)
  })

  it('tells a write of one row field by field, with its author, and nothing when nothing changed', async () => {
    const { id, name } = await anOpportunity()
    const before = await last()
    await bob.ask(`opportunities?id=eq.${id}`, { method: 'PATCH', body: { competition: 'Acme' } })
    await bob.ask(`opportunities?id=eq.${id}`, { method: 'PATCH', body: { competition: 'Acme' } })
    const entries = await since(before)
    expect(entries.map(told)).toEqual([
      {
        verb: 'update',
        resource: 'opportunities',
        record_id: id,
        source: 'opportunities',
        former: { competition: null },
        given: { competition: 'Acme' },
        changed_by: bobId,
      },
    ])
    expect(entries[0]).toMatchObject({ record_name: name, is_gone: false })
  })

  it('tells what a function changed in many rows, with what followed from it', async () => {
    const rows = await sql<{ id: number }[]>`
      select id::int as id from public.opportunities
      where stage = 'qualified' and not probability_manual and priority <> 'critical' order by id limit 3`
    const ids = rows.map(({ id }) => id)
    const before = await last()
    await ada.call('bulk_update_opportunities', {
      edits: [{ ids, set: { priority: 'critical' } }],
    })
    const entries = await since(before)
    expect(entries.map(({ record_id }) => record_id).sort((a, b) => a - b)).toEqual(ids)
    for (const entry of entries) {
      expect(entry).toMatchObject({ given: { priority: 'critical' }, changed_by: adaId })
    }
    const [first = 0] = ids
    const moved = await last()
    await bob.call('move_opportunity', { opportunity_id: first, new_stage: 'proposal' })
    expect((await since(moved)).map(told)).toEqual([
      {
        verb: 'update',
        resource: 'opportunities',
        record_id: first,
        source: 'opportunities',
        former: { stage: 'qualified', probability: 25 },
        given: { stage: 'proposal', probability: 60 },
        changed_by: bobId,
      },
    ])
  })

  it('tells of links with the record that they hang on, by names', async () => {
    const { id } = await anOpportunity()
    const [organization] = await sql<{ id: number; name: string }[]>`
      select c.id::int as id, c.name from public.companies as c
      where c.deleted_at is null and not exists (
        select from public.opportunity_participants as p where p.opportunity_id = ${id} and p.organization_id = c.id)
      order by c.id limit 1`
    const before = await last()
    const added = await bob.ask('opportunity_participants', {
      body: { opportunity_id: id, organization_id: organization?.id, role: 'competitor' },
    })
    expect(added.status).toBe(201)
    const page = await read(ada, { 'id@gt': before })
    expect(page.rows[0]).toMatchObject({
      verb: 'insert',
      resource: 'opportunities',
      record_id: id,
      source: 'opportunity_participants',
      given: { organization_id: organization?.id, role: 'competitor' },
    })
    expect(page.names[`companies:${organization?.id}`]).toBe(organization?.name)
  })

  it.each([
    ['contacts', 'contact_id', { first_name: 'Kim', last_name: 'Keyed' }],
    ['companies', 'organization_id', { name: 'Keyed' }],
    ['opportunities', 'opportunity_id', { name: 'Keyed', stage: 'lead', index: 0 }],
  ])('tells of external IDs with the record that they name: %s', async (resource, column, row) => {
    const { body } = await bob.ask<{ id: number }[]>(resource, { body: row })
    const id = body[0]?.id ?? 0
    const before = await last()
    const key = { source: 'Old CRM', key: `K-${id}` }
    await bob.ask('external_keys', { body: { ...key, [column]: id } })
    const at = `external_keys?${column}=eq.${id}`
    await bob.ask(at, { method: 'PATCH', body: { key: `L-${id}` } })
    await bob.ask(at, { method: 'DELETE' })
    const hung = { resource, record_id: id, source: 'external_keys', changed_by: bobId }
    expect((await since(before)).map(told)).toEqual([
      { ...hung, verb: 'insert', former: null, given: { ...key, [column]: id } },
      { ...hung, verb: 'update', former: { key: `K-${id}` }, given: { key: `L-${id}` } },
      { ...hung, verb: 'delete', former: { ...key, key: `L-${id}`, [column]: id }, given: null },
    ])
  })

  it('tells of a merge what went and what stayed, and the name of what is gone', async () => {
    const make = async (values: Record<string, unknown>): Promise<number> => {
      const { body } = await bob.ask<{ id: number }[]>('contacts', { body: values })
      return body[0]?.id ?? 0
    }
    const winner = await make({ first_name: 'Lena', last_name: 'Kept' })
    const loser = await make({ first_name: 'Lena', last_name: 'Gone', title: 'CFO' })
    const before = await last()
    await bob.call('merge_duplicates', {
      resource: 'contacts',
      loser_id: loser,
      winner_id: winner,
      chosen: { title: 'CFO' },
    })
    const entries = await since(before)
    const about = (id: number) =>
      entries.filter((entry) => entry.source === 'contacts' && entry.record_id === id)
    expect(about(loser).length).toBeGreaterThan(0)
    expect(about(winner)[0]).toMatchObject({
      former: { title: null },
      given: { title: 'CFO' },
      changed_by: bobId,
    })
    await sql`delete from public.contacts where id = ${loser}`
    const [gone] = (await read(ada, { resource: 'contacts', record_id: loser })).rows
    expect(gone).toMatchObject({ verb: 'delete', is_gone: true, record_name: 'Lena Gone' })
  })

  it('tells of roles and of settings by their keys', async () => {
    const before = await last()
    await ada.call('set_sales_role', { user_id: bobId, new_role: 'manager' })
    await ada.call('set_sales_role', { user_id: bobId, new_role: 'sales' })
    await ada.call('change_settings', { changes: { house: 'Ours' }, former: {} })
    await ada.call('change_settings', { changes: { house: null }, former: { house: 'Ours' } })
    expect((await since(before)).map(told)).toMatchObject([
      { verb: 'insert', resource: 'sales', record_id: bobId, given: { role: 'manager' } },
      { verb: 'update', former: { role: 'manager' }, given: { role: 'sales' } },
      { resource: 'configuration', former: { house: null }, given: { house: 'Ours' } },
      { resource: 'configuration', former: { house: 'Ours' }, given: { house: null } },
    ])
  })

  it('is read page by page', async () => {
    const all = (await read(ada, {}, 200)).rows.map(({ id }) => id)
    const paged: number[] = []
    let next: number | null = null
    do {
      const page: Page = await read(ada, next === null ? {} : { 'id@lt': next }, 4)
      paged.push(...page.rows.map(({ id }) => id))
      next = page.next
    } while (next !== null && paged.length < 200)
    expect(paged).toEqual(all)
  })

  it('is read as a whole by administrators and managers, and of a record by whom sees the record', async () => {
    const { id } = await anOpportunity()
    await bob.ask(`opportunities?id=eq.${id}`, { method: 'PATCH', body: { competition: 'Other' } })
    const about = { resource: 'opportunities', record_id: id }
    expect((await read(manager)).rows).toEqual((await read(ada)).rows)
    for (const client of [bob, reader]) {
      expect((await read(client, about)).rows).toEqual((await read(ada, about)).rows)
      const { rows } = await read(client)
      expect(rows.filter(({ resource }) => /sales|configuration/.test(resource))).toEqual([])
      expect(rows.filter(({ is_gone }) => is_gone)).toEqual([])
    }
    // Hidden from Bob by a policy of the installation, and its history with it.
    await sql.unsafe(`create policy "own hiding" on public.opportunities as restrictive
      for select using (id <> ${id} or public.current_sales_role() = 'administrator')`)
    expect((await read(bob, about)).rows).toEqual([])
    expect((await read(ada, about)).rows.length).toBeGreaterThan(0)
    await sql`drop policy "own hiding" on public.opportunities`
    expect((await visitor(stack.server).ask('record_changes')).status).toBeGreaterThanOrEqual(400)
    const asked = await visitor(stack.server).ask('rpc/list_record_changes', { body: {} })
    expect(asked.status).toBeGreaterThanOrEqual(400)
  })

  it('is written by nobody: not by any role, and not by the key of the server', async () => {
    const [before] =
      await sql`select count(*)::int as count, max(id)::int as last from public.record_changes`
    const row = {
      verb: 'update',
      resource: 'contacts',
      record_id: 1,
      source: 'contacts',
      source_id: 1,
    }
    for (const client of [ada, manager, bob, reader, visitor(stack.server)]) {
      expect((await client.ask('record_changes', { body: row })).status).toBeGreaterThanOrEqual(401)
      const at = 'record_changes?id=gt.0'
      const changed = await client.ask(at, { method: 'PATCH', body: { changed_by: null } })
      expect(changed.status).toBeGreaterThanOrEqual(401)
      expect((await client.ask(at, { method: 'DELETE' })).status).toBeGreaterThanOrEqual(401)
    }
    const rights = await sql`
      select grantee, privilege_type as right from information_schema.role_table_grants
      where table_schema = 'public' and table_name = 'record_changes' and privilege_type <> 'SELECT'
        and grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')`
    expect(rights).toEqual([])
    const [after] =
      await sql`select count(*)::int as count, max(id)::int as last from public.record_changes`
    expect(after).toEqual(before)
  })
})

describe.each(['g8', 'g21'] as const)('the log of a migrated %s', (generation) => {
  it('begins empty, and tells what old clients write under the old names', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    const database = await createLegacyDatabase({ generation, deals: 40 })
    const { sql } = database
    await runMigration(
      {
        ...defaultRunOptions,
        databaseUrl: database.url,
        backupFolder: home,
        isSolo: true,
        signal: new AbortController().signal,
      },
      async () => true,
      () => {},
    )
    const server = await startServer({
      databaseUrl: database.apiUrl,
      home: path.join(home, 'api'),
      publicDir: path.join(home, 'none'),
      port: 0,
    })
    try {
      expect(await sql`select from public.record_changes`).toHaveLength(0)
      const [, seller] = demoUsers
      if (!seller) throw new Error('no demo users')
      const client = await signIn(server, seller)
      const [deal] = await sql<{ id: number }[]>`
        select id::int as id from public.opportunities where stage = 'qualified' order by id limit 1`
      const changed = await client.ask(`deals?id=eq.${deal?.id}`, {
        method: 'PATCH',
        body: { stage: 'proposal-sent' },
      })
      expect(changed.status).toBe(200)
      const entries = await sql`
        select verb, resource, record_id::int as record_id, changed_by::int as changed_by, former, given
        from public.record_changes order by id`
      expect(entries).toEqual([
        {
          verb: 'update',
          resource: 'opportunities',
          record_id: deal?.id,
          changed_by: seller.salesId,
          former: expect.objectContaining({ stage: 'qualified', legacy_stage: 'opportunity' }),
          given: expect.objectContaining({ stage: 'proposal', legacy_stage: 'proposal-sent' }),
        },
      ])
    } finally {
      await server.stop()
      await database.drop()
      await rm(home, { recursive: true, force: true })
    }
  })
})
