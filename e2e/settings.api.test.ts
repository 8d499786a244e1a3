import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

describe('settings through the API', () => {
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

  const BEFORE = {
    currency: 'EUR',
    dealStages: [{ value: 'won', label: 'Won' }],
    ownKey: { a: [1] },
  }
  beforeEach(async () => {
    await sql.begin(async (tx) => {
      await tx`select set_config('valence.drops_settings', 'on', true)`
      await tx`update public.configuration set config = ${tx.json(BEFORE)} where id = 1`
    })
  })
  const stored = async () => {
    const [row] = await sql<{ config: unknown }[]>`select config from public.configuration`
    return row?.config
  }
  const change = (client: RestClient, args: Record<string, unknown>) =>
    client.call('change_settings', { former: BEFORE, ...args })

  it('write the keys that change and keep all others, known or not', async () => {
    await change(ada, { changes: { currency: 'CHF', title: 'Ours' } })
    expect(await stored()).toEqual({ ...BEFORE, currency: 'CHF', title: 'Ours' })
    await ada.call('change_settings', { changes: { title: null }, former: { title: 'Ours' } })
    expect(await stored()).toEqual({ ...BEFORE, currency: 'CHF' })
  })

  it('are not saved over what someone else saved since, unless that was another key', async () => {
    await change(ada, { changes: { currency: 'CHF' } })
    await expect(change(ada, { changes: { currency: 'USD' } })).rejects.toThrow(/someone else/i)
    await change(ada, { changes: { title: 'Ours' } })
    expect(await stored()).toEqual({ ...BEFORE, currency: 'CHF', title: 'Ours' })
  })

  it('say how many records hold each value, and keep one that any holds', async () => {
    const [sector] = await sql<{ value: string; uses: number }[]>`
      select sector as value, count(*)::int as uses from public.companies
      where sector <> '' group by sector order by 2 desc limit 1`
    const uses = await ada.call<Record<string, Record<string, number>>>('count_setting_uses', {})
    expect(uses['companySectors']?.[sector?.value ?? '']).toBe(sector?.uses)
    expect(Object.keys(uses).sort()).toEqual([
      'companySectors',
      'dealCategories',
      'noteStatuses',
      'taskTypes',
    ])
    const dropped = { companySectors: [sector?.value] }
    await expect(change(ada, { changes: { companySectors: [] }, dropped })).rejects.toThrow(
      `${sector?.uses} records have it`,
    )
    expect(await stored()).toEqual(BEFORE)
    await change(ada, { changes: { companySectors: [] }, dropped: { companySectors: ['nobody'] } })
    expect(await stored()).toEqual({ ...BEFORE, companySectors: [] })
  })

  describe('the probability of a stage', () => {
    const say = (probabilities: Record<string, unknown>) =>
      change(ada, { changes: { opportunityStages: { probabilities } } })
    /** How many opportunities of a stage have which probability, by hand or by their stage. */
    const spread = async (stage: string, isManual: boolean) =>
      await sql<{ probability: number; count: number }[]>`
        select probability::int as probability, count(*)::int as count from public.opportunities
        where stage = ${stage}::public.opportunity_stage and probability_manual = ${isManual}
        group by probability order by probability`
    const weighted = async () => {
      const columns = await bob.call<{ stage: string; weighted: number }[]>('opportunity_board', {
        filter: {},
      })
      return Number(columns.find(({ stage }) => stage === 'proposal')?.weighted)
    }

    it('is at once that of the opportunities that follow it, and of none with a number of its own', async () => {
      const byHand = await spread('proposal', true)
      const [followers] = await spread('proposal', false)
      const before = await weighted()
      expect(followers?.probability).toBe(60)
      expect(byHand.length).toBeGreaterThan(0)
      await say({ proposal: 35 })
      expect(await spread('proposal', false)).toEqual([
        { probability: 35, count: followers?.count },
      ])
      expect(await spread('proposal', true)).toEqual(byHand)
      expect(await spread('qualified', false)).toMatchObject([{ probability: 25 }])
      expect(await weighted()).toBeLessThan(before)
      await ada.call('change_settings', {
        changes: { opportunityStages: null },
        former: { opportunityStages: { probabilities: { proposal: 35 } } },
      })
      expect(await spread('proposal', false)).toMatchObject([{ probability: 60 }])
      expect(await weighted()).toBe(before)
    })

    it('is that of what comes to the stage later', async () => {
      await say({ lead: 7, qualified: 33 })
      const [made] = (
        await bob.ask<{ id: number; probability: number }[]>('opportunities', {
          body: { name: 'Follows the settings', stage: 'lead' },
        })
      ).body
      expect(made?.probability).toBe(7)
      const moved = await bob.call<{ probability: number; probability_manual: boolean }>(
        'move_opportunity',
        { opportunity_id: made?.id, new_stage: 'qualified' },
      )
      expect(moved).toMatchObject({ probability: 33, probability_manual: false })
      const won = await bob.call('move_opportunity', {
        opportunity_id: made?.id,
        new_stage: 'closed_won',
      })
      expect(won).toMatchObject({ probability: 100 })
    })

    it('is certain where it is decided, and sound whatever is written there', async () => {
      const probabilities = {
        ...{ closed_won: 50, closed_lost: 50, lead: 'many', qualified: 400, proposal: -3 },
      }
      // Nobody can say so today; a database of before may hold it.
      await stack.database.sql`
        update public.configuration as c
        set config = c.config || ${stack.database.sql.json({ opportunityStages: { probabilities } })}`
      expect(await spread('closed_won', false)).toMatchObject([{ probability: 100 }])
      expect(await spread('closed_lost', false)).toMatchObject([{ probability: 0 }])
      expect(await spread('lead', false)).toMatchObject([{ probability: 10 }])
      expect(await spread('qualified', false)).toMatchObject([{ probability: 100 }])
      expect(await spread('proposal', false)).toMatchObject([{ probability: 0 }])
    })
  })

  it('of our own stay when an older client writes the whole document as it knows it', async () => {
    const own = {
      opportunityStages: { labels: { lead: 'Enquiry' }, probabilities: { lead: 5 } },
      interactionTypes: { hidden: ['social'] },
    }
    await change(ada, { changes: own })
    const older = { ...BEFORE, title: 'Renamed' }
    await ada.ask('configuration?id=eq.1', { method: 'PATCH', body: { config: older } })
    expect(await stored()).toEqual({ ...older, ...own })
    await ada.call('change_settings', { changes: { interactionTypes: null }, former: own })
    expect(await stored()).toEqual({ ...older, opportunityStages: own.opportunityStages })
  })

  it('are changed by administrators only', async () => {
    await expect(change(bob, { changes: { currency: 'USD' } })).rejects.toThrow(/403/)
    const { body } = await bob.ask<unknown[]>('configuration?id=eq.1', {
      method: 'PATCH',
      body: { config: {} },
    })
    expect(body).toEqual([])
    expect(await stored()).toEqual(BEFORE)
    const stranger = visitor(stack.server)
    for (const name of ['change_settings', 'count_setting_uses']) {
      const { status } = await stranger.ask(`rpc/${name}`, { body: {} })
      expect(status, name).toBeGreaterThanOrEqual(400)
    }
  })
})
