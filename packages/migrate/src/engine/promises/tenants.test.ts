import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

const TABLES = ['companies', 'contacts', 'deals', 'deal_notes', 'contact_notes', 'tasks']

/** Ways in which an installation tells one firm's rows from another's, as a condition on a row of `table`. */
const WAYS = {
  'a column': (table: string) => `${table}.firm_id = public.my_firm()`,
  'a claim of the token': (table: string) =>
    `${table}.firm_id::text = coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'firm', public.my_firm()::text)`,
  'a schema that says who is where': (table: string) =>
    `exists (select from tenancy.mine() as m where m.name = 'firm_' || ${table}.firm_id)`,
} as const

interface Person {
  readonly id: number
  readonly userId: string
  readonly firm: number
}

describe.each(Object.entries(WAYS))(
  'where several firms share a database by %s',
  (_way, condition) => {
    let database: TestDatabase
    let backupFolder: string
    let first: Person
    let other: Person

    beforeAll(async () => {
      backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
      database = await createLegacyDatabase({ generation: 'g21' })
      await database.sql.unsafe(`
      alter table public.sales add column firm_id int;
      update public.sales as s set firm_id = case when s.id % 2 = 0 then 1 else 2 end, administrator = true;
      create function public.my_firm() returns int language sql stable security definer set search_path = public
        as $$ select s.firm_id from sales as s where s.user_id = auth.uid() $$;
      create schema tenancy;
      grant usage on schema tenancy to authenticated;
      create table tenancy.firms (id int primary key, name text not null);
      insert into tenancy.firms values (1, 'firm_1'), (2, 'firm_2');
      create function tenancy.mine() returns setof tenancy.firms language sql stable security definer set search_path = ''
        as $$ select f.* from tenancy.firms as f where f.id = public.my_firm() $$;
      ${TABLES.map(
        (table) => `
        alter table public.${table} add column firm_id int;
        update public.${table} set firm_id = case when id % 2 = 0 then 1 else 2 end;
        alter table public.${table} alter firm_id set default public.my_firm();
        create policy firm on public.${table} as restrictive to authenticated
          using (${condition(table)}) with check (${condition(table)});`,
      ).join('\n')}
      create policy firm on public.sales as restrictive to authenticated using (${condition('sales')});`)
      await runMigration(
        testOptions(database.url, { backupFolder }),
        async () => true,
        () => {},
      )
      const people = await database.sql<Person[]>`
      select s.id::int as id, s.user_id::text as "userId", s.firm_id as firm from public.sales as s
      where s.user_id is not null order by s.id`
      const one = people.find(({ firm }) => firm === 1)
      const two = people.find(({ firm }) => firm === 2)
      if (one === undefined || two === undefined) throw new Error('the sample has not two firms')
      first = one
      other = two
      for (const firm of [1, 2]) {
        await database.sql`update public.companies set city = ${`Town ${firm}`} where firm_id = ${firm}`
      }
      await database.sql`delete from public.contacts where id in (select min(c.id) from public.contacts as c group by c.firm_id)`
    })
    afterAll(async () => {
      await database.drop()
      await rm(backupFolder, { recursive: true })
    })

    it('the log of changes shows an administrator what happened to the records of their firm alone', async () => {
      const [seen] = await database.asUser(
        first.userId,
        (tx) => tx<{ rows: number; others: number; gone: number }[]>`
        select count(*)::int as rows,
          count(*) filter (where r.given ->> 'city' = 'Town 2')::int as others,
          count(*) filter (where r.verb = 'delete' and r.source = 'contacts')::int as gone
        from public.record_changes as r`,
      )
      expect(seen?.rows).toBeGreaterThan(0)
      expect(seen).toMatchObject({ others: 0, gone: 0 })
    })

    it.each([
      ['renew_sales_password', (id: number) => `select public.renew_sales_password(${id})`],
      ['set_sales_role', (id: number) => `select public.set_sales_role(${id}, 'read_only')`],
      ['set_sales_disabled', (id: number) => `select public.set_sales_disabled(${id}, true)`],
    ])('%s reaches no user of another firm', async (_name, call) => {
      const stateOf = (id: number) => database.sql`
      select s.administrator, r.role, r.is_disabled, u.encrypted_password from public.sales as s
      left join public.sales_roles as r on r.sales_id = s.id
      left join auth.users as u on u.id = s.user_id
      where s.id = ${id}`
      const before = await stateOf(other.id)
      await expect(
        database.asUser(first.userId, (tx) => tx.unsafe(call(other.id))),
      ).rejects.toThrow(/does not exist/)
      expect(await stateOf(other.id)).toEqual(before)
    })

    it("the log is shortened by none of them, for it is everybody's", async () => {
      await expect(
        database.asUser(first.userId, (tx) => tx`select public.forget_old_changes()`),
      ).rejects.toThrow(/more than you see/)
    })

    it('nobody is mentioned in another firm, and views are shared within one', async () => {
      await database.sql`
      insert into public.saved_views (sales_id, resource, name, is_shared) values (${other.id}, 'contacts', 'Theirs', true)`
      const found = await database.asUser(
        first.userId,
        (tx) => tx<{ views: number; users: number }[]>`
        select (select count(*)::int from public.saved_views as v) as views,
          (select count(*)::int from public.mentionable_users() as m where m.id = ${other.id}) as users`,
      )
      expect(found[0]).toEqual({ views: 0, users: 0 })
    })

    it('lists, searches, boards, dashboards and duplicates hold their own rows alone', async () => {
      const answers = await database.asUser(first.userId, async (tx) => {
        const calls = [
          `public.list_contacts('{}', page_size => 1000)`,
          `public.list_organizations('{}', page_size => 1000)`,
          `public.list_opportunities('{}', page_size => 1000)`,
          `public.opportunity_board('{}', 1000)`,
          `public.search_everything('a', 100)`,
          `public.likely_duplicates('contacts')`,
          `public.list_record_changes('{}')`,
        ]
        const texts: string[] = []
        for (const call of calls) {
          const [row] = await tx.unsafe<{ text: string }[]>(`select ${call}::text as text`)
          texts.push(row?.text ?? '')
        }
        return texts
      })
      for (const text of answers) expect(text).not.toMatch(/"firm_id": 2\b|Town 2/)
      expect(answers.join('')).toContain('"firm_id": 1')
    })
  },
)
