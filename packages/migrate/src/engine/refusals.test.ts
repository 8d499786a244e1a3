import { createLegacyDatabase } from '@valence/testkit'
import { describe, expect, it } from 'vitest'
import { planRun } from './plan.ts'

type Generation = 'g8' | 'g21'

async function blockersOf(generation: Generation, fault: string): Promise<readonly string[]> {
  const database = await createLegacyDatabase({ generation })
  try {
    await database.sql.unsafe(fault)
    const planned = await planRun(database.sql, {})
    if (planned.kind === 'target') throw new Error('this is no legacy database')
    return planned.plan.findings
      .filter((finding) => finding.severity === 'blocker')
      .map((finding) => finding.message)
  } finally {
    await database.drop()
  }
}

/** A fault, and the object that the refusal has to name. */
const faults: readonly (readonly [string, Generation, string, string])[] = [
  [
    'a function with a name of the new schema',
    'g21',
    'create function public.log_activity(a text) returns text language sql return a',
    'log_activity(text)',
  ],
  [
    'an enum as stage',
    'g21',
    `create type public.pipeline as enum ('opportunity', 'proposal-sent', 'in-negociation', 'won', 'lost', 'delayed');
     alter table public.deals alter column stage type public.pipeline using stage::public.pipeline`,
    'deals.stage',
  ],
  [
    'contact ids as another type',
    'g21',
    'alter table public.deals alter column contact_ids type integer[]',
    'deals.contact_ids',
  ],
  [
    'a second state column',
    'g8',
    'alter table public.companies add column state_abbr text',
    'companies.state_abbr',
  ],
  [
    'a table with the name of a view',
    'g8',
    'create table public.activity_log (id bigint primary key)',
    'activity_log',
  ],
  [
    'a company that does not exist',
    'g21',
    `alter table public.deals drop constraint deals_company_id_fkey;
     update public.deals set company_id = 987654321 where id = 1`,
    'company_id that is not in companies',
  ],
  [
    'an author that does not exist',
    'g8',
    `alter table public."dealNotes" drop constraint "dealNotes_sales_id_fkey";
     update public."dealNotes" set sales_id = 987654321 where id = (select min(id) from public."dealNotes")`,
    'sales_id that is not in sales',
  ],
  [
    'a deal without a stage',
    'g21',
    'alter table public.deals alter column stage drop not null; update public.deals set stage = null where id = 2',
    'no stage',
  ],
  [
    'contact ids in two dimensions',
    'g21',
    `update public.deals set contact_ids = '{{1,2},{3,4}}' where id = 3`,
    'unusual shape',
  ],
  [
    'a check that rows break',
    'g21',
    `alter table public.companies add constraint long_name check (length(name) > 500) not valid`,
    'long_name',
  ],
  [
    'a function of the row type',
    'g21',
    'create function public.label(d public.deals) returns text language sql return d.name',
    'label(deals)',
  ],
  [
    'a trigger that copies whole rows',
    'g21',
    `create table public.deals_history (like public.deals);
     alter table public.deals_history enable row level security;
     create function public.keep_history() returns trigger language plpgsql as
       $f$ begin insert into public.deals_history select new.*; return new; end $f$;
     create trigger keep_history before update on public.deals for each row execute function public.keep_history()`,
    'keep_history',
  ],
  [
    'a trigger that quotes a renamed column',
    'g21',
    `create function public.stamp() returns trigger language plpgsql as
       $f$ begin if new."stage" = 'won' then new.updated_at := now(); end if; return new; end $f$;
     create trigger stamp before update on public.deals for each row execute function public.stamp()`,
    'stamp',
  ],
  [
    'a whole-row view with its owner\u2019s rights',
    'g21',
    'create view public.deals_json as select to_json(d.*) as deal from public.deals as d',
    'deals_json',
  ],
  [
    'a view over a whole-row view',
    'g21',
    'create view public.recent with (security_invoker = on) as select id, deal from public.activity_log',
    'activity_log',
  ],
  [
    'rights on single columns',
    'g21',
    'grant select (id, name) on public.deals to pg_monitor',
    'pg_monitor',
  ],
]

describe('the go/no-go', () => {
  it.each(['g8', 'g21'] as const)('finds nothing in the way of a plain %s', async (generation) => {
    expect(await blockersOf(generation, 'select 1')).toEqual([])
  })

  it.each(faults)(
    'refuses %s (%s) before the first write, and names it',
    async (_what, generation, fault, name) => {
      expect(await blockersOf(generation, fault)).toEqual(
        expect.arrayContaining([expect.stringContaining(name)]),
      )
    },
  )

  it('refuses a role that does not own the tables', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      await database.sql`alter table public.deals owner to service_role`.catch(() =>
        database.sql.unsafe(
          'grant create on schema public to service_role; alter table public.deals owner to service_role',
        ),
      )
      const planned = await planRun(database.sql, {})
      expect(planned.kind === 'plan' && planned.plan.verdict.reasons).toEqual(
        expect.arrayContaining([expect.stringContaining('not the owner of deals')]),
      )
    } finally {
      await database.drop()
    }
  })
})
