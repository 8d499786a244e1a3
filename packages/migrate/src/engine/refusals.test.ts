import { createLegacyDatabase } from '@valence/testkit'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../checks/index.ts'
import { MigrationError } from '../errors.ts'
import { connect } from '../sql/client.ts'
import { planRun } from './plan.ts'

type Generation = 'g8' | 'g21'

/** Findings say what to do, in their own words: a reader of a refusal has nothing else. */
function expectExplained(findings: readonly Finding[]): void {
  for (const finding of findings) {
    expect(finding.fix.trim(), `what to do about: ${finding.message}`).not.toBe('')
    expect(finding.message.trim()).not.toBe('')
    expect(finding.count).toBeGreaterThanOrEqual(0)
    expect(finding.fix).not.toContain('undefined')
  }
}

async function findingsOf(generation: Generation, fault: string): Promise<readonly Finding[]> {
  const database = await createLegacyDatabase({ generation })
  try {
    await database.sql.unsafe(fault)
    const planned = await planRun(database.sql, {})
    if (planned.kind === 'target') throw new Error('this is no legacy database')
    expectExplained(planned.plan.findings)
    return planned.plan.findings
  } finally {
    await database.drop()
  }
}

async function blockersOf(generation: Generation, fault: string): Promise<readonly string[]> {
  const database = await createLegacyDatabase({ generation })
  try {
    await database.sql.unsafe(fault)
    const planned = await planRun(database.sql, {})
    if (planned.kind === 'target') throw new Error('this is no legacy database')
    expectExplained(planned.plan.findings)
    return planned.plan.findings
      .filter((finding) => finding.severity === 'blocker')
      .map((finding) => finding.message)
  } catch (error) {
    if (!(error instanceof MigrationError)) throw error
    return [`${error.message}: ${error.object}`]
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
  // Names of the new schema
  [
    'a table opportunities',
    'g21',
    'create table public.opportunities (id bigint)',
    'opportunities',
  ],
  [
    'a view opportunities',
    'g8',
    'create view public.opportunities as select 1 as id',
    'opportunities',
  ],
  [
    'an index named like a new table',
    'g21',
    'create index activities on public.contacts (last_name)',
    'index activities',
  ],
  [
    'a sequence named like a new table',
    'g21',
    'create sequence public.contact_organizations',
    'sequence contact_organizations',
  ],
  [
    'a type named like a new one',
    'g21',
    `create type public.opportunity_stage as enum ('a')`,
    'opportunity_stage',
  ],
  [
    'a domain named like a new table',
    'g8',
    'create domain public.activities as text',
    'type activities',
  ],
  [
    'a column status of deals',
    'g21',
    'alter table public.deals add column status text',
    'deals.status',
  ],
  [
    'a column priority of companies',
    'g8',
    'alter table public.companies add column priority integer',
    'companies.priority',
  ],
  [
    'a column that remembers companies',
    'g21',
    'alter table public.contacts add column company_id_backup bigint',
    'contacts.company_id_backup',
  ],
  [
    'a deleted_at of another type',
    'g21',
    'alter table public.deals add column deleted_at boolean',
    'deals.deleted_at',
  ],
  [
    'a generated lost_reason',
    'g21',
    `alter table public.deals add column lost_reason text generated always as ('none') stored`,
    'deals.lost_reason',
  ],
  [
    'a note with an opportunity_id',
    'g21',
    'alter table public.deal_notes add column opportunity_id bigint',
    'deal_notes.opportunity_id',
  ],
  [
    'both names of the notes',
    'g8',
    'create table public.deal_notes (id bigint primary key)',
    'deal_notes',
  ],
  [
    'a trigger with a name of ours',
    'g21',
    `create trigger valence_own before update on public.contacts
       for each row execute function public.lowercase_email_jsonb()`,
    'valence_own',
  ],
  [
    'a constraint with a name of ours',
    'g21',
    `alter table public.companies add constraint companies_priority_check check (name <> '')`,
    'companies_priority_check',
  ],
  [
    'a table configuration of another kind',
    'g8',
    'create table public.configuration (key text primary key, value text)',
    'configuration',
  ],
  [
    'a materialized summary',
    'g8',
    'create materialized view public.deals_summary as select * from public.deals',
    'deals_summary',
  ],
  [
    'a foreign schema of our name',
    'g21',
    'set role service_role; reset role; create schema valence_migration authorization pg_monitor',
    'valence_migration',
  ],

  // Shapes
  [
    'no unique key of deals',
    'g21',
    'alter table public.deals drop constraint deals_pkey cascade',
    'deals has no unique key',
  ],
  [
    'ids of companies that occur twice',
    'g21',
    `alter table public.companies drop constraint companies_pkey cascade;
     insert into public.companies (id, name) select id, name from public.companies where id = 1`,
    'occur more than once',
  ],
  [
    'a key with a tenant',
    'g21',
    `alter table public.deal_notes add column tenant int not null default 1;
     alter table public.deal_notes drop constraint "dealNotes_pkey";
     alter table public.deal_notes add primary key (id, tenant)`,
    'deal_notes has no unique key',
  ],
  [
    'a child of deals',
    'g21',
    'create table public.old_deals () inherits (public.deals)',
    'old_deals inherits',
  ],
  [
    'an unlogged table',
    'g8',
    'alter table public."dealNotes" set unlogged',
    'dealNotes is unlogged',
  ],
  [
    'a rule on a table',
    'g21',
    'create rule keep as on delete to public.companies do instead nothing',
    'rule keep',
  ],
  [
    'keys of notes as numbers',
    'g8',
    `alter table public."dealNotes" drop constraint "dealNotes_deal_id_fkey";
     alter table public."dealNotes" alter column deal_id type numeric`,
    'dealNotes.deal_id',
  ],
  [
    'e-mails as text',
    'g21',
    'drop view public.contacts_summary; alter table public.contacts alter column email_jsonb type text',
    'contacts.email_jsonb',
  ],
  [
    'notes without attachments',
    'g8',
    'alter table public."contactNotes" drop column attachments',
    'contactNotes.attachments',
  ],
  [
    'attachments as one jsonb',
    'g8',
    `alter table public."dealNotes" alter column attachments type jsonb using to_jsonb(attachments)`,
    'dealNotes.attachments',
  ],
  [
    'tasks without an owner',
    'g8',
    'alter table public.tasks drop column sales_id',
    'tasks.sales_id',
  ],
  [
    'user ids as text',
    'g21',
    `alter table public.sales drop constraint sales_user_id_fkey;
     drop policy "Enable insert for admins" on public.configuration; drop policy "Enable update for admins" on public.configuration;
     alter table public.sales alter column user_id type text`,
    'sales.user_id',
  ],

  // Data
  [
    'a contact of a company that is gone',
    'g8',
    `alter table public.contacts drop constraint contacts_company_id_fkey;
     update public.contacts set company_id = 987654321 where id = 1`,
    'rows of contacts have a company_id',
  ],
  [
    'a note of a deal that is gone',
    'g21',
    `alter table public.deal_notes drop constraint "dealNotes_deal_id_fkey";
     update public.deal_notes set deal_id = 987654321 where id = (select min(id) from public.deal_notes)`,
    'rows of deal_notes have a deal_id',
  ],
  [
    'a note of a contact that is gone',
    'g21',
    `alter table public.contact_notes drop constraint "contactNotes_contact_id_fkey";
     alter table public.contact_notes disable trigger user;
     update public.contact_notes set contact_id = 987654321 where id = (select min(id) from public.contact_notes)`,
    'rows of contact_notes have a contact_id',
  ],
  [
    'a note of nobody\u2019s deal',
    'g21',
    `alter table public.deal_notes alter column deal_id drop not null;
     update public.deal_notes set deal_id = null where id = (select min(id) from public.deal_notes)`,
    'rows of deal_notes have a deal_id',
  ],
  [
    'a stage that no one mapped',
    'g21',
    `update public.deals set stage = 'handshake' where id = 1`,
    '"handshake"',
  ],
  [
    'a configured stage that no one mapped',
    'g21',
    `update public.configuration set config = '{"dealStages": [{"value": "signed", "label": "Signed"}]}'`,
    '"signed"',
  ],

  // Functions, triggers, views
  [
    'a trigger that fires in replica mode',
    'g21',
    'alter table public.contacts enable always trigger "20_contact_saved"',
    '20_contact_saved',
  ],
  [
    'a branch on the name of the table',
    'g21',
    `create function public.audit() returns trigger language plpgsql as
       $f$ begin if tg_table_name = 'deals' then new.updated_at := now(); end if; return new; end $f$;
     create trigger audit before update on public.deals for each row execute function public.audit()`,
    'audit()',
  ],
  [
    'a function that truncates by the old name',
    'g21',
    `create function public.clear_deals() returns void language sql as $f$ truncate public.deals $f$`,
    'clear_deals()',
  ],
  [
    'an upsert on a constraint of the old name',
    'g21',
    `create function public.import_deal(n text) returns void language sql as
       $f$ insert into public.deals (id, name, stage) values (1, n, 'won') on conflict on constraint deals_pkey do nothing $f$`,
    'import_deal(text)',
  ],
  [
    'SQL that is built from text',
    'g21',
    `create function public.wipe() returns void language plpgsql as
       $f$ begin execute 'alter table deals add column x int'; end $f$`,
    'wipe()',
  ],
  [
    'a column of the row type',
    'g21',
    'create table public.snapshots (id bigint primary key, deal public.deals)',
    'snapshots.deal',
  ],
  [
    'a function that returns rows of notes',
    'g8',
    'create function public.last_notes() returns setof public."dealNotes" language sql as $f$ select * from public."dealNotes" $f$',
    'last_notes()',
  ],
  [
    'a materialized view of whole rows',
    'g21',
    'create materialized view public.cached as select to_jsonb(d) as deal from public.deals as d',
    'cached',
  ],
]

/** What installations have beside Atomic CRM's own, and what must stop nobody. */
const harmless: readonly (readonly [string, Generation, string])[] = [
  [
    'further columns',
    'g21',
    `alter table public.deals add column region text default 'EU', add column meta jsonb`,
  ],
  [
    'a trash of its own',
    'g21',
    `alter table public.deals add column deleted_at timestamptz, add column lost_reason text;
     alter table public.contacts add column deleted_at timestamptz, add column department text`,
  ],
  [
    'child tables',
    'g21',
    `create table public.quotes (id bigint primary key, deal_id bigint references public.deals (id) on delete set null);
     alter table public.quotes enable row level security`,
  ],
  [
    'an audit log that keeps the name of the table',
    'g21',
    `create table public.audit (at timestamptz default now(), tab text, id bigint);
     alter table public.audit enable row level security;
     create function public.write_audit() returns trigger language plpgsql security definer set search_path = '' as
       $f$ begin insert into public.audit (tab, id) values (tg_table_name, new.id); return null; end $f$;
     create trigger write_audit after update on public.deals for each row execute function public.write_audit()`,
  ],
  [
    'a stamp of changes',
    'g8',
    `create function public.stamp() returns trigger language plpgsql as
       $f$ begin new.updated_at := now(); return new; end $f$;
     create trigger stamp before update on public.deals for each row execute function public.stamp()`,
  ],
  [
    'a report of the pipeline',
    'g21',
    `create function public.pipeline() returns table (stage text, total numeric) language sql stable as
       $f$ select d.stage, sum(d.amount) from public.deals as d group by d.stage $f$`,
  ],
  [
    'a view of open deals',
    'g21',
    `create view public.open_deals with (security_invoker = on) as select id, name, stage from public.deals where archived_at is null`,
  ],
  [
    'indexes of its own',
    'g8',
    'create index deals_stage on public.deals (stage); create index on public.deals using gin (contact_ids)',
  ],
  [
    'policies of owners',
    'g21',
    `create policy "Own deals" on public.deals as restrictive for update to authenticated
       using (sales_id = (select s.id from public.sales as s where s.user_id = auth.uid()))`,
  ],
  [
    'tables in the publication',
    'g21',
    'alter publication supabase_realtime add table public.deals, public.deal_notes',
  ],
  [
    'no rows at all',
    'g8',
    'truncate public.deals, public."dealNotes", public.contacts, public.companies, public."contactNotes", public.tasks cascade',
  ],
  [
    'an aggregate of its own',
    'g21',
    `create aggregate public.longest(text) (sfunc = text_larger, stype = text);
     create function public.names() returns table (id bigint, name text) language sql as
       $f$ select d.id, public.longest(d.name) from public.deals as d group by d.id $f$`,
  ],
  [
    'generated columns and no extension that it could do without',
    'g21',
    `alter table public.deals add column amount_text text generated always as (amount::text) stored;
     drop extension if exists pg_stat_statements`,
  ],
  [
    'forced row security, where the role bypasses it',
    'g21',
    'alter table public.deals force row level security; alter table public.contacts force row level security',
  ],
  [
    'no rights of anon',
    'g21',
    'revoke all on all tables in schema public from anon; alter default privileges in schema public revoke all on tables from anon',
  ],
]

const AUDIT = (body: string, on = 'deals') => `
  create function public.audit() returns trigger language plpgsql as $f$ begin ${body} return new; end $f$;
  create trigger audit before update on public.${on} for each row execute function public.audit()`

/** Triggers of which every UPDATE fails today, and the column that is missing. */
const failing: readonly (readonly [string, string, string])[] = [
  ['reads it', AUDIT(`perform new.first_name;`), 'new.first_name'],
  ['sets it', AUDIT(`new.last_seen := now();`), 'new.last_seen'],
  ['asks for it', AUDIT(`if old.first_name is null then return new; end if;`), 'old.first_name'],
  [
    'reads it where the table decides',
    AUDIT(
      `if tg_table_name = 'contacts' then perform 1; elsif new.first_name is null then perform 1; end if;`,
    ),
    'new.first_name',
  ],
  [
    'hands it to a statement',
    AUDIT(`insert into public.tags (name, color) values (new."First Name", '');`, 'companies'),
    'new.First Name',
  ],
]

/** What looks like that, and fails at nothing. */
const working: readonly (readonly [string, string])[] = [
  [
    'for another table',
    AUDIT(`if tg_table_name = 'contacts' then perform new.first_name; end if;`),
  ],
  [
    'behind an early return',
    AUDIT(`if tg_table_name <> 'contacts' then return new; end if; perform new.first_name;`),
  ],
  ['for another operation', AUDIT(`if tg_op = 'INSERT' then perform new.first_name; end if;`)],
  ['where the rows decide', AUDIT(`if new.amount < 0 then perform new.first_name; end if;`)],
  ['in a text or a comment', AUDIT(`/* new.first_name */ perform 'new.first_name';`)],
  [
    'where the error is caught',
    AUDIT(`begin perform new.first_name; exception when others then null; end;`),
  ],
  [
    'of a trigger that is off',
    `${AUDIT('perform new.first_name;')}; alter table public.deals disable trigger audit`,
  ],
  ['of a column that is there', AUDIT(`perform new.first_name, old.last_name;`, 'contacts')],
]

describe('a trigger that fails on every update', () => {
  const found = async (customisation: string) =>
    (await findingsOf('g21', customisation)).filter(({ check }) => check === 'failing-trigger')

  it.each(failing)(
    'is found where it %s, before anyone blames the migration',
    async (_how, sql, column) => {
      expect(await found(sql)).toMatchObject([
        {
          severity: 'warning',
          message: expect.stringContaining(column),
          fix: expect.stringContaining('disable trigger "audit"'),
        },
      ])
    },
  )

  it.each(working)('is not suspected %s', async (_where, sql) => {
    expect(await found(sql)).toEqual([])
  })

  it('does so on the server too', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      for (const [, customisation] of failing.slice(0, 4)) {
        await database.sql.unsafe(customisation)
        const update = database.sql`update public.deals set name = name`
        await expect(update).rejects.toMatchObject({ code: '42703' })
        await database.sql`drop function public.audit() cascade`
      }
      for (const [, customisation] of working.slice(0, 6)) {
        await database.sql.unsafe(customisation)
        await database.sql`update public.deals set name = name where amount >= 0`
        await database.sql`drop function public.audit() cascade`
      }
    } finally {
      await database.drop()
    }
  })
})

describe('the go/no-go', () => {
  it('has enough faults and customisations to be believed', () => {
    expect(faults.length).toBeGreaterThanOrEqual(60)
    expect(harmless.length).toBeGreaterThanOrEqual(10)
  })

  it('warns of tasks of users that are gone, and of deals without a name', async () => {
    const findings = await findingsOf(
      'g21',
      `update public.tasks set sales_id = 987654 where id = (select min(id) from public.tasks);
       update public.deals set name = ' ' where id = 1`,
    )
    expect(findings.filter(({ severity }) => severity === 'warning')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'task-owner', fix: expect.stringContaining('update') }),
        expect.objectContaining({
          check: 'required-field',
          fix: expect.stringContaining('update'),
        }),
      ]),
    )
  })

  it('names a subscription whose publisher would go on with the old name', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    const admin = connect(database.superuserUrl, { max: 1 })
    try {
      await admin.unsafe(
        `create subscription own_feed connection 'host=127.0.0.1 port=1' publication p with (connect = false, slot_name = none);
         insert into pg_subscription_rel (srsubid, srrelid, srsubstate)
           select s.oid, 'public.deals'::regclass, 'r' from pg_subscription as s where s.subname = 'own_feed'`,
      )
      const planned = await planRun(database.sql, {})
      expect(planned.kind === 'plan' && planned.plan.verdict.reasons).toEqual([
        expect.stringContaining('own_feed'),
      ])
    } finally {
      await admin.unsafe('drop subscription if exists own_feed').catch(() => {})
      await admin.end({ timeout: 5 })
      await database.drop()
    }
  })

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

  it.each(harmless)('finds nothing in the way of %s', async (_what, generation, customisation) => {
    expect(await blockersOf(generation, customisation)).toEqual([])
  })

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
