import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from '@valence/db'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planRun } from '../plan/plan.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

/** Customises an installation, migrates it, looks, rolls back, and expects the very schema that was there. */
async function withCustomised(
  customise: string,
  look: (sql: Database, database: TestDatabase) => Promise<void>,
): Promise<void> {
  const database = await createLegacyDatabase({ generation: 'g21' })
  try {
    await database.sql.unsafe(customise)
    const before = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
    await runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )
    await look(database.sql, database)
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })).toBe(before)
  } finally {
    await database.drop()
  }
}

const OPEN_DEAL = `(select min(d.id) from public.deals as d where d.stage not in ('won', 'lost'))`

const lose = (body: string) =>
  `create or replace function public.lose() returns trigger language plpgsql as $f$ begin ${body}; end $f$`

describe('what an installation added', () => {
  it('columns, generated ones included, are carried and shown under both names', () =>
    withCustomised(
      `alter table public.deals
         add column "Region Code" text default 'EU',
         add column amount_text text generated always as (amount::text) stored,
         add column details jsonb not null default '{}'`,
      async (sql) => {
        const [row] = await sql`
          select o."Region Code" as region, d.details from public.opportunities as o join public.deals as d using (id) limit 1`
        expect(row).toEqual({ region: 'EU', details: {} })
        await sql`insert into public.deals (name, stage, "Region Code") values ('Own', 'won', 'US')`
      },
    ))

  it('child tables keep pointing at the rows, with their own actions', () =>
    withCustomised(
      `create table public.quotes (id bigint generated always as identity primary key,
         deal_id bigint references public.deals (id) on delete set null, total numeric);
       alter table public.quotes enable row level security;
       insert into public.quotes (deal_id, total) select id, 10 from public.deals limit 5`,
      async (sql) => {
        await sql`delete from public.opportunities where id = (select min(deal_id) from public.quotes)`
        const [row] =
          await sql`select count(*)::int as free from public.quotes where deal_id is null`
        expect(row?.['free']).toBe(1)
      },
    ))

  it('owner-scoped policies hold for the new tables too', () =>
    withCustomised(
      `drop policy "Enable read access for authenticated users" on public.deals;
       create policy "Own deals" on public.deals for select to authenticated
         using (sales_id = (select s.id from public.sales as s where s.user_id = auth.uid()))`,
      async (sql, database) => {
        const [user] =
          await sql`select s.id, s.user_id from public.sales as s order by s.id desc limit 1`
        await database.asUser(String(user?.['user_id']), async (tx) => {
          const [seen] = await tx`
            select
              (select count(*) from public.deals where sales_id is distinct from ${user?.['id']})::int as foreign_deals,
              (select count(*) from public.opportunity_contacts as l
                 where not exists (select from public.opportunities as o where o.id = l.opportunity_id))::int as foreign_links,
              (select count(*) from public.opportunity_contacts)::int as links`
          expect(seen).toMatchObject({ foreign_deals: 0, foreign_links: 0 })
          expect(Number(seen?.['links'])).toBeLessThan(150)
        })
      },
    ))

  it('rights on single columns are a blocker, because a view of the caller needs them all', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    try {
      await database.sql`grant select (id, name) on public.deals to pg_monitor`
      const planned = await planRun(database.sql, {})
      expect(planned.kind === 'plan' && planned.plan.verdict).toMatchObject({
        decision: 'no-go',
        reasons: [expect.stringContaining('pg_monitor')],
      })
    } finally {
      await database.drop()
    }
  })

  it('rights on single columns hold under the new names, and for what stands beside them', () =>
    withCustomised(
      `revoke insert, update on public.deals from authenticated;
       grant insert (name, stage, company_id, contact_ids, sales_id), update (stage, contact_ids, index)
         on public.deals to authenticated;
       revoke insert, update on public.tasks from authenticated;
       grant insert (contact_id, text, due_date), update (done_date) on public.tasks to authenticated`,
      async (sql, database) => {
        const [user] = await sql`select s.user_id from public.sales as s order by s.id limit 1`
        const tryAs = async (statement: string) =>
          await database.asUser(String(user?.['user_id']), async (tx) => {
            try {
              await tx.savepoint((part) => part.unsafe(statement))
              return 'done'
            } catch (error) {
              return String((error as { code?: string }).code)
            }
          })
        const may = [
          `insert into public.deals (name, stage, contact_ids) values ('Old client', 'won', '{}')`,
          `insert into public.opportunities (name, stage, priority) values ('New client', 'lead', 'high')`,
          `select public.create_opportunity_with_participants('{"name": "All at once", "stage": "lead"}', '[{"contact_id": 1}]')`,
          `update public.opportunities set stage = 'proposal', status = 'on_hold' where id = 1`,
          `update public.opportunity_contacts set role = 'buyer' where opportunity_id = 1`,
          `update public.opportunities set deleted_at = now() where id = 1`,
          `insert into public.tasks (opportunity_id, text) values (1, 'Call')`,
        ]
        const mayNot = [
          `insert into public.opportunities (name, amount) values ('Amount', 1)`,
          `update public.opportunities set name = 'Other' where id = 1`,
          `update public.opportunities set priority = 'high' where id = 1`,
          `update public.opportunities set original_company_id = 1 where id = 1`,
          `update public.opportunity_participants set role = 'partner' where opportunity_id = 1`,
          `update public.tasks set opportunity_id = 1 where id = 1`,
        ]
        expect(await Promise.all(may.map(tryAs))).toEqual(may.map(() => 'done'))
        expect(await Promise.all(mayNot.map(tryAs))).toEqual(mayNot.map(() => '42501'))
      },
    ))

  it('a role of its own writes through the old name as before', () =>
    withCustomised(
      `grant select, insert, update on public.deals to pg_monitor;
       create policy "Robots" on public.deals for all to pg_monitor using (true) with check (true)`,
      async (sql) => {
        await sql.begin(async (tx) => {
          await tx`set local role pg_monitor`
          expect(
            (await tx`insert into public.deals (name, stage, sales_id) values ('Robot', 'won', 1)`)
              .count,
          ).toBe(1)
          expect(
            (await tx`update public.deals set stage = 'lost' where name = 'Robot'`).count,
          ).toBe(1)
        })
      },
    ))

  it('a summary view that means something else is left alone', () =>
    withCustomised(
      `create or replace view public.companies_summary with (security_invoker = on) as
       select c.*, count(distinct d.id) as nb_deals, count(distinct co.id) as nb_contacts
       from public.companies as c
       left join public.deals as d on d.company_id = c.id and d.archived_at is null
       left join public.contacts as co on co.company_id = c.id
       where c.sector is distinct from 'secret'
       group by c.id`,
      async (sql) => {
        const [row] = await sql`select pg_get_viewdef('public.companies_summary'::regclass) as text`
        expect(row?.['text']).toContain('secret')
      },
    ))

  it('references that mean what ours do are used as they are', () =>
    withCustomised(
      `alter table public.companies add column parent_company_id bigint references public.companies (id);
       alter table public.tasks add column organization_id bigint references public.companies (id) on delete cascade;
       update public.companies set parent_company_id = 1 where id = 2;
       update public.tasks set organization_id = 2 where id = 1`,
      async (sql) => {
        const [row] = await sql`
          select
            (select c.parent_company_id from public.companies as c where c.id = 2) as parent,
            (select t.organization_id from public.tasks as t where t.id = 1) as organization`
        expect(row).toEqual({ parent: 1, organization: 2 })
        await sql`insert into public.tasks (organization_id, text) values (2, 'Call')`
        await expect(
          sql`update public.companies set parent_company_id = 2 where id = 1`,
        ).rejects.toMatchObject({ message: expect.stringContaining('itself') })
      },
    ))

  it('constraints that were never validated stay so', () =>
    withCustomised(
      `alter table public.companies add constraint has_name check (name <> '') not valid`,
      async (sql) => {
        const [row] = await sql`select convalidated from pg_constraint where conname = 'has_name'`
        expect(row?.['convalidated']).toBe(false)
      },
    ))

  it('a table of stages of its own may call one otherwise, and the new client goes on', () =>
    withCustomised(
      `create schema pipeline;
       create table pipeline.stages ("the value" text primary key, label text);
       grant usage on schema pipeline to authenticated;
       insert into pipeline.stages select s, s
         from unnest(array['opportunity', 'proposal-sent', 'in-negociation', 'won', 'lost', 'delayed']) as s;
       alter table public.deals add constraint stage_known foreign key (stage)
         references pipeline.stages ("the value") on update cascade`,
      async (sql) => {
        const stages = async () => await sql`select id, stage from public.opportunities order by id`
        const before = await stages()
        await sql`update pipeline.stages set "the value" = 'gewonnen' where "the value" = 'won'`
        await sql`update pipeline.stages set "the value" = 'später', label = 'x' where label = 'delayed'`
        expect(await stages()).toEqual(before)
        const [won] = await sql`
          insert into public.opportunities (name, stage) values ('New client', 'closed_won') returning legacy_stage`
        const [later] = await sql`
          insert into public.opportunities (name, stage) values ('New client', 'nurturing') returning legacy_stage`
        expect([won, later]).toEqual([{ legacy_stage: 'gewonnen' }, { legacy_stage: 'später' }])
        await sql`insert into public.deals (name, stage) values ('Old client', 'gewonnen')`
        const [old] = await sql`select stage from public.opportunities where name = 'Old client'`
        expect(old).toEqual({ stage: 'closed_won' })
        await sql`update pipeline.stages set "the value" = label where "the value" <> label and label <> 'x'`
        await sql`delete from public.opportunities where name like '% client'`
        await sql`update pipeline.stages set "the value" = 'delayed', label = 'delayed' where label = 'x'`
      },
    ))

  it('a default of the stage does not hide what a new client wrote', () =>
    withCustomised(
      `alter table public.deals alter column stage set default 'opportunity'`,
      async (sql) => {
        const [row] = await sql`
          insert into public.opportunities (name, stage) values ('New client', 'closed_won') returning legacy_stage`
        expect(row?.['legacy_stage']).toBe('won')
      },
    ))

  it('triggers that wait for the stage fire for new clients too, and are as they were after a rollback', () =>
    withCustomised(
      `create table public.moves (what text);
       create function public.note_move() returns trigger language plpgsql as $f$
         begin insert into public.moves values (tg_argv[0]); return new; end $f$;
       create trigger "UPDATE OF stage" after insert or update of name, stage or delete on public.deals
         for each row execute function public.note_move('of it');
       comment on trigger "UPDATE OF stage" on public.deals is 'Ours';
       create trigger asleep after update of stage on public.deals for each row execute function public.note_move('asleep');
       alter table public.deals disable trigger asleep;
       create trigger a_first before update on public.deals for each row
         when (old.stage is distinct from new.stage) execute function public.note_move('when');
       create trigger once after update of stage on public.deals for each statement execute function public.note_move('once');
       alter table public.deals add column own_step text;
       create function public.end_step() returns trigger language plpgsql as $f$
         begin new := jsonb_populate_record(new, jsonb_build_object('own_step', 'done')); return new; end $f$;
       create trigger a_won before insert or update of stage on public.deals for each row when (new.stage = 'won')
         execute function public.end_step()`,
      async (sql) => {
        const moved = async (statement: string) => {
          await sql`delete from public.moves`
          const [row] = await sql.unsafe(statement)
          const moves = await sql<
            { what: string }[]
          >`select m.what from public.moves as m order by 1`
          return { step: row?.['own_step'], moves: moves.map(({ what }) => what) }
        }
        const all = ['of it', 'once', 'when']
        expect(
          await moved(
            `update public.opportunities set stage = 'closed_won' where id = ${OPEN_DEAL} returning own_step`,
          ),
        ).toEqual({ step: 'done', moves: all })
        expect(
          await moved(
            `update public.deals set stage = 'lost' where id = ${OPEN_DEAL} returning own_step`,
          ),
        ).toEqual({ step: null, moves: all })
        expect(
          await moved(
            `insert into public.opportunities (name, stage) values ('New', 'closed_won') returning own_step`,
          ),
        ).toEqual({ step: 'done', moves: ['of it'] })
      },
    ))

  it('what a trigger makes of the stage is the new one too, whichever client wrote', () =>
    withCustomised(
      `alter table public.deals add column is_lost boolean;
       ${lose('return new')};
       create trigger a_lose before insert or update on public.deals for each row when (new.is_lost) execute function public.lose()`,
      async (sql) => {
        await sql.unsafe(lose(`new.legacy_stage := 'lost'; return new`))
        const stageAfter = async (statement: string) =>
          (
            await sql.unsafe(`${statement} returning id`).then(
              ([row]) => sql`
              select o.stage::text, o.legacy_stage, o.probability from public.opportunities as o where o.id = ${row?.['id']}`,
            )
          )[0]
        const lost = { stage: 'closed_lost', legacy_stage: 'lost', probability: 0 }
        expect(
          await stageAfter(
            `update public.opportunities set is_lost = true where id = ${OPEN_DEAL}`,
          ),
        ).toEqual(lost)
        expect(
          await stageAfter(`update public.opportunities set stage = 'closed_won' where is_lost`),
        ).toEqual(lost)
        expect(
          await stageAfter(
            `insert into public.deals (name, stage, is_lost) values ('New', 'won', true)`,
          ),
        ).toEqual(lost)
        expect(
          await stageAfter(
            `insert into public.opportunities (name, stage, is_lost) values ('New', 'negotiation', true)`,
          ),
        ).toEqual(lost)
        await sql.unsafe(lose('return new'))
      },
    ))
})
