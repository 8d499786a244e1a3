import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { describe, expect, it } from 'vitest'
import { stepwise } from '../run/stepwise.fixture.ts'
import { planRun } from './plan.ts'

/** Every object of `public`, in the words of a plan. */
async function objectsOf(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.sql<{ object: string }[]>`
    select case c.relkind when 'v' then 'view ' else 'table ' end || c.relname as object
    from pg_class as c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
    union
    select format('column %s.%s', c.relname, a.attname)
    from pg_attribute as a join pg_class as c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and c.relname in ('opportunities', 'companies', 'contacts', 'tasks')
    union
    select 'function ' || case n.nspname when 'valence' then 'valence.' else '' end || p.proname
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'valence')
    union
    select 'type ' || t.typname from pg_type as t where t.typnamespace = 'public'::regnamespace and t.typtype = 'e'
    union
    select format('trigger %s.%s', c.relname, t.tgname)
    from pg_trigger as t join pg_class as c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace and not t.tgisinternal
    union
    select format('policy %s.%s', c.relname, p.polname)
    from pg_policy as p join pg_class as c on c.oid = p.polrelid
    where c.relnamespace = 'public'::regnamespace
    union
    select 'index ' || c.relname
    from pg_index as i join pg_class as c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_constraint as k where k.conindid = i.indexrelid)
    order by 1`
  return rows
    .map((row) => row.object)
    .filter((object) => !/ migration_(?:history|progress|status)/.test(object))
}

const RENAMED =
  /^(?:column opportunities\.(?:customer_organization_id|legacy_stage)|(?:policy|trigger) (?:opportunities|opportunity_notes|contact_notes)\.(?!!?valence))/

describe.each(['g8', 'g21'] as const)('the dry run of %s', (generation) => {
  it('lists exactly what the migration adds', async () => {
    const database = await createLegacyDatabase({ generation })
    try {
      const planned = await planRun(database.sql, {})
      if (planned.kind === 'target') throw new Error('this is no legacy database')
      const before = new Set(await objectsOf(database))
      const run = await stepwise(database.url)
      for (const phase of run.phases) await run.apply(phase)
      await run.close()
      const added = (await objectsOf(database)).filter(
        (object) => !before.has(object) && !RENAMED.test(object) && !isColumnOfRenamed(object),
      )
      const listed = planned.plan.phases.flatMap((phase) =>
        phase.creates.map((object) => `${object.kind} ${object.name}`),
      )
      const comparable = listed.filter((object) => !object.startsWith('constraint '))
      expect([...new Set(comparable)].toSorted()).toEqual([...added].toSorted())
    } finally {
      await database.drop()
    }
  })

  it('changes nothing: no sequence, no row version, no object', async () => {
    const database = await createLegacyDatabase({ generation })
    try {
      const state = async () => [
        await database.sql`select sequencename, last_value from pg_sequences order by 1`,
        await database.sql`select id, xmin::text, ctid::text from public.deals order by 1`,
        await database.sql`select id, xmin::text, ctid::text from public.contacts order by 1`,
        await database.sql`select count(*)::int as calls from net.http_calls`,
        await objectsOf(database),
      ]
      const before = await state()
      await planRun(database.sql, {})
      expect(await state()).toEqual(before)
    } finally {
      await database.drop()
    }
  })
})

/** A column that `deals` had before. */
function isColumnOfRenamed(object: string): boolean {
  const name = /^column opportunities\.(?<name>\w+)$/.exec(object)?.groups?.['name']
  return name !== undefined && LEGACY_COLUMNS.includes(name)
}

const LEGACY_COLUMNS = [
  'id',
  'name',
  'contact_ids',
  'category',
  'description',
  'amount',
  'created_at',
  'updated_at',
  'archived_at',
  'expected_closing_date',
  'sales_id',
  'index',
]
