import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Mention {
  readonly id: number
  readonly by_name: string | null
  readonly text: string
  readonly about: { readonly contact: { readonly id: number } | null }
}

const BOUNDS = ['2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z']

describe('mentions through the API', () => {
  let stack: OpportunityStack
  let sql: OpportunityStack['database']['sql']
  let ada: RestClient
  let bob: RestClient
  let adaId: number
  let bobId: number

  beforeAll(async () => {
    stack = await startOpportunityStack()
    sql = stack.database.sql
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
    adaId = stack.users[0].salesId
    bobId = stack.users[1].salesId
    await sql`update public.sales set first_name = 'Ada', last_name = 'Berg' where id = ${adaId}`
    await nameBob()
  })
  afterAll(() => stack?.stop())

  const nameBob = () =>
    sql`update public.sales set first_name = 'Bob', last_name = 'O’Neil (Jr.)' where id = ${bobId}`
  const log = (client: RestClient, description: string, about: object = { contact_id: 3 }) =>
    client.call<{ id: number }>('log_activity', {
      activity: { type: 'note', description, ...about },
    })
  const change = (client: RestClient, id: number, body: object) =>
    client.ask<unknown[]>(`activities?id=eq.${id}`, { method: 'PATCH', body })
  const unseen = async (client: RestClient): Promise<readonly Mention[]> =>
    (await client.call<{ mentions: Mention[] }>('my_reminders', { bounds: BOUNDS })).mentions
  const mentionedIn = async (activityId: number): Promise<number[]> => {
    const rows = await sql<{ id: number }[]>`
      select m.sales_id::int as id from public.activity_mentions as m
      where m.activity_id = ${activityId} order by m.sales_id`
    return rows.map(({ id }) => id)
  }

  it('tell whom a text names, who wrote it and where, until they have seen it', async () => {
    const text = 'Please ask @Bob O’Neil (Jr.), he knows.'
    const { id } = await log(ada, text)
    expect(await mentionedIn(id)).toEqual([bobId])
    const [mention] = await unseen(bob)
    expect(mention).toMatchObject({ by_name: 'Ada Berg', text, about: { contact: { id: 3 } } })
    expect(await unseen(ada)).toEqual([])
    await ada.call('see_mentions', { ids: [mention?.id] })
    expect(await unseen(bob)).toHaveLength(1)
    await bob.call('see_mentions', { ids: [mention?.id] })
    expect(await unseen(bob)).toEqual([])
  })

  it('take a name for what it is, whatever it holds, and no text for long', async () => {
    const name = (last: string) =>
      sql`update public.sales set first_name = '', last_name = ${last} where id = ${bobId}`
    for (const last of [
      '.*',
      '(a+)+$',
      'bob@valence.example',
      '[[:alnum:]]',
      '\\',
      '%',
      'é'.repeat(200),
    ]) {
      await name(last)
      const { id } = await log(ada, `Said @Nobody else and (@${last}), and again`)
      expect(await mentionedIn(id), last).toEqual([bobId])
      const other = await log(ada, 'Said @anything else, @aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')
      expect(await mentionedIn(other.id), last).toEqual([])
    }
    await name('x'.repeat(900))
    // Within the time that a statement has.
    await log(ada, '@x'.repeat(400_000))
    await bob.call('see_mentions', {})
    await nameBob()
  })

  it('follow the text: an edit adds and takes away, the trash hides, deleting removes', async () => {
    const { id } = await log(ada, 'Nobody yet', { organization_id: 4 })
    expect(await mentionedIn(id)).toEqual([])
    await change(ada, id, { description: '@Bob O’Neil (Jr.) and @Ada Berg' })
    expect(await mentionedIn(id)).toEqual([bobId])
    await change(ada, id, { description: 'Now @Bob O’Neil (Jr.) alone' })
    expect(await unseen(bob)).toHaveLength(1)
    await change(ada, id, { description: 'Nobody again' })
    expect(await mentionedIn(id)).toEqual([])
    await change(ada, id, { description: 'Again @Bob O’Neil (Jr.)' })
    await change(ada, id, { deleted_at: new Date().toISOString() })
    expect(await unseen(bob)).toEqual([])
    await change(ada, id, { deleted_at: null })
    expect(await unseen(bob)).toHaveLength(1)
    await ada.ask(`activities?id=eq.${id}`, { method: 'DELETE' })
    expect(await mentionedIn(id)).toEqual([])
  })

  it('are whole names: of two that fit the longer one, and no part of a word or an address', async () => {
    const olsen = await ada.call<{ id: number }>('add_sales_user', {
      email: 'olsen@valence.example',
      first_name: 'Ada',
      last_name: 'Berg Olsen',
      new_role: 'sales',
    })
    expect(await mentionedIn((await log(bob, 'Ask @Ada Berg Olsen')).id)).toEqual([olsen.id])
    expect(await mentionedIn((await log(bob, 'Ask @Ada Berg.')).id)).toEqual([adaId])
    expect(await mentionedIn((await log(bob, 'Ask x@Ada Berg or @Ada Bergmann')).id)).toEqual([])
  })

  it('stay when the name of a user changes', async () => {
    const { id } = await log(bob, 'Ask @Ada Berg')
    await sql`update public.sales set last_name = 'Holm' where id = ${adaId}`
    await change(bob, id, { description: 'Do ask @Ada Berg' })
    expect(await mentionedIn(id)).toEqual([adaId])
    await change(bob, id, { description: 'Do ask @Ada Holm' })
    expect(await mentionedIn(id)).toEqual([adaId])
    await sql`update public.sales set last_name = 'Berg' where id = ${adaId}`
  })

  it('are of users who can sign in, and of the notes of old clients as well', async () => {
    const [note] = await sql<{ id: number }[]>`
      insert into public.contact_notes (contact_id, text, date, sales_id)
      values (3, 'From before: @Bob O’Neil (Jr.)', now(), ${adaId}) returning id::int as id`
    const [activity] = await sql<{ id: number }[]>`
      select a.id::int as id from public.activities as a
      where a.source_table = 'contact_notes' and a.source_id = ${note?.id ?? 0}`
    expect(await mentionedIn(activity?.id ?? 0)).toEqual([bobId])

    await ada.call('set_sales_disabled', { user_id: bobId, is_disabled: true })
    const offered = await ada.call<{ id: number }[]>('mentionable_users', {})
    expect(offered.map((one) => one.id)).toContain(adaId)
    expect(offered.map((one) => one.id)).not.toContain(bobId)
    expect(await mentionedIn((await log(ada, 'Ask @Bob O’Neil (Jr.)')).id)).toEqual([])
    await ada.call('set_sales_disabled', { user_id: bobId, is_disabled: false })
    bob = await signIn(stack.server, stack.users[1])
    // A change of the account takes the name that it was made with.
    await nameBob()
  })

  it('are written by no client, seen with the activity, and closed to visitors', async () => {
    const { id } = await log(ada, 'Ask @Bob O’Neil (Jr.)')
    const row = { activity_id: id, sales_id: adaId, label: '@Ada Berg' }
    expect((await bob.ask('activity_mentions', { body: row })).status).toBe(403)
    const own = `activity_mentions?activity_id=eq.${id}`
    const seen = { method: 'PATCH', body: { seen_at: null } }
    expect((await bob.ask(own, seen)).status).toBe(403)
    expect((await bob.ask(own, { method: 'DELETE' })).status).toBe(403)
    expect((await bob.ask<unknown[]>(own)).body).toHaveLength(1)
    expect((await visitor(stack.server).ask(own)).status).toBe(401)
    for (const name of ['mentionable_users', 'see_mentions']) {
      await expect(visitor(stack.server).call(name, {})).rejects.toThrow(/40[13]/)
    }
  })

  it('stand beside their activity in the timeline, and all can be seen at once', async () => {
    const { id } = await log(ada, 'Ask @Bob O’Neil (Jr.)', { organization_id: 5 })
    const { rows } = await bob.call<{ rows: { id: number; mentions?: string[] }[] }>('timeline', {
      scope: { organization_id: 5 },
    })
    expect(rows.find((row) => row.id === id)?.mentions).toEqual(['@Bob O’Neil (Jr.)'])
    expect((await unseen(bob)).length).toBeGreaterThan(1)
    await bob.call('see_mentions', {})
    expect(await unseen(bob)).toEqual([])
  })
})
