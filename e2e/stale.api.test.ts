import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn } from './rest-client.fixture.ts'

const DEFAULTS = {
  lead: 14,
  qualified: 21,
  needs_analysis: 30,
  proposal: 21,
  negotiation: 30,
  nurturing: 90,
}

describe('stale opportunities through the API', () => {
  let stack: OpportunityStack
  let ada: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    ada = await signIn(stack.server, stack.users[0])
    // Around every limit, from when it was made or came to its stage; some by a second.
    await stack.database.sql`
      update public.opportunities as o set archived_at = null,
        created_at = now() - (o.id % 100) * interval '1 day' - interval '1 second'`
    await stack.database
      .sql`delete from public.opportunity_stage_history as h where h.opportunity_id % 2 = 0`
    await stack.database.sql`
      update public.opportunity_stage_history as h set changed_at = now() - (h.opportunity_id % 40) * interval '24 hours'`
  })
  afterAll(() => stack?.stop())

  /** In SQL of its own. */
  const expected = async (limits: Readonly<Record<string, number | null>>) => {
    const stages = Object.entries(limits).filter(([, days]) => days !== null)
    const rows = await stack.database.sql<{ id: number }[]>`
      select o.id::int as id
      from public.opportunities as o
      join unnest(${stages.map(([stage]) => stage)}::text[], ${stages.map(([, days]) => days)}::int[]) as l (stage, days)
        on l.stage = o.stage::text
      left join (
        select h.opportunity_id, max(h.changed_at) as at from public.opportunity_stage_history as h group by 1
      ) as moved on moved.opportunity_id = o.id
      where o.deleted_at is null and current_date - coalesce(moved.at, o.created_at)::date >= l.days
      order by o.id`
    return rows.map(({ id }) => id)
  }
  const listed = async () => {
    const { rows, total } = await ada.call<{ rows: { id: number }[]; total: number }>(
      'list_opportunities',
      { filter: { stale: true }, page_size: 1000 },
    )
    expect(rows).toHaveLength(total)
    return rows.map(({ id }) => id)
  }
  const setLimits = (stageLimits: unknown) => stack.database.sql`
    update public.configuration as c
    set config = c.config || ${stack.database.sql.json({ stageLimits } as never)}::jsonb`

  it('are those that SQL finds by the defaults, in list, board and dashboard', async () => {
    const ids = await expected(DEFAULTS)
    expect(ids.length).toBeGreaterThan(20)
    expect(await listed()).toEqual(ids)
    const board = await ada.call<{ count: number }[]>('opportunity_board', {
      filter: { stale: true },
    })
    expect(board.reduce((sum, { count }) => sum + count, 0)).toBe(ids.length)
    const dashboard = await ada.call<{ stale: number }>('dashboard', {
      bounds: [],
      first_month: '2026-01-01',
      owner_id: 1,
      hot_statuses: [],
    })
    expect(dashboard.stale).toBe(ids.length)
    const { total } = await ada.call<{ total: number }>('list_opportunities', {
      filter: { stale: false },
    })
    const [all] = await stack.database.sql<{ n: number }[]>`
      select count(*)::int as n from public.opportunities as o where o.deleted_at is null`
    expect(total + ids.length).toBe(all?.n)
  })

  it('go by the settings, of which only numbers of days and «never» count', async () => {
    await setLimits({ lead: 3, proposal: null, negotiation: 'soon', qualified: 0, closed_won: 1 })
    const ids = await expected({ ...DEFAULTS, lead: 3, proposal: null })
    expect(ids).not.toEqual(await expected(DEFAULTS))
    expect(await listed()).toEqual(ids)
    await setLimits('none')
    expect(await listed()).toEqual(await expected(DEFAULTS))
  })
})
