import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Transaction } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runMigration } from '../run/run-migration.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

const TABLES = ['deals', 'deal_notes', 'contacts', 'contact_notes', 'companies', 'tasks']

/** Columns of which an installation may follow the changes, by the clause of its trigger or by a condition. */
const FOLLOWED: readonly (readonly [string, string])[] = [
  ['deals', 'stage'],
  ['deals', 'company_id'],
  ['deals', 'contact_ids'],
  ['deals', 'name'],
  ['contacts', 'company_id'],
  ['deal_notes', 'text'],
  ['deal_notes', 'deal_id'],
  ['contact_notes', 'text'],
  ['contact_notes', 'status'],
]

/** Writes down each time that a trigger of the installation fires. Its name says what for. */
const WATCHERS = `
  create table public.fired (id bigint generated always as identity, what text);
  alter table public.fired enable row level security;
  create policy everyone on public.fired to authenticated using (true) with check (true);
  create function public.note_fired() returns trigger language plpgsql as $$
    begin insert into public.fired (what) values (tg_argv[0]); return coalesce(new, old); end $$;
  ${TABLES.flatMap((table) =>
    ['insert', 'update', 'delete'].flatMap((verb) => [
      `create trigger m_row_${verb} after ${verb} on public.${table} for each row execute function public.note_fired('${table} ${verb}')`,
      `create trigger "A ${verb}" before ${verb} on public.${table} for each row execute function public.note_fired('${table} before ${verb}')`,
      `create trigger m_all_${verb} after ${verb} on public.${table} for each statement execute function public.note_fired('${table} statement of ${verb}')`,
    ]),
  ).join(';\n')};
  ${FOLLOWED.flatMap(([table, column]) =>
    (
      [
        ['A first', 'before'],
        ['zz last', 'before'],
        ['after', 'after'],
      ] as const
    ).flatMap(([name, when]) => [
      `create trigger "${name} of ${column}" ${when} update of ${column} on public.${table} for each row
         execute function public.note_fired('${name}, update of ${table}.${column}')`,
      `create trigger "${name} when ${column}" ${when} update on public.${table} for each row
         when (old.${column} is distinct from new.${column})
         execute function public.note_fired('${name}, when ${table}.${column} changes')`,
    ]),
  ).join(';\n')};
  create trigger "A new won" before insert on public.deals for each row when (new.stage = 'won')
    execute function public.note_fired('a won deal is new')`

class Undo extends Error {}

/** What a write means on the day before, and how it is written afterwards under the new names. */
interface Write {
  readonly old: string
  readonly now?: string
  /** What a foreign key of the new columns asks the server for, with or without a row. */
  readonly asked?: readonly string[]
}

// Rows 5 to 9 of the sample are plain; organization 3 has none of their contacts.
const WRITES: Readonly<Record<string, Write>> = {
  'a new deal': {
    old: `insert into deals (name, stage, company_id, contact_ids) values ('New', 'won', 1, '{5,6}')`,
    now: `insert into opportunities (name, stage, customer_organization_id, contact_ids) values ('New', 'closed_won', 1, '{5,6}')`,
  },
  'another stage': {
    old: `update deals set stage = case stage when 'won' then 'lost' else 'won' end where id = 5`,
    now: `update opportunities set stage = case stage when 'closed_won' then 'closed_lost' else 'closed_won' end::opportunity_stage where id = 5`,
  },
  'a card moved': {
    old: `update deals set stage = 'lost', "index" = 3 where id = (select min(id) from deals where stage = 'won')`,
    now: `update opportunities set stage = 'closed_lost', "index" = 3 where id = (select min(id) from opportunities where legacy_stage = 'won')`,
  },
  'a deal with its contacts edited': {
    old: `update deals set name = 'Other', contact_ids = '{5,6}', updated_at = now() where id = 5`,
    now: `select update_opportunity_with_participants(5, '{"name": "Other"}', '[{"contact_id": 5}, {"contact_id": 6, "role": "buyer"}]')`,
  },
  'a new deal with contacts': {
    old: `insert into deals (name, stage, company_id, contact_ids) values ('New', 'won', 1, '{5,6}')`,
    now: `select create_opportunity_with_participants('{"name": "New", "stage": "closed_won", "customer_organization_id": 1}', '[{"contact_id": 5}, {"contact_id": 6}]')`,
  },
  'another name': {
    old: `update deals set name = 'Other' where id = 5`,
    now: `update opportunities set name = 'Other' where id = 5`,
  },
  'another customer': {
    old: `update deals set company_id = (select min(id) from companies where id <> company_id) where id = 5`,
    now: `update opportunities set customer_organization_id = (select min(id) from companies where id <> customer_organization_id) where id = 5`,
  },
  'two more contacts of a deal': {
    old: `update deals set contact_ids = contact_ids || (select array_agg(c.id) from (select c.id from contacts c where c.id <> all (contact_ids) order by 1 limit 2) c) where id = 5`,
    now: `insert into opportunity_contacts (opportunity_id, contact_id)
      select 5, c.id from contacts c where not exists (select from opportunity_contacts l where l.contact_id = c.id and l.opportunity_id = 5) order by 2 limit 2`,
  },
  'no contacts of a deal': {
    old: `update deals set contact_ids = '{}' where id = (select min(id) from deals where cardinality(contact_ids) > 1)`,
    now: `delete from opportunity_contacts where opportunity_id = (select min(id) from opportunities where cardinality(contact_ids) > 1)`,
  },
  'a deal given again': {
    old: `insert into deals (id, name, stage) values (5, 'Again', 'lost') on conflict (id) do update set name = excluded.name`,
    now: `insert into opportunities (id, name, stage) values (5, 'Again', 'closed_lost') on conflict (id) do update set name = excluded.name`,
  },
  'a deal less': {
    old: `delete from deals where id = 5`,
    now: `delete from opportunities where id = 5`,
    asked: ['tasks statement of delete'],
  },
  'a note on a deal': {
    old: `insert into deal_notes (deal_id, text) values (5, 'Hello')`,
    now: `insert into activities (activity_type, type, opportunity_id, description) values ('interaction', 'note', 5, 'Hello')`,
  },
  'a note on a deal edited': {
    old: `update deal_notes set text = 'Other' where id = (select min(id) from deal_notes)`,
    now: `update activities set description = 'Other' where source_table = 'opportunity_notes' and source_id = (select min(id) from opportunity_notes)`,
  },
  'a note on a deal less': {
    old: `delete from deal_notes where id = (select min(id) from deal_notes)`,
    now: `delete from opportunity_notes where id = (select min(id) from opportunity_notes)`,
  },
  'a note on a deal in the trash': {
    old: `delete from deal_notes where id = (select min(id) from deal_notes)`,
    now: `update activities set deleted_at = now() where source_table = 'opportunity_notes' and source_id = (select min(id) from opportunity_notes)`,
  },
  'a note on a deal under its new name': {
    old: `update deal_notes set text = 'Other' where id = (select min(id) from deal_notes)`,
    now: `update opportunity_notes set text = 'Other' where id = (select min(id) from opportunity_notes)`,
  },
  'a new contact': {
    old: `insert into contacts (last_name, company_id, avatar) values ('New', 1, '{"src":"x"}')`,
  },
  'another organization of a contact': {
    old: `update contacts set company_id = 3 where id = 5`,
    now: `select set_contact_organizations(5, '[{"organization_id": 3}]')`,
  },
  'another primary organization': {
    old: `update contacts set company_id = 3 where id = 5`,
    now: `select set_primary_organization(5, 3)`,
  },
  'another primary organization, without the former one': {
    old: `update contacts set company_id = 3 where id = 5`,
    now: `select set_primary_organization(5, 3, false)`,
  },
  'no organization of a contact': {
    old: `update contacts set company_id = null where id = 5`,
    now: `select set_contact_organizations(5, '[]')`,
  },
  'the last organization of a contact ends': {
    old: `update contacts set company_id = null where id = 5`,
    now: `select end_contact_organization(5, (select company_id from contacts where id = 5), current_date)`,
  },
  'a link of a contact less': {
    old: `update contacts set company_id = null where id = 5`,
    now: `delete from contact_organizations where contact_id = 5`,
  },
  'another first name': { old: `update contacts set first_name = 'Other' where id = 5` },
  'a contact less': { old: `delete from contacts where id = 5` },
  'a note on a contact': {
    old: `insert into contact_notes (contact_id, text, status) values (5, 'Hello', 'warm')`,
    now: `insert into activities (activity_type, type, contact_id, description, status) values ('engagement', 'note', 5, 'Hello', 'warm')`,
  },
  'a note on a contact edited': {
    old: `update contact_notes set text = 'Other' where id = (select min(id) from contact_notes)`,
    now: `update activities set description = 'Other' where source_table = 'contact_notes' and source_id = (select min(id) from contact_notes)`,
  },
  'a note on a contact less': {
    old: `delete from contact_notes where id = (select min(id) from contact_notes)`,
    now: `update activities set deleted_at = now() where source_table = 'contact_notes' and source_id = (select min(id) from contact_notes)`,
  },
  'a new company': { old: `insert into companies (name, logo) values ('New', '{"src":"x"}')` },
  'another name of a company': { old: `update companies set name = 'Other' where id = 3` },
  'a company less': {
    old: `delete from companies where id = 3`,
    asked: ['companies statement of update'],
  },
  'a new task': {
    old: `insert into tasks (contact_id, type, text, due_date) values (5, 'call', 'Hello', now())`,
  },
  'a task done': {
    old: `update tasks set done_date = now() where id = (select min(id) from tasks)`,
  },
  'a task less': { old: `delete from tasks where id = (select min(id) from tasks)` },
}

describe('one write fires the triggers of the installation as often as on the day before', () => {
  let before: TestDatabase
  let after: TestDatabase
  let user: string

  beforeAll(async () => {
    before = await createLegacyDatabase({ generation: 'g21' })
    after = await createLegacyDatabase({ generation: 'g21' })
    for (const { sql } of [before, after]) await sql.unsafe(WATCHERS)
    const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    await runMigration(
      testOptions(after.url, { backupFolder }),
      async () => true,
      () => {},
    )
    await rm(backupFolder, { recursive: true })
    const [row] = await before.sql`select user_id as id from public.sales order by id limit 1`
    user = String(row?.['id'])
  })
  afterAll(async () => {
    await before.drop()
    await after.drop()
  })

  const sorted = (fired: readonly string[], { asked = [] }: Write) =>
    [...fired, ...asked].toSorted()

  /** What fired, sorted, and undone. */
  async function firedBy(database: TestDatabase, write: string): Promise<readonly string[]> {
    let fired: readonly string[] = []
    const work = async (tx: Transaction) => {
      await tx.unsafe(write)
      fired = (await tx<{ what: string }[]>`select f.what from public.fired as f`)
        .map(({ what }) => what)
        .toSorted()
      throw new Undo()
    }
    await database.asUser(user, work).catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
    return fired
  }

  it.each(Object.entries(WRITES))('%s, through the old name', async (_what, write) => {
    const expected = await firedBy(before, write.old)
    expect(expected).not.toEqual([])
    expect(await firedBy(after, write.old)).toEqual(sorted(expected, write))
  })

  it.each(
    Object.entries(WRITES).flatMap(([what, write]) =>
      write.now === undefined ? [] : [[what, write, write.now] as const],
    ),
  )('%s, through the new name', async (_what, write, now) => {
    const expected = sorted(await firedBy(before, write.old), write)
    expect(await firedBy(after, now)).toEqual(expected)
  })

  it('who belongs to both of two organizations that are merged moves once', async () => {
    const fired = await firedBy(
      after,
      `select set_contact_organizations(5, '[{"organization_id": 3}, {"organization_id": 4}]');
       delete from contacts where company_id = 3 and id <> 5;
       delete from fired;
       select merge_duplicates('organizations', 3, 4)`,
    )
    expect(fired.filter((what) => what === 'after, when contacts.company_id changes')).toHaveLength(
      1,
    )
  })
})
