import { manifest, tableOf } from '@valence/schema/manifest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { accessToken, type RestClient, signIn } from './rest-client.fixture.ts'

/** A column of this name is the server's, in every table that is ours and that clients write. */
const OF_THE_SERVER =
  /^(?:created_by|created_at|updated_at|source_(?:table|id|row)|original_\w+|\w+_backup)$/
/** Written by functions, triggers and administrators' doors alone: see `users.api.test.ts`. */
const CLOSED = [
  'activity_mentions',
  'configuration',
  'import_changes',
  'import_runs',
  'merge_records',
  'opportunity_stage_history',
  'record_changes',
  'sales_roles',
]
const FORGED: Readonly<Record<string, unknown>> = {
  bigint: 999,
  'timestamp with time zone': '2001-01-01T00:00:00Z',
  text: 'contact_notes',
  jsonb: { text: 'forged' },
}

const guarded = manifest().tables.flatMap((table) =>
  CLOSED.includes(table.name)
    ? []
    : table.columns
        .filter((column) => OF_THE_SERVER.test(column.name) && (column.isAdded || !table.isLegacy))
        .map((column) => ({ table: table.name, column: column.name, type: column.type })),
)

describe('what the server says of a row', () => {
  let stack: OpportunityStack
  let ada: RestClient
  let bob: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
  })
  afterAll(() => stack?.stop())

  it('is there to be forged at all', () => {
    expect(guarded.length).toBeGreaterThan(15)
    expect(guarded.map(({ type }) => FORGED[type])).not.toContain(undefined)
  })

  it.each(guarded)(
    'is not taken from a client: $table $column',
    async ({ table, column, type }) => {
      await seed(table)
      for (const client of [ada, bob]) {
        if (client === bob && table === 'saved_views') continue // They are their owner's alone.
        const changed = await client.ask(`${table}?id=gt.0`, {
          method: 'PATCH',
          body: { [column]: FORGED[type] },
        })
        // Where no policy lets anyone update, nothing is found.
        if (changed.status === 200) expect(changed.body).toEqual([])
        else expect([400, 403], JSON.stringify(changed.body)).toContain(changed.status)
        const made = await client.ask<{ message: string }>(table, {
          body: { ...(await copyOf(table)), [column]: FORGED[type] },
        })
        expect(made.status, JSON.stringify(made.body)).toBe(403)
        expect(made.body.message).toContain(column)
      }
    },
  )

  it('is that of whoever writes: an activity without an author gets one', async () => {
    const [contact] = (await bob.ask<{ id: number }[]>('contacts?limit=1')).body
    const made = await bob.ask<{ created_by: number; source_table: string | null }[]>(
      'activities',
      {
        body: { activity_type: 'engagement', type: 'call', contact_id: contact?.id },
      },
    )
    expect(made.body[0]).toMatchObject({ created_by: stack.users[1].salesId })
  })

  it('stays as it is when a whole record is sent back', async () => {
    const [activity] = (await ada.ask<{ id: number }[]>('activities?limit=1&source_id=is.null'))
      .body
    const answer = await ada.ask(`activities?id=eq.${activity?.id}`, {
      method: 'PATCH',
      body: { ...activity, subject: 'Said again' },
    })
    expect(answer.status).toBe(200)
  })

  it('is how long a text may be, too: the refusal says which, how long, and what to do', async () => {
    for (const [method, path] of [
      ['POST', 'companies'],
      ['PATCH', 'companies?id=eq.1'],
    ] as const) {
      const answer = await bob.ask(path, { method, body: { name: 'n'.repeat(200_000) } })
      expect(answer).toMatchObject({
        status: 400,
        body: {
          code: '22001',
          message: 'companies.name has at most 1000 characters, and this value has 200000',
          hint: 'Shorten it, or attach it as a file.',
        },
      })
    }
  })

  it('is no name of a user that is longer than any, by way of the sign-in either', async () => {
    const token = await accessToken(stack.server, stack.users[1])
    const answer = await fetch(`${stack.server.url}/auth/v1/user`, {
      method: 'PUT',
      headers: {
        apikey: stack.server.publishableKey,
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ data: { first_name: 'Bob', last_name: 'x'.repeat(200_000) } }),
    })
    const [sale] = await stack.database.sql<{ name: string }[]>`
      select s.last_name as name from public.sales as s where s.id = ${stack.users[1].salesId}`
    expect(sale?.name.length).toBeLessThan(1000)
    expect(answer.status, await answer.text()).toBeLessThan(500)
  })

  /** A row that a client may write, by which a forged one is tried. */
  const copyOf = async (table: string): Promise<Record<string, unknown>> => {
    const [row] = await stack.database.sql.unsafe<Record<string, unknown>[]>(
      `select to_jsonb(t) as row from public.${table} as t order by id desc limit 1`,
    )
    const known = { ...(row?.['row'] as Record<string, unknown>) }
    for (const column of Object.keys(known)) {
      if (column === 'id' || OF_THE_SERVER.test(column) || isGenerated(table, column))
        delete known[column]
    }
    return known
  }

  /** Tables that the sample leaves empty. */
  const seed = async (table: string) => {
    const { sql } = stack.database
    const [found] = await sql.unsafe(`select from public.${table} limit 1`)
    if (found !== undefined) return
    await sql.unsafe(SEEDS[table] ?? `do $$ begin raise exception 'no row of ${table}' $$`)
  }
})

const SEEDS: Readonly<Record<string, string>> = {
  contact_preferred_principals: `
    update public.companies set is_principal = true where id = (select min(id) from public.companies);
    insert into public.contact_preferred_principals (contact_id, principal_organization_id)
    select (select min(id) from public.contacts), (select min(id) from public.companies)`,
  distinct_records: `
    insert into public.distinct_records (resource, first_id, second_id)
    select 'contacts', min(id), max(id) from public.contacts`,
  interaction_participants: `
    insert into public.interaction_participants (activity_id, contact_id)
    select (select min(id) from public.activities), (select min(id) from public.contacts)`,
  saved_views: `
    insert into public.saved_views (sales_id, resource, name, is_shared)
    select min(id), 'contacts', 'Mine', true from public.sales`,
}

function isGenerated(table: string, name: string): boolean {
  return tableOf(`public.${table}`).columns.some(
    (column) => column.name === name && column.generated !== null,
  )
}
