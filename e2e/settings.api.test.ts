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
    await sql`update public.configuration set config = ${sql.json(BEFORE)} where id = 1`
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
