import { copyIn } from '@valence/db'
import { splitStatements, targetSchemaFiles } from '@valence/schema/sql'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoUsers } from '../demo-users.ts'
import { legacyTables } from '../legacy/tables.ts'
import { loadTarget } from './load.ts'
import { targetRecords, targetTables } from './tables.ts'

const OPTIONS = { opportunities: 600 }
let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase({
    template: 'sample-target',
    build: async ({ sql }) => {
      for (const file of targetSchemaFiles()) {
        const statements = file.isConcurrent ? splitStatements(file.sql) : [file.sql]
        for (const statement of statements) await sql.unsafe(statement)
      }
      await loadTarget(
        {
          run: (statements) => sql.unsafe(statements),
          copy: (statement, lines) => copyIn(sql, statement, lines),
        },
        OPTIONS,
      )
    },
  })
})
afterAll(() => db.drop())

async function count(from: string): Promise<number> {
  const [row] = await db.sql.unsafe(`select count(*) as n from ${from}`)
  return Number(row?.['n'])
}

describe('the target sample', () => {
  it('loads every row with all constraints on', async () => {
    for (const stream of targetTables(OPTIONS)) {
      const lines = [...stream.lines()].length
      expect(await count(`"${stream.schema}"."${stream.table}"`), stream.table).toBe(lines)
      expect(stream.rowCount ?? lines, stream.table).toBe(lines)
    }
  })

  it('leaves every trigger on and every sequence behind the highest id', async () => {
    expect(await count(`pg_trigger where tgenabled <> 'O'`)).toBe(0)
    const [company] = await db.sql`insert into public.companies (name) values ('next') returning id`
    expect(company).toEqual({ id: 361 })
    await db.sql`delete from public.companies where name = 'next'`
  })

  it('agrees with what the triggers keep in step', async () => {
    const wrong = {
      'primary organization': `public.contacts as c where c.company_id is distinct from (
        select l.organization_id from public.contact_organizations as l where l.contact_id = c.id and l.is_primary_organization)`,
      'contacts of an opportunity': `public.opportunities as o where o.contact_ids is distinct from (
        select array_agg(l.contact_id order by l.position) from public.opportunity_contacts as l where l.opportunity_id = o.id)`,
      'primary participant': `public.opportunities as o where o.customer_organization_id is distinct from (
        select p.organization_id from public.opportunity_participants as p where p.opportunity_id = o.id and p.is_primary)`,
      'activity of an opportunity note': `public.opportunity_notes as n left join public.activities as a
        on a.source_table = 'opportunity_notes' and a.source_id = n.id
        where (a.description, a.activity_date, a.opportunity_id, a.created_by, a.attachments)
          is distinct from (n.text, n.date, n.opportunity_id, n.sales_id, n.attachments)`,
      'activity of a contact note': `public.contact_notes as n left join public.activities as a
        on a.source_table = 'contact_notes' and a.source_id = n.id
        where (a.description, a.activity_date, a.contact_id, a.created_by, a.status, a.attachments)
          is distinct from (n.text, n.date, n.contact_id, n.sales_id, n.status, n.attachments)`,
      'organization of an activity': `public.activities as a
        left join public.opportunities as o on o.id = a.opportunity_id
        left join public.contacts as c on c.id = a.contact_id
        where a.organization_id is distinct from coalesce(o.customer_organization_id, c.company_id)`,
      'probability by stage': `public.opportunities as o
        where not o.probability_manual and o.probability <> valence.stage_probability(o.stage)`,
      'organization of its own family': 'public.companies where parent_company_id >= id',
      'closed without a day': `public.opportunities where (stage in ('closed_won', 'closed_lost')) <> (actual_close_date is not null)`,
      'lost without a reason': `public.opportunities where (stage = 'closed_lost') <> (lost_reason is not null)`,
    }
    for (const [what, from] of Object.entries(wrong)) expect(await count(from), what).toBe(0)
  })

  it('shows everything that the new schema can say', async () => {
    expect(
      await count(
        '(select distinct stage from public.opportunities where archived_at is null) as s',
      ),
    ).toBe(8)
    expect(await count('(select distinct organization_type from public.companies) as t')).toBe(7)
    expect(await count('(select distinct type from public.activities) as t')).toBe(12)
    expect(
      await count(`public.opportunities where stage = 'nurturing' and status <> 'on_hold'`),
    ).toBe(0)
    const several = await count(
      '(select contact_id from public.contact_organizations group by 1 having count(*) > 1) as c',
    )
    expect(several / (await count('public.contacts'))).toBeGreaterThan(0.07)
    expect(
      await count(
        '(select 1 from public.contact_organizations group by contact_id having count(*) = 3) as c',
      ),
    ).toBeGreaterThan(5)
    expect(await count(`public.opportunity_participants where role = 'partner'`)).toBeGreaterThan(
      20,
    )
    expect(await count('public.companies where parent_company_id is not null')).toBeGreaterThan(5)
    expect(await count('public.interaction_participants')).toBeGreaterThan(20)
    expect(await count('public.activities where follow_up_date is not null')).toBeGreaterThan(5)
  })

  it('types organizations as the migration does: customers won something, prospects have an opportunity', async () => {
    expect(
      await count(`public.companies as c where (c.organization_type = 'customer') <> exists (
        select from public.opportunities as o where o.customer_organization_id = c.id and o.stage = 'closed_won')`),
    ).toBe(0)
    expect(
      await count(`public.companies as c where c.organization_type not in ('customer', 'prospect') and exists (
        select from public.opportunities as o where o.customer_organization_id = c.id)`),
    ).toBe(0)
  })

  it('tells the same story as the legacy sample of that size', async () => {
    const legacy = legacyTables({ generation: 'g21', deals: 600, defects: 'none' })
    const names = [...(legacy.find(({ table }) => table === 'deals')?.lines() ?? [])].map(
      (line) => line.split('\t')[1],
    )
    const rows = await db.sql`select name from public.opportunities order by id`
    expect(rows.map((row) => row['name'])).toEqual(names)
  })

  it('lets the demo users sign in', async () => {
    const [admin] = demoUsers
    const [row] = await db.sql`
      select s.administrator, extensions.crypt(${admin?.password ?? ''}, u.encrypted_password) = u.encrypted_password as "canSignIn"
      from auth.users as u join public.sales as s on s.user_id = u.id where u.email = ${admin?.email ?? ''}
    `
    expect(row).toEqual({ administrator: true, canSignIn: true })
  })
})

describe('targetRecords', () => {
  it('gives the same rows as objects, users included', async () => {
    const tables = Object.fromEntries(
      targetRecords(OPTIONS).map((records) => [records.table, [...records.rows()]]),
    )
    expect(tables['sales']?.[0]).toMatchObject({
      id: 1,
      email: demoUsers[0]?.email,
      administrator: true,
    })
    const [stored] =
      await db.sql`select name, contact_ids, stage, amount from public.opportunities where id = 7`
    expect(tables['opportunities']?.[6]).toMatchObject({ ...stored })
    const [organization] =
      await db.sql`select name, logo from public.companies where logo is not null order by id limit 1`
    expect(tables['companies']?.find((row) => 'logo' in row && row.logo !== null)).toMatchObject({
      ...organization,
    })
  })

  it('gives each row exactly the columns that it announces', () => {
    for (const records of targetRecords(OPTIONS)) {
      for (const row of records.rows()) {
        expect(Object.keys(row).sort(), records.table).toEqual([...records.columns].sort())
        break
      }
    }
  })
})
