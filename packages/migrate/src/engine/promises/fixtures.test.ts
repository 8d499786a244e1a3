import { type FixtureName, fixtureFacts, fixtureNames } from '@valence/sample-data'
import { detect } from '@valence/schema'
import { createFixtureDatabase } from '@valence/testkit'
import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../sql/catalog/read-catalog.ts'

/** Generations whose step each probe is, in the order of history. */
const HISTORY = [
  'G0',
  'G0x',
  'G1a',
  'G1b',
  'G1c',
  'G1d',
  'G1e',
  ...Array.from({ length: 19 }, (_, place) => `G${place + 2}`),
]
/** Steps that the next one took back, or that the main line never took. */
const PASSING = ['G0', 'G0x', 'G9']

/** Probes that hold for a generation, by the steps that they recognise. */
function stepsOf(generation: string): readonly string[] {
  const last = HISTORY.indexOf(generation === 'G21' ? 'G20' : generation)
  return HISTORY.filter((step, place) =>
    PASSING.includes(step) ? step === generation : place <= last,
  )
}

async function detectFixture(name: FixtureName) {
  const database = await createFixtureDatabase(name)
  try {
    return detect(await readCatalog(database.sql))
  } finally {
    await database.drop()
  }
}

describe('every generation is recognised', () => {
  const recognised = fixtureNames.filter((name) => fixtureFacts[name].generation !== null)

  it.each(recognised)('knows %s, and which steps it has taken', async (name) => {
    const { generation, isMonotone } = fixtureFacts[name]
    const detection = await detectFixture(name)
    if (detection.kind !== 'legacy') throw new Error(JSON.stringify(detection))
    expect(detection).toMatchObject({ generation, isMonotone })
    const answers = Object.values(detection.vector)
    expect(answers).toHaveLength(HISTORY.length)
    expect(HISTORY.filter((_, place) => answers[place])).toEqual(stepsOf(generation ?? ''))
  })

  it('names every renamed or missing object of a database it does not know', async () => {
    expect(await detectFixture('t10')).toEqual({
      kind: 'unknown',
      missing: [
        'table deals, perhaps renamed to engagements',
        'column engagements.amount, perhaps renamed to result_count',
        'column engagements.sales_id, perhaps renamed to user_id',
        'column contacts.sales_id, perhaps renamed to user_id',
        'column companies.sales_id, perhaps renamed to user_id',
        'table sales, perhaps renamed to users',
        'table deal_notes (or "dealNotes")',
        'table contact_notes (or "contactNotes")',
      ],
    })
  })
})
