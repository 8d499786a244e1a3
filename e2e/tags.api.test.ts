import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface ListPage {
  readonly total: number
  readonly rows: readonly { id: number; tag_ids: number[] }[]
}
interface TagAnswer {
  readonly count: number
  readonly ids: readonly number[]
}
interface TagUse {
  readonly id: number
  readonly contacts: number
  readonly organizations: number
  readonly opportunities: number
}

const TABLES = {
  contacts: 'contacts',
  organizations: 'companies',
  opportunities: 'opportunities',
} as const
type Resource = keyof typeof TABLES
const RESOURCES = Object.keys(TABLES) as Resource[]

describe('tags through the API', () => {
  let stack: OpportunityStack
  let sql: OpportunityStack['database']['sql']
  let ada: RestClient
  let bob: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    sql = stack.database.sql
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
  })
  afterAll(() => stack?.stop())

  const newTag = async (name: string): Promise<number> => {
    const [row] = await sql<{ id: number }[]>`
      insert into public.tags (name, color) values (${name}, '#8fb8de') returning id::int as id`
    return row?.id ?? 0
  }
  /** Lists leave out what is archived. */
  const someIds = async (resource: Resource, count: number): Promise<number[]> => {
    const shown = resource === 'opportunities' ? 'and archived_at is null' : ''
    const rows = await sql.unsafe<{ id: number }[]>(
      `select id::int as id from public.${TABLES[resource]} where deleted_at is null ${shown} order by id limit ${count}`,
    )
    return rows.map((row) => row.id)
  }
  const tag = (client: RestClient, change: Record<string, unknown>) =>
    client.call<TagAnswer>('tag_records', change)
  const tagged = async (resource: Resource, tagId: number): Promise<number[]> => {
    const { rows } = await ada.call<ListPage>(`list_${resource}`, {
      filter: { tag: [tagId] },
      sort: 'id',
      page_size: 5000,
    })
    return rows.map((row) => row.id)
  }
  const usesOf = async (tagId: number): Promise<Omit<TagUse, 'id'> | undefined> => {
    const uses = await ada.call<TagUse[]>('count_tag_uses', {})
    const found = uses.find((use) => use.id === tagId)
    if (!found) return undefined
    const { id: _id, ...counts } = found
    return counts
  }

  it.each(RESOURCES)(
    'are given to %s once, are found by the filter of the list, and go again',
    async (resource) => {
      const tagId = await newTag(`Once ${resource}`)
      const ids = await someIds(resource, 3)
      const first = await tag(ada, {
        resource,
        tag_id: tagId,
        is_added: true,
        ids: ids.slice(0, 2),
      })
      expect([...first.ids].sort((a, b) => a - b)).toEqual(ids.slice(0, 2))
      const again = await tag(ada, { resource, tag_id: tagId, is_added: true, ids })
      expect(again).toEqual({ count: 1, ids: ids.slice(2) })
      expect(await tagged(resource, tagId)).toEqual(ids)
      expect(await usesOf(tagId)).toEqual({
        contacts: 0,
        organizations: 0,
        opportunities: 0,
        [resource]: 3,
      })

      const gone = await tag(ada, { resource, tag_id: tagId, is_added: false, ids })
      expect(gone.count).toBe(3)
      expect(await tagged(resource, tagId)).toEqual([])
    },
  )

  it.each([
    ['contacts', { status: ['hot'] }, "status = 'hot'"],
    ['organizations', { priority: 'A' }, "priority = 'A'"],
    ['opportunities', { stage: ['lead'] }, "stage = 'lead' and archived_at is null"],
  ] as const)(
    'are given to all %s under the filter of the list with one call, and taken from those again',
    async (resource, filter, condition) => {
      const tagId = await newTag(`All ${resource}`)
      const wanted = await sql.unsafe<{ id: number }[]>(
        `select id::int as id from public.${TABLES[resource]} where deleted_at is null and ${condition} order by id`,
      )
      expect(wanted.length).toBeGreaterThan(3)
      const done = await tag(ada, { resource, tag_id: tagId, is_added: true, filter })
      expect(done.count).toBe(wanted.length)
      expect(await tagged(resource, tagId)).toEqual(wanted.map((row) => row.id))
      await tag(ada, { resource, tag_id: tagId, is_added: false, ids: done.ids })
      expect(await tagged(resource, tagId)).toEqual([])
    },
  )

  it('are read with each row of a list, on the board, and with the page of an organization', async () => {
    const tagId = await newTag('Seen')
    const [organization = 0] = await someIds('organizations', 1)
    const [opportunity] = await sql<{ id: number; stage: string }[]>`
      select id::int as id, stage::text as stage from public.opportunities
      where deleted_at is null and archived_at is null order by index, id limit 1`
    await tag(ada, {
      resource: 'organizations',
      tag_id: tagId,
      is_added: true,
      ids: [organization],
    })
    const ids = [opportunity?.id]
    await tag(ada, { resource: 'opportunities', tag_id: tagId, is_added: true, ids })

    const list = await ada.call<ListPage>('list_organizations', { filter: { tag: [tagId] } })
    expect(list.rows[0]?.tag_ids).toEqual([tagId])
    const overview = await ada.call<{ tag_ids: number[] }>('organization_overview', {
      organization_id: organization,
    })
    expect(overview.tag_ids).toEqual([tagId])
    const board = await ada.call<{ stage: string; count: number; cards: ListPage['rows'] }[]>(
      'opportunity_board',
      { filter: { tag: [tagId] } },
    )
    const column = board.find(({ stage }) => stage === opportunity?.stage)
    expect([column?.count, column?.cards[0]?.tag_ids]).toEqual([1, [tagId]])
    const { body } = await ada.ask<{ tag_ids: number[] }[]>(
      `opportunities_summary?select=tag_ids&id=eq.${opportunity?.id}`,
    )
    expect(body).toEqual([{ tag_ids: [tagId] }])
  })

  it('come with a new organization or opportunity, all or nothing', async () => {
    const tagId = await newTag('From the start')
    const organization = await ada.call<{ id: number; name: string }>('create_organization', {
      organization: { name: 'Tagged', tag_ids: [tagId] },
    })
    expect(organization.name).toBe('Tagged')
    expect(await tagged('organizations', tagId)).toEqual([organization.id])
    const opportunity = await ada.call<{ id: number }>('create_opportunity_with_participants', {
      opportunity: { name: 'Tagged', tag_ids: [tagId] },
    })
    expect(await tagged('opportunities', tagId)).toEqual([opportunity.id])

    const gone = { name: 'Half done', tag_ids: [tagId, 999_999] }
    for (const [name, args] of [
      ['create_organization', { organization: gone }],
      ['create_opportunity_with_participants', { opportunity: gone }],
    ] as const) {
      await expect(ada.call(name, args)).rejects.toThrow(/There is no tag 999999/)
    }
    const [left] = await sql<{ count: number }[]>`
      select (select count(*) from public.companies as c where c.name = 'Half done')::int
        + (select count(*) from public.opportunities as o where o.name = 'Half done')::int as count`
    expect(left?.count).toBe(0)
    await expect(ada.call('create_organization', { organization: {} })).rejects.toThrow(
      /null value in column/,
    )
    await expect(
      visitor(stack.server).call('create_organization', { organization: { name: 'x' } }),
    ).rejects.toThrow(/40[13]/)
  })

  it('are deleted with their uses', async () => {
    const tagId = await newTag('Short-lived')
    const kept = await newTag('Kept')
    const [contact = 0] = await someIds('contacts', 1)
    const [organization = 0] = await someIds('organizations', 1)
    for (const id of [kept, tagId]) {
      await tag(ada, { resource: 'contacts', tag_id: id, is_added: true, ids: [contact] })
      await tag(ada, { resource: 'organizations', tag_id: id, is_added: true, ids: [organization] })
    }
    await ada.call('delete_tag_with_uses', { tag_id: tagId })
    const left = await sql`
      select c.tags @> array[${tagId}]::bigint[] as had, c.tags @> array[${kept}]::bigint[] as has,
        (select count(*)::int from public.record_tags where tag_id = ${tagId}) as links,
        (select count(*)::int from public.record_tags where tag_id = ${kept}) as others
      from public.contacts as c where c.id = ${contact}`
    expect(left).toEqual([{ had: false, has: true, links: 0, others: 1 }])
    expect(await usesOf(tagId)).toBeUndefined()
    await expect(ada.call('delete_tag_with_uses', { tag_id: tagId })).rejects.toThrow(/not exist/)
    await expect(
      tag(ada, { resource: 'contacts', tag_id: tagId, is_added: true, ids: [contact] }),
    ).rejects.toThrow(/There is no tag/)
  })

  it('do not count what is in the trash', async () => {
    const tagId = await newTag('Trashed')
    const { body } = await ada.ask<{ id: number }[]>('companies', { body: { name: 'Goes' } })
    const id = body[0]?.id
    await tag(ada, { resource: 'organizations', tag_id: tagId, is_added: true, ids: [id] })
    await ada.call('trash_organization', { organization_id: id })
    expect((await usesOf(tagId))?.organizations).toBe(0)
  })

  it('of two organizations that are merged are together on the one that stays, and apart again after', async () => {
    const [own, both] = [await newTag('Own'), await newTag('Both')]
    const ids: number[] = []
    for (const name of ['Tag loser', 'Tag winner']) {
      const { body } = await ada.ask<{ id: number }[]>('companies', { body: { name } })
      ids.push(body[0]?.id ?? 0)
    }
    const [loser, winner] = ids
    const organizations = { resource: 'organizations', is_added: true }
    await tag(ada, { ...organizations, tag_id: own, ids: [loser] })
    await tag(ada, { ...organizations, tag_id: both, ids })
    const merge = await ada.call<number>('merge_duplicates', {
      resource: 'organizations',
      loser_id: loser,
      winner_id: winner,
    })
    const tagsOf = async (id: number | undefined) => {
      const rows = await sql<{ tag: number }[]>`
        select tag_id::int as tag from public.record_tags
        where organization_id = ${id ?? 0} order by tag_id`
      return rows.map((row) => row.tag)
    }
    expect(await tagsOf(winner)).toEqual([own, both])
    await ada.call('undo_merge', { merge_id: merge })
    expect([await tagsOf(loser), await tagsOf(winner)]).toEqual([[own, both], [both]])
  })

  it.each(['red;} body{display:none}', 'url(//e.example)', '#12345', 'redd', ''])(
    'have a colour and nothing else: %s is refused',
    async (color) => {
      const added = await ada.ask('tags', { body: { name: 'Odd', color } })
      expect(added.status).toBe(400)
      const tagId = await newTag('Even')
      const changed = await ada.ask(`tags?id=eq.${tagId}`, { method: 'PATCH', body: { color } })
      expect(changed.status).toBe(400)
    },
  )

  it('keep an odd colour of old, whatever else is changed, and take a better one', async () => {
    const [row] = await sql<{ id: number }[]>`
      insert into public.tags (name, color) values ('Old', 'red;}') returning id::int as id`
    const path = `tags?id=eq.${row?.id}`
    const named = { name: 'Renamed', color: 'red;}' }
    expect((await ada.ask(path, { method: 'PATCH', body: named })).status).toBe(200)
    for (const color of ['#8fb8de', '#FFF', 'Teal']) {
      expect((await ada.ask(path, { method: 'PATCH', body: { color } })).status, color).toBe(200)
    }
  })

  it('visitors can neither read nor set them', async () => {
    const stranger = visitor(stack.server)
    for (const name of ['tag_records', 'count_tag_uses', 'delete_tag_with_uses']) {
      const { status } = await stranger.ask(`rpc/${name}`, { body: {} })
      expect(status, name).toBeGreaterThanOrEqual(400)
    }
    expect((await stranger.ask('record_tags')).status).toBeGreaterThanOrEqual(400)
  })

  // Last, because they close doors that the others use.
  describe('where a record may not be changed, or not be seen', () => {
    let own: number
    let other: number

    beforeAll(async () => {
      const { salesId: bobId } = stack.users[1]
      await sql.unsafe(`
        drop policy "valence members" on public.companies;
        create policy "all are seen" on public.companies for select to authenticated using (true);
        create policy "own are changed" on public.companies for update to authenticated
          using (sales_id = (select valence.current_sales_id())) with check (true)`)
      const idWhere = async (condition: string) => {
        const [row] = await sql.unsafe<{ id: number }[]>(
          `select id::int as id from public.companies where deleted_at is null and ${condition} limit 1`,
        )
        return row?.id ?? 0
      }
      own = await idWhere(`sales_id = ${bobId}`)
      other = await idWhere(`sales_id <> ${bobId}`)
    })

    it('they are not set, changed or taken away there', async () => {
      const tagId = await newTag('Closed')
      const change = { resource: 'organizations', tag_id: tagId, ids: [own, other] }
      const done = await tag(bob, { ...change, is_added: true })
      expect(done).toEqual({ count: 1, ids: [own] })
      const row = { tag_id: tagId, organization_id: other }
      expect((await bob.ask('record_tags', { body: row })).status).toBe(403)

      await sql`insert into public.record_tags (tag_id, organization_id) values (${tagId}, ${other})`
      const taken = await tag(bob, { ...change, is_added: false })
      expect(taken).toEqual({ count: 1, ids: [own] })
      const at = `record_tags?organization_id=eq.${other}`
      await bob.ask(at, { method: 'PATCH', body: { tag_id: 1 } })
      await bob.ask(at, { method: 'DELETE' })
      const left = await sql`
        select organization_id::int as id from public.record_tags where tag_id = ${tagId}`
      expect(left).toEqual([{ id: other }])
    })

    it('they are not seen there', async () => {
      const tagId = await newTag('Unseen')
      await sql`
        insert into public.record_tags (tag_id, organization_id)
        values (${tagId}, ${own}), (${tagId}, ${other})`
      await sql.unsafe(`
        drop policy "all are seen" on public.companies;
        create policy "own are seen" on public.companies for select to authenticated
          using (sales_id = (select valence.current_sales_id()))`)
      const { body } = await bob.ask<{ organization_id: number }[]>(
        `record_tags?select=organization_id&tag_id=eq.${tagId}`,
      )
      expect(body).toEqual([{ organization_id: own }])
    })
  })
})
