import { connect, type Sql } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Phase } from '../../phase.ts'
import { onlineExecutor } from '../ground/executor.ts'
import { refreshStatistics } from './refresh-statistics.ts'
import { type Stepwise, stepwise } from './stepwise.fixture.ts'

/** Columns of tables with rows that the planner knows nothing of. */
async function unknownColumns(sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select format('%s.%s', c.relname, a.attname) as name
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace
      and c.relkind = 'r'
      and (c.relname ~ '^(opportunit|compan|contact|activit|tasks)' and pg_relation_size(c.oid) > 0)
      and not exists (select from pg_statistic as s where s.starelid = c.oid and s.staattnum = a.attnum)
    order by 1`
  return rows.map(({ name }) => name)
}

describe('statistics for the planner', () => {
  let database: TestDatabase
  let steps: Stepwise

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21', deals: 120 })
    await database.sql`analyze`
    steps = await stepwise(database.url)
  })
  afterAll(async () => {
    await steps?.close()
    await database?.drop()
  })

  it('are there before rows are filled, and for what was filled, phase by phase', async () => {
    for (const phase of steps.phases) {
      const unknown: string[] = []
      await steps.apply(
        beforeFirstBatch(phase, async (tx) => unknown.push(...(await unknownColumns(tx)))),
      )
      expect({ phase: phase.id, unknown }).toEqual({ phase: phase.id, unknown: [] })
      expect(await unknownColumns(database.sql)).toEqual([])
    }
  })

  it('of a table that someone vacuums are left to autovacuum, and no one fails for it', async () => {
    const other = connect(database.url, { max: 1 })
    const db = connect(database.url, { max: 1 })
    await db`alter table public.contacts add column own_column text`
    await db`alter table public.companies add column own_column text`
    await other`begin`
    await other`lock table public.contacts in share update exclusive mode`
    await refreshStatistics(onlineExecutor(db), ['public.contacts', 'public.companies'], () => {})
    expect(await unknownColumns(db)).toEqual(['contacts.own_column'])
    await other`rollback`
    await refreshStatistics(onlineExecutor(db), ['public.contacts'], () => {})
    expect(await unknownColumns(db)).toEqual([])
    await Promise.all([other.end(), db.end()])
  })

  it('of a table whose own index fails are said to be missing, and the others are made', async () => {
    const db = connect(database.url, { max: 1 })
    await db.unsafe(`
      create function public.own_fold(text) returns text language sql immutable return lower($1);
      create index own_folded on public.contacts (public.own_fold(first_name));
      create or replace function public.own_fold(text) returns text language plpgsql immutable
        as $$ begin raise exception 'no own_words here'; end $$;
      alter table public.companies add column second_column text`)
    const told: string[] = []
    await refreshStatistics(
      onlineExecutor(db),
      ['public.contacts', 'public.companies'],
      (event) => void (event.kind === 'message' && told.push(event.text)),
    )
    expect(told).toEqual([
      'No statistics of public.contacts: no own_words here. Queries go on with what the server knew before; try "analyze public.contacts" later.',
    ])
    expect(await unknownColumns(db)).toEqual([])
    await db.end()
  })
})

function beforeFirstBatch(phase: Phase, look: (tx: Sql) => Promise<unknown>): Phase {
  let isFirst = true
  return {
    ...phase,
    steps: phase.steps.map((step) => ({
      ...step,
      batch: async (tx, after, limit) => {
        if (isFirst) await look(tx)
        isFirst = false
        return await step.batch(tx, after, limit)
      },
    })),
  }
}
