import type { Transaction } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readParked } from '../../phases/parked.ts'
import { stepwise } from '../run/stepwise.fixture.ts'
import { targetState } from './target-state.fixture.ts'

const ROWS = [
  {
    line: 2,
    organization: { name: 'Imported Mill', city: 'Leeds' },
    contact: {
      first_name: 'Ida',
      last_name: 'Mill',
      email_jsonb: [{ email: 'Ida@mill.example', type: 'Work' }],
      tags: ['imported'],
    },
    opportunity: { name: 'Imported order', amount: 5 },
  },
  {
    line: 3,
    organization: { name: 'imported mill' },
    opportunity: { name: 'Imported order', stage: 'closed_won' },
  },
  { line: 4, contact: { first_name: 'Alone', last_name: 'Import' } },
]

const KEYED = ['K-1', 'K-2'].map((id, place) => ({
  line: place + 2,
  organization: { external_id: id, name: `Works ${id}` },
  contact: { external_id: id, last_name: `Person ${id}` },
  opportunity: { external_id: id, name: `Order ${id}` },
}))

describe.each(['g8', 'g21'] as const)('an import into a migrated %s', (generation) => {
  let database: TestDatabase
  let run: Awaited<ReturnType<typeof stepwise>>
  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    await migrate()
  })
  afterAll(async () => {
    await run?.close()
    await database?.drop()
  })

  const migrate = async () => {
    run = await stepwise(database.url)
    for (const phase of run.phases) await run.apply(phase)
  }
  const asUser = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const [user] = await database.sql<{ id: string }[]>`
      select s.user_id::text as id from public.sales as s order by s.id limit 1`
    return database.asUser(user?.id ?? '', work)
  }
  const load = (rows: readonly object[] = ROWS) =>
    asUser(async (tx) => {
      const [started] = await tx<{ id: number }[]>`
        select public.start_import_run('a.csv', '1', '{}', 3)::int as id`
      const [answer] = await tx<{ results: { outcome: string; error?: object }[] }[]>`
        select public.import_rows(${tx.json(rows.map((row) => ({ ...row })))}, ${started?.id ?? 0}, '{"source": "Other"}') as results`
      return { runId: started?.id ?? 0, results: answer?.results ?? [] }
    })
  const withoutImports = async () =>
    (await targetState(database)).filter((line) => !/^(import_|record_changes )/.test(line))

  it('shows through the old names, changes nothing the second time, and is taken back to the last row, by way of the trash', async () => {
    const before = await withoutImports()
    const first = await load()
    expect(first.results.map(({ outcome, error }) => [outcome, error])).toEqual([
      ['created', undefined],
      ['updated', undefined],
      ['created', undefined],
    ])
    const old = await database.sql`
      select d.stage, cardinality(d.contact_ids) as people, c.name
      from public.deals as d join public.companies as c on c.id = d.company_id where d.name = 'Imported order'`
    expect(old).toEqual([{ stage: 'won', people: 1, name: 'Imported Mill' }])
    const after = await withoutImports()

    const second = await load()
    expect(new Set(second.results.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']))
    expect(await withoutImports()).toEqual(after)

    const undone = await asUser(
      (tx) => tx<{ answer: { kept: number; remaining: number } }[]>`
      select public.undo_import_run(${first.runId}) as answer`,
    )
    expect(undone[0]?.answer).toMatchObject({ kept: 0, remaining: 0 })
    const trash = await database.sql`
      select name from public.companies where deleted_at is not null
      union all
      select name from public.opportunities where deleted_at is not null
      order by name`
    expect(trash.map(({ name }) => name)).toEqual(['Imported Mill', 'Imported order'])
    // What moved from stage to stage goes with its opportunity.
    await database.sql`delete from public.opportunities where deleted_at is not null`
    await database.sql`delete from public.companies where deleted_at is not null`
    expect(await withoutImports()).toEqual(before)
  })

  it('keeps external IDs over a rollback, but for what the old application deletes meanwhile', async () => {
    await load(KEYED)
    for (const phase of [...run.phases].reverse()) await run.rollBack(phase)
    await run.close()
    expect(await readParked(database.sql)).toContainEqual({
      what: 'external IDs of records',
      rows: 6,
    })
    await database.sql`delete from public.contacts where last_name = 'Person K-2'`
    await migrate()
    const keys = await database.sql`
      select k.key, count(*)::int as count from public.external_keys as k group by k.key order by k.key`
    expect(keys).toEqual([
      { key: 'K-1', count: 3 },
      { key: 'K-2', count: 2 },
    ])
    const { results } = await load(KEYED)
    expect(results.map(({ outcome }) => outcome)).toEqual(['unchanged', 'created'])
  })
})
