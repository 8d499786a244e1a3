import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Stepwise, stepwise } from '../engine/run/stepwise.fixture.ts'
import { EDGES, insertGenerated, legacyData } from './legacy-data.fixture.ts'

const OURS = ['valence_migration']

/** Schema and rows, as the installation sees them. */
async function stateOf(database: TestDatabase): Promise<string> {
  const schema = await schemaDump(database.url, { excludeSchemas: OURS })
  const rows = Object.entries(await dataDigest(database.sql)).filter(
    ([name]) => !name.startsWith('public.migration_'), // the books count runs
  )
  return `${schema}\n${JSON.stringify(rows, null, 1)}`
}

describe.each(['g8', 'g21'] as const)('the law of phases on %s', (generation) => {
  let database: TestDatabase
  let run: Stepwise

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    run = await stepwise(database.url)
  })
  afterAll(async () => {
    await run.close()
    await database.drop()
  })

  it('each phase, rolled back, leaves what was there, and can be applied twice more', async () => {
    const untouched = await stateOf(database)
    for (const phase of run.phases) {
      const before = await stateOf(database)
      await run.apply(phase)
      const applied = await stateOf(database)
      await run.rollBack(phase)
      expect(await stateOf(database), `phase ${phase.id} rolled back`).toBe(before)
      await run.apply(phase)
      await run.apply(phase)
      const again = await stateOf(database)
      expect(again, `phase ${phase.id} applied again`).toBe(applied)
    }
    for (const phase of run.phases.toReversed()) {
      await run.rollBack(phase)
      await run.rollBack(phase)
    }
    for (const phase of run.phases.toReversed()) await run.rollBack(phase)
    expect(await stateOf(database), 'everything rolled back, twice').toBe(untouched)
  })
})

describe.each(['g8', 'g21'] as const)(
  'the law of phases over generated data of %s',
  (generation) => {
    it('holds whatever the rows are', async () => {
      await fc.assert(
        fc.asyncProperty(legacyData, async (data) => {
          const database = await createLegacyDatabase({ generation, deals: 50, defects: 'none' })
          try {
            await insertGenerated(
              database.sql,
              data,
              generation === 'g8' ? '"dealNotes"' : 'deal_notes',
            )
            const run = await stepwise(database.url)
            try {
              const before = await stateOf(database)
              for (const phase of run.phases) await run.apply(phase)
              for (const phase of run.phases.toReversed()) await run.rollBack(phase)
              expect(await stateOf(database)).toBe(before)
            } finally {
              await run.close()
            }
          } finally {
            await database.drop()
          }
        }),
        { numRuns: 6, seed: 20_261_102, examples: [[EDGES]] },
      )
    }, 180_000)
  },
)
