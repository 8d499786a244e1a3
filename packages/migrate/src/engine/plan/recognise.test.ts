import { detect } from '@valence/schema'
import { createTargetSchema, readVersion } from '@valence/schema/growth'
import { createLegacyDatabase, createTestDatabase } from '@valence/testkit'
import { describe, expect, it } from 'vitest'
import { readCatalog } from '../../sql/catalog/read-catalog.ts'
import { planRun } from './plan.ts'

describe('recognising a database', () => {
  it.each([
    [
      'g8',
      'G8',
      { opportunityNotes: 'dealNotes', contactNotes: 'contactNotes', hasCamelCaseState: true },
    ],
    [
      'g21',
      'G21',
      { opportunityNotes: 'deal_notes', contactNotes: 'contact_notes', hasCamelCaseState: false },
    ],
  ] as const)('knows %s by what its catalog holds', async (generation, expected, shape) => {
    const database = await createLegacyDatabase({ generation })
    try {
      const detection = detect(await readCatalog(database.sql))
      expect(detection).toMatchObject({
        kind: 'legacy',
        generation: expected,
        isMonotone: true,
        shape,
      })
    } finally {
      await database.drop()
    }
  })

  it('acts on single probes where a fork has them out of order', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      await database.sql`drop policy "Enable delete for authenticated users only" on public.tags`
      const detection = detect(await readCatalog(database.sql))
      expect(detection).toMatchObject({
        kind: 'legacy',
        isMonotone: false,
        shape: { opportunityNotes: 'deal_notes' },
      })
    } finally {
      await database.drop()
    }
  })

  it('does not take a fork that renamed deals itself for a migrated database', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      await database.sql`alter table public.deals rename to opportunities`
      await expect(planRun(database.sql, {})).rejects.toMatchObject({
        exitCode: 3,
        object: expect.stringContaining('table deals, perhaps renamed to opportunities'),
      })
    } finally {
      await database.drop()
    }
  })

  it('knows the target, and says what is missing where it knows nothing', async () => {
    const database = await createTestDatabase()
    try {
      await expect(planRun(database.sql, {})).rejects.toMatchObject({
        exitCode: 3,
        object: expect.stringContaining('table deals'),
      })
      await database.sql.unsafe(
        'create table public.opportunities (id bigint primary key, customer_organization_id bigint)',
      )
      await expect(planRun(database.sql, {})).rejects.toMatchObject({ exitCode: 3 })
      await database.sql`drop table public.opportunities`
      await database.sql.unsafe(
        `create table public.opportunities (id bigint primary key, customer_organization_id bigint, original_company_id bigint,
           probability_manual boolean, stage text, status text, decision_criteria text)`,
      )
      await expect(planRun(database.sql, {})).rejects.toMatchObject({
        exitCode: 3,
        object: expect.stringContaining('table activities of the new schema'),
      })
      expect(await readVersion(database.sql)).toBeNull()
      await database.sql`drop table public.opportunities`
      await createTargetSchema(database.sql)
      expect((await planRun(database.sql, {})).kind).toBe('target')
    } finally {
      await database.drop()
    }
  })
})
