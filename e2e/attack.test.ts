import { STORAGE_DOORS } from '@valence/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareAttackers, relationsOf } from './attack/attackers.ts'
import { attack } from './attack/hostile-run.ts'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'

/** Each place meets every n-th of the four hundred inputs; `npm run test:attack` tries all. */
const EVERY = Number(process.env['VALENCE_ATTACK_EVERY'] ?? 50)

describe('the server under attack', () => {
  let stack: OpportunityStack

  beforeAll(async () => {
    process.env['VALENCE_TRUSTED_PROXIES'] = '127.0.0.1'
    stack = await startOpportunityStack()
  })
  afterAll(() => stack?.stop())

  it('refuses what is hostile with a word of what is wrong, fails at nothing, and shows nobody’s rows', async () => {
    const { sql } = stack.database
    const result = await attack({
      url: stack.server.url,
      publishableKey: stack.server.publishableKey,
      attackers: await prepareAttackers(sql, stack.server, stack.users[0]),
      relations: await relationsOf(sql),
      doors: Object.keys(STORAGE_DOORS),
      every: EVERY,
    })
    expect(result.requests).toBeGreaterThan(900)
    expect(result.weaknesses).toEqual([])
  }, 3_600_000)
})
