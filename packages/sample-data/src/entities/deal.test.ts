import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWorld, DAY_MS } from '../world.ts'
import { deal } from './deal.ts'

const place = fc.record({
  deals: fc.integer({ min: 1, max: 1_000_000 }),
  share: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
  seed: fc.integer(),
})

describe('a deal', () => {
  it('makes sense in a company of any size, wherever its id lies', () => {
    fc.assert(
      fc.property(place, ({ deals, share, seed }) => {
        const world = createWorld({ deals, seed })
        const facts = deal(world, 1 + Math.floor(share * deals))
        const members = new Set(facts.contactIds)
        expect(members.size).toBe(facts.contactIds.length)
        expect(members.size).toBeGreaterThanOrEqual(1)
        expect(members.size).toBeLessThanOrEqual(4)
        for (const member of members) expect(member).toBeLessThanOrEqual(world.counts.contacts)
        expect(facts.company.id).toBeLessThanOrEqual(world.counts.companies)
        expect(facts.createdAt).toBeLessThanOrEqual(world.now)
        expect(facts.createdAt).toBeGreaterThan(world.now - 1_110 * DAY_MS)
        expect(facts.amount).toBeGreaterThan(0)
        expect(facts.salesId).toBeLessThanOrEqual(world.counts.sales)
      }),
      { numRuns: 1_000 },
    )
  })

  it('links three contacts on average in the largest company', () => {
    const world = createWorld({ deals: 1_000_000 })
    let links = 0
    for (let id = 1; id <= 1_000_000; id += 100) links += deal(world, id).contactIds.length
    expect(links / 10_000).toBeGreaterThan(2.9)
    expect(links / 10_000).toBeLessThan(3.1)
  })
})
