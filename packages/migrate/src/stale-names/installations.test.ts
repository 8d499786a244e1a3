import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database, Transaction } from '@valence/db'
import { detect } from '@valence/schema'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customTriggers } from '../checks/custom-objects.ts'
import type { CheckContext, Finding } from '../checks/finding.ts'
import { readReferences, references } from '../checks/references.ts'
import { rowTypes } from '../checks/row-types.ts'
import { staleNames } from '../checks/stale-names.ts'
import { runMigration } from '../engine/run/run-migration.ts'
import { testOptions } from '../engine/run/stepwise.fixture.ts'
import { readCatalog } from '../sql/catalog/read-catalog.ts'
import {
  type Replacement,
  replaceFunctions,
  restoreFunctions,
} from '../sql/objects/replace-functions.ts'
import type { FunctionMap } from './function-map.ts'
import { planReplacements } from './plan-replacements.ts'
import { readOldNames } from './read-old-names.ts'

/** As a plan runs them: reads only, in one snapshot. */
async function look<Found>(
  db: Database,
  read: (sql: Transaction, context: CheckContext) => Promise<Found>,
  functionMap: FunctionMap = {},
): Promise<Found> {
  const outcome = await db.begin('isolation level repeatable read read only', async (tx) => {
    const catalog = await readCatalog(tx)
    const detection = detect(catalog)
    if (detection.kind !== 'legacy') throw new Error('this is no legacy database')
    const oldNames = await readOldNames(tx, catalog, detection.shape)
    const references = await readReferences(tx, { catalog, oldNames })
    // These checks ask for nothing else.
    const context = { catalog, detection, functionMap, oldNames, references } as CheckContext
    return { found: await read(tx, context) }
  })
  return outcome.found as Found
}

async function findingsOf(
  db: Database,
  functionMap: FunctionMap = {},
): Promise<readonly Finding[]> {
  return await look(
    db,
    async (sql, context) => [
      ...(await staleNames.run(sql, context)),
      ...(await rowTypes.run(sql, context)),
      ...(await customTriggers.run(sql, context)),
      ...(await references.run(sql, context)),
    ],
    functionMap,
  )
}

const blockersAmong = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity === 'blocker').map(({ message }) => message)

async function withInstallation(
  customise: string,
  work: (database: TestDatabase) => Promise<void>,
  generation: 'g8' | 'g21' = 'g21',
): Promise<void> {
  const database = await createLegacyDatabase({ generation })
  try {
    await database.sql.unsafe(customise)
    await work(database)
  } finally {
    await database.drop()
  }
}

const trigger = (name: string, body: string, on = 'deals', when = 'before insert or update') => `
  create function public.${name}() returns trigger language plpgsql as $f$ begin
    ${body}
    return new;
  end $f$;
  create trigger ${name} ${when} on public.${on} for each row execute function public.${name}();`

/** What an installation did, and what the refusal has to name. */
const breaking: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'one function on several tables that branches on their names (T1)',
    `${trigger('touch_parent', `if tg_table_name = 'deals' then update public.contacts set last_seen = now() where id = any (new.contact_ids); end if;`)}
     create trigger touch_parent before update on public.tasks for each row execute function public.touch_parent()`,
    ['public.touch_parent()', 'line 2', 'deals becomes opportunities'],
  ],
  [
    'a function of another schema that takes a row, and a second stage column (T2)',
    `create schema ops;
     create function ops.deal_card(d public.deals) returns text language sql as $f$ select d.name $f$;
     alter table public.deals add column pipeline_stage text;
     ${trigger('same_stage', 'new.pipeline_stage := new.stage;')}`,
    ['ops.deal_card(deals)', 'public.same_stage()'],
  ],
  [
    'a domain and a composite over rows',
    `create domain public.open_deal as public.deals check ((value).archived_at is null);
     create type public.deal_pair as (a public.deals, b public.deals);
     create table public.pairs (p public.deal_pair)`,
    ['domain open_deal', 'type deal_pair', 'column pairs.p'],
  ],
  [
    'SQL with a table name that callers give (T6)',
    `create function public.soft_delete(t text, i bigint) returns void language plpgsql as
       $f$ begin execute format('update %I set archived_at = now() where id = $1', t) using i; end $f$;
     create function public.drop_deal(i bigint) returns void language sql as $f$ select soft_delete('deals', i) $f$`,
    ['public.soft_delete(text, bigint)', 'public.drop_deal(bigint)'],
  ],
  [
    'an audit of whole rows (T6)',
    `create table public.audit (data jsonb);
     ${trigger('audit_row', 'insert into public.audit values (to_jsonb(new));', 'deal_notes', 'after insert or update')}`,
    ['public.audit_row()', 'deal_notes'],
  ],
  [
    'a message on the stage (T8)',
    trigger(
      'on_stage',
      `if new.stage is distinct from old.stage then perform pg_notify('deal', new.name); end if;`,
    ),
    ['public.on_stage()', 'legacy_stage'],
  ],
  [
    'a search vector of a renamed column',
    `alter table public.deals add column search tsvector;
     create trigger search before insert or update on public.deals
       for each row execute function tsvector_update_trigger(search, 'pg_catalog.english', name, stage)`,
    ['search', 'stage'],
  ],
  [
    'rows of a statement trigger',
    `create table public.moves (stage text);
     create function public.log_moves() returns trigger language plpgsql as
       $f$ begin insert into public.moves select stage from fresh; return null; end $f$;
     create trigger log_moves after update on public.deals referencing new table as fresh
       for each statement execute function public.log_moves()`,
    ['public.log_moves()', 'stage'],
  ],
  [
    'a report grouped by the key',
    `create function public.report() returns table (name text, n bigint) language sql as $f$
       select d.name, count(n.id) from deals d left join deal_notes n on n.deal_id = d.id group by d.id $f$`,
    ['public.report()', 'group by'],
  ],
  [
    'all columns of a table that gets more, where their number matters',
    `create table public.archive (like public.contacts);
     create function public.archive_all() returns void language sql as $f$ insert into archive select * from contacts $f$;
     create function public.archive_one() returns void language plpgsql as $f$ declare c public.contacts%rowtype; begin
       select * into c from contacts limit 1; insert into archive values (c.*); end $f$;
     create function public.ever() returns bigint language sql as $f$
       with x as (select c.* from contacts as c union all select * from archive) select count(*) from x $f$;
     create type public.old_task as (id bigint, contact_id bigint, type text, text text, due_date timestamptz, done_date timestamptz, sales_id bigint);
     create function public.old_tasks() returns setof public.old_task language plpgsql as $f$ begin return query select * from tasks; end $f$;
     create function public.some_tasks() returns setof public.tasks language sql as
       $f$ select id, contact_id, type, text, due_date, done_date, sales_id from tasks $f$;
     create function public.take_company(j json) returns void language sql as
       $f$ insert into companies select * from json_populate_record(null::companies, j) $f$`,
    [
      'public.archive_all()',
      'public.archive_one()',
      'public.ever()',
      'public.old_tasks()',
      'public.some_tasks()',
      'public.take_company(json)',
    ],
  ],
]

/** What an installation did, and a call that has to give the same afterwards. */
const harmless: readonly { readonly what: string; readonly sql: string; readonly call?: string }[] =
  [
    {
      what: 'reads deals',
      sql: `create function public.won_amount() returns numeric language sql stable as
      $f$ select sum(amount) from deals where stage = 'won' and company_id is not null $f$`,
      call: 'select public.won_amount()',
    },
    {
      what: 'writes deals',
      sql: `create function public.rename_deal(i bigint) returns text language plpgsql as $f$
      declare d deals%rowtype; begin
        update public.deals set name = name || '!', stage = 'lost' where id = i returning * into d;
        insert into deals (name, stage) values ('made', 'won') on conflict (id) do nothing;
        delete from deals where name = 'made';
        return d.name || d.stage;
      end $f$`,
      call: 'select public.rename_deal(1)',
    },
    {
      what: 'has a CTE called deals',
      sql: `create function public.cte() returns bigint language sql as
      $f$ with deals as (select id from contacts) select count(*) from deals $f$`,
      call: 'select public.cte()',
    },
    {
      what: 'logs the name of its table',
      sql: `create table public.own_log (t text); alter table public.own_log enable row level security;
      ${trigger('log_table', 'insert into public.own_log values (tg_table_name);')}`,
    },
    {
      what: 'takes all columns of a table that gets more, and minds no number of them',
      sql: `create function public.named(t text) returns setof public.contacts language sql stable as
        $f$ select c.* from contacts as c where c.last_name ilike t $f$;
      create function public.named_again(t text) returns setof public.contacts language plpgsql as $f$ declare c public.contacts%rowtype; begin
        for c in select * from named(t) loop return next c; end loop;
        return query select * from contacts where false union all select * from named('none');
        insert into contacts select * from contacts where false;
        perform from (select *, 1 as one from contacts) as x where x.one = 2;
      end $f$`,
      call: `select count(*) from public.named_again('%a%')`,
    },
    { what: 'stamps a row', sql: trigger('stamp_row', 'new.updated_at := now();') },
    {
      what: 'stamps a row when another column changes',
      sql: `alter table public.deals add column won_at timestamptz;
      ${trigger('stamp_won', 'if new.archived_at is distinct from old.archived_at then new.won_at := now(); end if;')}`,
      call: `with u as (update deals set archived_at = now() where id = 2 returning won_at) select won_at is not null from u`,
    },
    {
      what: 'helps a policy',
      sql: `create function public.can_access_deal(i bigint) returns boolean language sql stable security definer set search_path = '' as
        $f$ select exists (select from public.deals d where d.id = i and d.company_id is not null) $f$;
      create policy "By deal" on public.deal_notes as restrictive for select to authenticated using (public.can_access_deal(deal_id))`,
      call: `select count(*) from deals d where public.can_access_deal(d.id)`,
    },
    {
      what: 'is a view over deals',
      sql: `create view public.open_deals with (security_invoker = on) as select id, name, stage from public.deals where archived_at is null`,
      call: 'select count(*), count(distinct stage) from public.open_deals',
    },
    {
      what: 'uses the deals of another schema',
      sql: `create schema crm2; create table crm2.deals (id int, stage text);
      create function crm2.clear() returns void language sql as $f$ truncate crm2.deals $f$;
      create function crm2.clear_by_path() returns void language sql set search_path = 'crm2' as $f$ truncate deals $f$`,
      call: 'select crm2.clear()::text, crm2.clear_by_path()::text',
    },
    {
      what: 'mentions the stage in a comment and a message',
      sql: trigger(
        'comment_only',
        `-- new.stage of deals; tg_table_name = 'deals'\n raise debug 'new.stage';`,
      ),
    },
    {
      what: 'compares rows',
      sql: trigger(
        'skip_same',
        `if tg_op = 'UPDATE' and to_jsonb(new) = to_jsonb(old) then return null; end if;`,
      ),
    },
    {
      what: 'takes one key of a row as JSON',
      sql: `create table public.named (n text); alter table public.named enable row level security;
      ${trigger('note_name', `insert into public.named values (to_jsonb(new) ->> 'name');`)}`,
    },
    {
      what: 'follows by itself',
      sql: `create function public.atomic_sum() returns numeric language sql begin atomic select sum(amount) from public.deals; end`,
      call: 'select public.atomic_sum()',
    },
    {
      what: 'is a procedure with a cursor',
      sql: `create procedure public.walk(inout n bigint) language plpgsql as $f$
      declare c cursor for select id from deals order by id; r record; begin
        n := 0; for r in c loop n := n + r.id; end loop; end $f$`,
      call: 'call public.walk(null)',
    },
    {
      what: 'casts to the row type',
      sql: `create function public.filled() returns text language sql as
      $f$ select (jsonb_populate_record(null::deals, '{"stage": "won"}')).stage $f$`,
      call: 'select public.filled()',
    },
    {
      what: 'moves the sequence and locks the table',
      sql: `create function public.next_deal() returns boolean language plpgsql as $f$
      begin lock table deals in share mode; return nextval('deals_id_seq') > 0; end $f$`,
      call: 'select public.next_deal()',
    },
    {
      what: 'executes one constant text',
      sql: `create function public.by_text() returns bigint language plpgsql as $f$
      declare n bigint; begin execute 'select count(*) from public.deals where stage is not null' into n; return n; end $f$`,
      call: 'select public.by_text()',
    },
  ]

describe('stale names', () => {
  it.each(breaking)('%s', (_what, customise, named) =>
    withInstallation(customise, async ({ sql }) => {
      const blockers = blockersAmong(await findingsOf(sql)).join('\n')
      for (const name of named) expect(blockers).toContain(name)
    }),
  )

  it('are not seen in an installation as it comes, of either shape', async () => {
    await withInstallation('select 1', async ({ sql }) =>
      expect(blockersAmong(await findingsOf(sql))).toEqual([]),
    )
    await withInstallation(
      'select 1',
      async ({ sql }) => expect(blockersAmong(await findingsOf(sql))).toEqual([]),
      'g8',
    )
  })

  it('of attachments that are sent as a whole row are no fault of Atomic CRM', () =>
    withInstallation(
      `create or replace function public.cleanup_note_attachments() returns trigger language plpgsql security definer set search_path to '' as $f$
       declare payload jsonb; begin
         payload := jsonb_build_object('old_record', old, 'record', new, 'type', tg_op);
         return new;
       end $f$`,
      async ({ sql }) => expect(blockersAmong(await findingsOf(sql))).toEqual([]),
    ))

  it('are found in camel case', () =>
    withInstallation(
      `create function public.purge() returns void language plpgsql as $f$ begin truncate "dealNotes"; end $f$`,
      async ({ sql }) =>
        expect(blockersAmong(await findingsOf(sql)).join()).toContain('public.purge()'),
      'g8',
    ))

  it('that the operator confirmed, or will replace, are no blockers', () =>
    withInstallation(breaking[5]?.[1] ?? '', async ({ sql }) => {
      const map: FunctionMap = { 'public.on_stage()': { kind: 'keep' } }
      const findings = await findingsOf(sql, map)
      expect(blockersAmong(findings)).toEqual([])
      expect(findings.map(({ message }) => message).join('\n')).toContain(
        'public.on_stage() is kept',
      )
    }))

  it('of the function that Atomic CRM merges contacts with are rewritten', () =>
    withInstallation('select 1', async ({ sql }) => {
      const messages = (await findingsOf(sql)).map(({ message }) => message)
      expect(messages.join('\n')).toContain(
        "public.merge_contacts(bigint, bigint) is Atomic CRM's own",
      )
    }))
})

describe('harmless functions', () => {
  let backupFolder: string
  let database: TestDatabase
  let before: readonly unknown[]
  let findings: readonly Finding[]
  let replacements: readonly Replacement[]
  let merged: unknown
  const calls = harmless.flatMap(({ call }) => call ?? [])

  beforeAll(async () => {
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    database = await createLegacyDatabase({ generation: 'g21' })
    for (const { sql } of harmless) await database.sql.unsafe(sql)
    findings = await findingsOf(database.sql)
    replacements = await look(database.sql, (_sql, { oldNames }) => planReplacements(oldNames, {}))
    before = await callAll()
    merged = await merge()
    await runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  /** Each call in a transaction that is undone, so that it finds the same before and after. */
  async function callAll(): Promise<readonly unknown[]> {
    const results: unknown[] = []
    for (const call of calls) {
      await database.sql
        .begin(async (tx) => {
          results.push([...(await tx.unsafe(call))])
          throw new Error('undo')
        })
        .catch((error: unknown) => {
          if (!(error instanceof Error) || error.message !== 'undo') results.push(String(error))
        })
    }
    const [user] = await database.sql`select user_id from public.sales order by id limit 1`
    // A restrictive policy asks the helper, which runs as its owner.
    const notes = await database.asUser(
      String(user?.['user_id']),
      async (tx) => await tx`select count(*)::int as notes from public.deal_notes`,
    )
    return [...results, [...notes]]
  }

  it('raise no false alarm', () => {
    expect(blockersAmong(findings)).toEqual([])
  })

  it('give the same results after the migration', async () => {
    expect(before.filter((result) => typeof result === 'string')).toEqual([])
    expect(await callAll()).toEqual(before)
  })

  it('let triggers run as before, through the old name and the new one', async () => {
    await database.sql`insert into public.deals (name, stage) values ('Through the old name', 'won')`
    await database.sql`insert into public.opportunities (name, stage) values ('Through the new name', 'lead')`
    const [row] = await database.sql`
      select
        (select array_agg(n order by n) from public.named where n like 'Through%') as names,
        (select array_agg(distinct t) from public.own_log where t = 'opportunities') as tables`
    expect(row).toEqual({
      names: ['Through the new name', 'Through the old name'],
      tables: ['opportunities'],
    })
  })

  it('that run as their owner let a user see what they saw', async () => {
    expect(before.at(-1)).toEqual([{ notes: expect.any(Number) }])
    expect(before.at(-1)).not.toEqual([{ notes: 0 }])
  })

  it('of Atomic CRM, with the new names in them, do what they did', async () => {
    expect(replacements.map(({ signature }) => signature)).toEqual([
      'public.merge_contacts(bigint, bigint)',
    ])
    await database.sql.begin((tx) => replaceFunctions(tx, replacements))
    expect(await merge()).toEqual(merged)
    await database.sql.begin((tx) => restoreFunctions(tx))
  })

  /** What merging two contacts of one deal leaves behind; undone. */
  async function merge(): Promise<unknown> {
    let result: unknown
    await database.sql
      .begin(async (tx) => {
        const [deal] = await tx`
          select d.id, d.contact_ids[1] as winner, d.contact_ids[2] as loser from public.deals as d
          where cardinality(d.contact_ids) > 1 and d.contact_ids[1] <> d.contact_ids[2]
            and (select count(*) from public.contacts as c where c.id = any (d.contact_ids[1:2])) = 2
          order by d.id limit 1`
        await tx`select public.merge_contacts(${deal?.['loser']}, ${deal?.['winner']})`
        result = [
          ...(await tx`
            select
              (select json_agg(json_build_array(d.id, (select array_agg(i order by i) from unnest(d.contact_ids) as i)) order by d.id)
                 from public.deals as d where d.name not like 'Through%') as deals,
              (select json_agg(json_build_array(t.id, t.contact_id) order by t.id) from public.tasks as t) as tasks,
              (select json_agg(json_build_array(n.id, n.contact_id) order by n.id) from public.contact_notes as n) as notes,
              (select json_build_array(c.first_name, c.tags, c.email_jsonb, c.phone_jsonb, c.sales_id)
                 from public.contacts as c where c.id = ${deal?.['winner']}) as winner,
              exists (select from public.contacts as c where c.id = ${deal?.['loser']}) as is_loser_there`),
        ]
        throw new Error('undo')
      })
      .catch((error: unknown) => {
        if (!(error instanceof Error) || error.message !== 'undo') throw error
      })
    return result
  }
})

describe('the list of old names', () => {
  it('has permissions, checks, publications, cron jobs and what follows by itself', () =>
    withInstallation(
      `create table public.role_permissions (role text, resource text check (resource in ('deals', 'contacts')));
       insert into public.role_permissions values ('agent', 'deals'), ('agent', 'contacts'), ('admin', 'deals');
       create publication own for table public.deals, public.deal_notes;
       create schema cron;
       create table cron.job (jobid bigint, schedule text, command text);
       insert into cron.job values (1, '* * * * *', 'select count(*) from deals'), (2, '* * * * *', 'vacuum contacts'),
         (3, '* * * * *', 'truncate public.deal_notes')`,
      async ({ sql }) => {
        const uses = await look(sql, readReferences)
        expect(uses).toEqual(
          expect.arrayContaining([
            expect.objectContaining({
              kind: 'text-column',
              name: 'role_permissions.resource',
              place: 'public, 2 rows',
              what: 'deals',
            }),
            expect.objectContaining({
              kind: 'constraint',
              place: 'role_permissions',
              effect: 'silent',
            }),
            expect.objectContaining({
              kind: 'publication',
              name: 'own',
              what: 'deal_notes',
              effect: 'silent',
            }),
            expect.objectContaining({ kind: 'cron', name: '1', effect: 'works' }),
            expect.objectContaining({ kind: 'cron', name: '3', effect: 'breaks' }),
            expect.objectContaining({ kind: 'view', name: 'activity_log', effect: 'follows' }),
            expect.objectContaining({ kind: 'constraint', effect: 'follows', what: 'deals' }),
            expect.objectContaining({ kind: 'edge-function', name: 'mcp' }),
          ]),
        )
        expect(uses.filter(({ kind, name }) => kind === 'cron' && name === '2')).toEqual([])
        expect(blockersAmong(await findingsOf(sql)).join()).toContain('cron job 3')
      },
    ))

  it('says what a role may not read, and goes on', () =>
    withInstallation(
      `create schema cron; create table cron.job (jobid bigint, command text);
       create table public.secret (resource text); insert into public.secret values ('deals');
       revoke all on public.secret from authenticated`,
      async ({ sql }) => {
        const uses = await look(sql, async (tx, context) => {
          await tx`set local role authenticated`
          return await readReferences(tx, context)
        })
        expect(uses).toEqual(
          expect.arrayContaining([expect.objectContaining({ kind: 'cron', effect: 'silent' })]),
        )
        expect(uses.filter(({ name }) => name.startsWith('secret'))).toEqual([])
      },
    ))
})
