import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MigrationPlan, planRun } from './plan.ts'
import { changedParts, type Decided, planHash, planParts } from './plan-hash.ts'

let database: TestDatabase
let plan: MigrationPlan
let decided: Decided

beforeAll(async () => {
  database = await createLegacyDatabase({ generation: 'g8' })
  plan = await planNow()
  decided = {
    ...plan,
    toolVersion: '1.0.0',
    stageMap: plan.context.stageMap,
    functionMap: { 'public.own()': { kind: 'keep' } },
  }
})
afterAll(() => database.drop())

async function planNow(): Promise<MigrationPlan> {
  const planned = await planRun(database.sql, {})
  if (planned.kind === 'target') throw new Error('this is no legacy database')
  return planned.plan
}

const hashOf = (value: Decided) => planHash(planParts(value))

/** The same value, its keys in another order. */
function turned<Value>(value: Value, by: number): Value {
  if (Array.isArray(value)) return value.map((item: unknown) => turned(item, by)) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, item]) => [key, turned(item, by)])
  const at = entries.length === 0 ? 0 : by % entries.length
  return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)]) as Value // same keys and values
}

describe('the hash of a plan', () => {
  it('does not depend on the order of keys, nor on what rows there are', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.constantFrom('won', 'lost', 'delayed'), (by, back) => {
        const other = {
          ...turned(decided, by),
          counts: { deals: by },
          context: {
            ...turned(decided.context, by),
            stageMapBack: { ...decided.context.stageMapBack, lead: back },
            replacements: [],
          },
        }
        expect(hashOf(other)).toBe(hashOf(decided))
      }),
    )
  })

  it('changes with every decision and every definition, and what changed is named', () => {
    const anyObject = fc.constantFrom(...Object.keys(decided.objects))
    const anyStage = fc.constantFrom(...Object.keys(decided.stageMap))
    const changes: fc.Arbitrary<readonly [Decided, string]> = fc.oneof(
      anyObject.map((object) => {
        const { [object]: _, ...objects } = decided.objects
        return [{ ...decided, objects }, `${object} was dropped`] as const
      }),
      anyObject.map((object) => {
        const objects = { ...decided.objects, [object]: 'another' }
        return [{ ...decided, objects }, `${object} was changed`] as const
      }),
      fc.string({ minLength: 1 }).map((name) => {
        const objects = { ...decided.objects, [`column deals.${name}_`]: 'x' }
        return [{ ...decided, objects }, `column deals.${name}_ was added`] as const
      }),
      anyStage.map((stage) => {
        const stageMap = {
          ...decided.stageMap,
          [stage]: { stage: 'lead', status: 'stalled' } as const,
        }
        return [{ ...decided, stageMap }, 'the stage map was changed'] as const
      }),
      fc.string().map((definition) => {
        const functionMap = { 'public.own()': { kind: 'replace', definition } as const }
        return [{ ...decided, functionMap }, 'the function map was changed'] as const
      }),
      fc.constantFrom(...Object.keys(decided.context.legacyColumns)).map((table) => {
        const legacyColumns = { ...decided.context.legacyColumns, [table]: ['id'] }
        const context = { ...decided.context, legacyColumns }
        return [{ ...decided, context }, 'the shape was changed'] as const
      }),
      fc.constant([
        { ...decided, toolVersion: '2.0.0' },
        'the version of the tool was changed',
      ] as const),
      fc.constant([{ ...decided, database: 'other' }, 'the database was changed'] as const),
    )
    fc.assert(
      fc.property(changes, ([other, what]) => {
        expect(hashOf(other)).not.toBe(hashOf(decided))
        expect(changedParts(planParts(decided), planParts(other))).toEqual([what])
      }),
    )
  })

  it('stays while rows come and go, on a real database', async () => {
    const writes = [
      `insert into public.deals (name, stage) values ('New', 'delayed')`,
      `delete from public.deals where stage = 'won'`,
      `update public.deals set stage = 'in-negociation', amount = 7`,
      `delete from public."dealNotes"`,
      `insert into public.companies (name) values ('New')`,
      `insert into public.contacts (last_name) values ('New')`,
      `update public.contacts set company_id = null`,
      'delete from public.tasks',
      'analyze',
    ]
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(writes, { minLength: 2 }), async (chosen) => {
        for (const statement of chosen) await database.sql.unsafe(statement)
        expect((await planNow()).hash).toBe(plan.hash)
      }),
      { numRuns: 5 },
    )
  })

  it.each([
    'alter table public.deals add column region text',
    'alter table public.deals alter column amount set default 1',
    `create function public.own() returns text language sql as $f$ select 'x' $f$`,
    `create or replace function public.own() returns text language sql as $f$ select 'y' $f$`,
    'create policy mine on public.deals for select to authenticated using (true)',
    'alter policy mine on public.deals to anon',
    'revoke select on public.deals from authenticated',
    'create index mine on public.deals (name)',
    'create table public.audit_log (entity_type text, at timestamptz)',
  ])('changes with the schema: %s', async (statement) => {
    const before = await planNow()
    await database.sql.unsafe(statement)
    expect((await planNow()).hash).not.toBe(before.hash)
  })
})
