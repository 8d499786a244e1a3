import { describe, expect, it } from 'vitest'
import { type Attachment, classify } from './classify.ts'
import { findReferences } from './find-references.ts'
import type { NameSpace, RenamedTable } from './names.ts'

const deals: RenamedTable = {
  name: 'deals',
  newName: 'opportunities',
  renames: { company_id: 'customer_organization_id', stage: 'legacy_stage' },
  columns: ['id', 'name', 'company_id', 'contact_ids', 'stage', 'amount', 'updated_at'],
  primaryKey: ['id'],
  sequences: ['deals_id_seq'],
}
const notes: RenamedTable = {
  name: 'dealNotes',
  newName: 'opportunity_notes',
  renames: { deal_id: 'opportunity_id' },
  columns: ['id', 'deal_id', 'text'],
  primaryKey: ['id'],
  sequences: ['dealNotes_id_seq'],
}
const names: NameSpace = {
  tables: [deals, notes],
  growing: [{ name: 'contacts', gains: ['deleted_at'], isRequired: false }],
  rowFunctions: new Map([['all_contacts', 'contacts']]),
  homonyms: new Set(['crm2.deals']),
  aggregates: new Set(['longest']),
  serverVersion: 150_000,
}

interface Case {
  readonly body: string
  /** Attached to deals, to contacts (which gains columns), or to nothing. */
  readonly on?: 'deals' | 'contacts' | 'none'
  readonly language?: string
  readonly path?: readonly string[]
  readonly transitions?: readonly string[]
  readonly arguments?: readonly string[]
  readonly version?: number
}

function judge(given: string | Case) {
  const {
    body,
    on = 'none',
    language = 'plpgsql',
    path = ['public'],
    transitions = [],
    version = 150_000,
    ...rest
  } = typeof given === 'string' ? { body: given } : given
  const isTrigger = on !== 'none'
  const attachments: readonly Attachment[] =
    on === 'none'
      ? []
      : [
          {
            trigger: 'own',
            table: on,
            renamed: on === 'deals' ? deals : undefined,
            columns: [],
            gains: ['deleted_at'],
            writtenThrough: undefined,
            arguments: rest.arguments ?? [],
          },
        ]
  const { references, problem } = findReferences(
    {
      language,
      source: body,
      definition: `create function public.f() returns ${isTrigger ? 'trigger' : 'void'} language plpgsql as $definition$${body}$definition$`,
      isTrigger,
      searchPath: path,
      transitions,
    },
    { ...names, serverVersion: version },
  )
  const judged = references.flatMap((reference) => {
    const judgement = classify(reference, attachments)
    return judgement === null ? [] : [{ ...judgement, reference }]
  })
  const of = (effect: string) =>
    judged
      .filter((one) => one.effect === effect)
      .map(({ reference }) => `${reference.kind} ${reference.name}:${reference.line}`)
  return { breaks: of('breaks'), works: of('works'), data: of('data'), problem }
}

const trigger = (body: string, more: Partial<Case> = {}): Case => ({
  body: `begin\n${body}\nreturn new;\nend`,
  on: 'deals',
  ...more,
})
const sql = (body: string, more: Partial<Case> = {}): Case => ({ body, language: 'sql', ...more })

const breaking: readonly (readonly [string, Case | string, string])[] = [
  [
    'a renamed column of the row',
    trigger(`if new.stage = 'won' then null; end if;`),
    'field stage:2',
  ],
  [
    'a renamed column that is quoted',
    trigger(`\n if old."company_id" is null then null; end if;`),
    'field company_id:3',
  ],
  ['an assignment to a renamed column', trigger(`new.stage := 'won';`), 'field stage:2'],
  ['an assignment with an equals sign', trigger(`new.stage = 'won';`), 'field stage:2'],
  [
    'a renamed column as the target of a query',
    trigger(`select 'won' into new.stage;`),
    'field stage:2',
  ],
  [
    'a renamed column in a query',
    trigger(`insert into log (v) values (1), (new.stage);`),
    'field stage:2',
  ],
  ['a renamed column in brackets', trigger(`perform f((new).stage);`), 'field stage:2'],
  [
    'a renamed column in CASE',
    trigger(`case new.stage when 'won' then null; else null; end case;`),
    'field stage:2',
  ],
  ['a renamed column in RAISE', trigger(`raise notice 'now %', new.stage;`), 'field stage:2'],
  [
    'a renamed column in a default',
    { body: `declare s text := new.stage; begin return new; end`, on: 'deals' },
    'field stage:1',
  ],
  [
    'a renamed column in a loop',
    trigger(`for i in 1..3 loop exit when new.stage = 'won'; end loop;`),
    'field stage:2',
  ],
  [
    'a renamed column in an exception handler',
    trigger(`begin null; exception when others then perform f(new.stage); end;`),
    'field stage:2',
  ],
  [
    'a renamed column of a variable that holds the row',
    { body: `declare r record; begin r := new; perform f(r.stage); return r; end`, on: 'deals' },
    'field stage:1',
  ],
  [
    'a renamed key of the row as JSON',
    trigger(`perform f(to_jsonb(new) ->> 'stage');`),
    'field stage:2',
  ],
  [
    'a renamed key of a variable with the row as JSON',
    {
      body: `declare j jsonb := to_jsonb(new); begin perform f(j -> 'company_id'); return new; end`,
      on: 'deals',
    },
    'field company_id:1',
  ],
  [
    'a renamed key that is set by a record function',
    trigger(`new := jsonb_populate_record(new, jsonb_build_object('stage', 'x'));`),
    'field stage:2',
  ],
  ['all columns of the row', trigger(`insert into history select new.*;`), 'row-spread new:2'],
  ['the row as values', trigger(`insert into history values (new.*);`), 'row-spread new:2'],
  ['the row in ROW', trigger(`perform f(row(new.*));`), 'row-spread new:2'],
  [
    'all columns of a table that gains some',
    trigger(`insert into history select new.*;`, { on: 'contacts' }),
    'row-spread new:2',
  ],
  [
    'the row as JSON',
    trigger(`insert into audit (data) values (to_jsonb(new));`),
    'row-json new:2',
  ],
  [
    'the row in a JSON object',
    trigger(`perform net.http_post(body := jsonb_build_object('record', new));`),
    'row-json new:2',
  ],
  [
    'the row as hstore',
    trigger(`insert into audit (data) values (hstore(old));`),
    'row-json old:2',
  ],
  ['the row as text', trigger(`insert into audit (data) values (new::text);`), 'row-json new:2'],
  [
    'the row as JSON in a variable that is stored',
    {
      body: `declare j jsonb; begin j := row_to_json(new); insert into audit values (j); return new; end`,
      on: 'deals',
    },
    'row-json j:1',
  ],
  ['the row as an argument', trigger(`perform notify_change(new);`), 'row-argument new:2'],
  [
    'the row in a variable of the old type',
    { body: `declare r deals%rowtype; begin r := new; return r; end`, on: 'deals' },
    'row-cast deals:1',
  ],
  [
    'the row cast to the old type',
    trigger(`perform label(new::public.deals);`),
    'row-cast deals:2',
  ],
  [
    'a branch by the name of the table',
    trigger(`if TG_TABLE_NAME = 'deals' then null; end if;`),
    'table-branch tg_table_name:2',
  ],
  [
    'a branch by a list of names',
    trigger(`if tg_relname in ('contacts', 'deals') then null; end if;`),
    'table-branch tg_relname:2',
  ],
  [
    'a branch by a pattern',
    trigger(`if tg_table_name like 'deal%' then null; end if;`),
    'table-branch tg_table_name:2',
  ],
  [
    'a CASE of names',
    trigger(`case tg_table_name when 'deals' then null; else null; end case;`),
    'table-branch tg_table_name:2',
  ],
  [
    'a CASE expression of names',
    trigger(`perform f(case tg_table_name when 'deals' then 1 end);`),
    'table-branch tg_table_name:2',
  ],
  [
    'a branch by a copy of the name',
    {
      body: `declare t text := tg_table_name; begin if lower(t) = 'deals' then null; end if; return new; end`,
      on: 'deals',
    },
    'table-branch t:1',
  ],
  [
    'a look-up by the name of the table',
    trigger(`perform 1 from settings s where s.table_name = tg_table_name;`),
    'table-branch tg_table_name:2',
  ],
  [
    'SQL with the name of the table',
    trigger(`execute format('insert into %I_history default values', tg_table_name);`),
    'table-in-sql tg_table_name:2',
  ],
  [
    'SQL with a renamed argument',
    trigger(`execute format('select ($1).%I', tg_argv[0]) using new.id;`, { arguments: ['stage'] }),
    'arguments-in-sql tg_argv:2',
  ],
  [
    'a renamed column of a transition table',
    trigger(`insert into log select n.stage from fresh n;`, { transitions: ['fresh'] }),
    'field stage:2',
  ],
  ['truncate', `begin truncate deals; end`, 'table-only deals:1'],
  ['copy', `begin copy public.deals to '/tmp/x'; end`, 'table-only deals:1'],
  ['alter table', `begin alter table deals add column x int; end`, 'table-only deals:1'],
  ['comment', `begin comment on column deals.stage is 'x'; end`, 'table-only deals:1'],
  [
    'a trigger on it',
    `begin create trigger t before update on deals for each row execute function g(); end`,
    'table-only deals:1',
  ],
  ['an index on it', `begin create index on "dealNotes" (id); end`, 'table-only dealNotes:1'],
  ['a policy on it', `begin create policy p on deals using (true); end`, 'table-only deals:1'],
  [
    'a foreign key to it',
    `begin create table x (id bigint references deals); end`,
    'table-only deals:1',
  ],
  ['a grant on it', `begin grant select on deals to public; end`, 'table-only deals:1'],
  [
    'a conflict on its constraint',
    sql(`insert into deals (id) values (1) on conflict on constraint deals_pkey do nothing`),
    'table-only deals:1',
  ],
  [
    'a system column',
    sql(`delete from deals d using deals e where d.ctid < e.ctid`),
    'table-only deals:1',
  ],
  ['a system column without its table', sql(`select xmin from public.deals`), 'table-only deals:1'],
  [
    'merge on an old server',
    sql(`merge into deals d using x on x.id = d.id when matched then delete`),
    'table-only deals:1',
  ],
  ['a sample', sql(`select 1 from deals tablesample system (1)`), 'table-only deals:1'],
  [
    'a group by its key',
    sql(
      `select d.name, count(*) from deals d join "dealNotes" n on n.deal_id = d.id group by d.id`,
    ),
    'table-only deals:1',
  ],
  [
    'its oid',
    sql(`select conname from pg_constraint where conrelid = 'public.deals'::regclass`),
    'table-only deals:1',
  ],
  [
    'the name of its sequence',
    sql(`select setval(pg_get_serial_sequence('deals', 'id'), 1)`),
    'table-only deals:1',
  ],
  ['its size', sql(`select pg_total_relation_size('deals')`), 'table-only deals:1'],
  ['SQL that is one text', `begin execute 'truncate deals'; end`, 'table-only deals:1'],
  ['SQL from parts', `begin execute 'delete from deals where ' || f(); end`, 'dynamic deals:1'],
  [
    'SQL from a variable',
    `declare q text; begin q := 'update public.deals set ' || f(); execute q; end`,
    'dynamic deals:1',
  ],
  [
    'SQL in a loop',
    `declare r record; begin for r in execute format('select * from deals where %s', f()) loop null; end loop; end`,
    'dynamic deals:1',
  ],
  [
    'another language',
    { body: `plv8.execute('select * from deals')`, language: 'plv8' },
    'unparsed deals:1',
  ],
]

const harmless: readonly (readonly [string, Case | string])[] = [
  [
    'other columns of the row',
    trigger(
      `new.updated_at := now(); if new.amount > old.amount then new.won_at := now(); end if;`,
    ),
  ],
  ['a comment', trigger(`-- new.stage of deals\n /* tg_table_name = 'deals' */`)],
  ['a message', trigger(`raise notice 'new.stage of deals';`)],
  [
    'rows that are compared',
    trigger(`if new is distinct from old or new.* is distinct from old.* then null; end if;`),
  ],
  [
    'rows that are compared as JSON',
    trigger(
      `if to_jsonb(new) - 'updated_at' = to_jsonb(old) - 'updated_at' then return null; end if;`,
    ),
  ],
  ['a row that is tested', trigger(`if new is null then return old; end if;`)],
  ['one of the rows returned', { body: `begin return coalesce(new, old); end`, on: 'deals' }],
  [
    'other keys of the row as JSON',
    trigger(`insert into audit (v) values (to_jsonb(new) ->> 'name');`),
  ],
  [
    'another field of a variable with the row',
    {
      body: `declare r record; begin r := coalesce(new, old); insert into log values (r.id); return r; end`,
      on: 'deals',
    },
  ],
  ['the name of the table in a log', trigger(`insert into log (t) values (tg_table_name);`)],
  ['a branch by another table', trigger(`if tg_table_name = 'contacts' then null; end if;`)],
  [
    'a branch that knows both names',
    trigger(`if tg_table_name in ('deals', 'opportunities') then null; end if;`),
  ],
  ['a branch by the operation', trigger(`if tg_op = 'INSERT' then null; end if;`)],
  [
    'the row of a table without renames',
    trigger(`if new.stage = 'x' then insert into audit values (to_jsonb(new)); end if;`, {
      on: 'contacts',
    }),
  ],
  [
    'a variable called stage',
    { body: `declare stage text := 'x'; begin new.name := stage; return new; end`, on: 'deals' },
  ],
  [
    'SQL with another argument',
    trigger(`execute format('select %L', tg_argv[0]);`, { arguments: ['name'] }),
  ],
  ['a read', sql(`select d.stage, d.* from deals d where d.company_id = 1`)],
  [
    'a write',
    `begin update public.deals set stage = 'won' where id = 1; insert into deals (name) values ('x') on conflict (id) do nothing; end`,
  ],
  ['a CTE of the same name', sql(`with deals as (select 1 as ctid) select ctid from deals`)],
  ['another schema', sql(`truncate crm2.deals`)],
  ['another schema by the search path', sql(`truncate deals`, { path: ['crm2', 'public'] })],
  ['an empty search path', sql(`select 1`, { path: [] })],
  [
    'a temporary table of the same name',
    `begin create temp table deals (id int); insert into deals select 1; truncate crm2.deals; end`,
  ],
  ['an alias', sql(`select deals.ctid from contacts as deals`)],
  ['a column called deals', sql(`select deals from companies`)],
  [
    'a row type variable',
    `declare d deals%rowtype; s deals.stage%type; begin select * into d from deals limit 1; end`,
  ],
  ['a null of the row type', sql(`select * from jsonb_populate_record(null::deals, '{}')`)],
  ['its sequence', sql(`select nextval('deals_id_seq'), currval('public.deals_id_seq'::regclass)`)],
  [
    'a group by all that is shown',
    sql(`select d.stage, count(*), sum(d.amount) from deals d group by d.stage`),
  ],
  [
    'a group by its key with an aggregate of the installation',
    sql(`select d.id, longest(d.name), public.longest(d.stage) from deals d group by d.id`),
  ],
  ['a group by its key alone', sql(`select d.id, count(*) from deals d group by d.id`)],
  [
    'merge on a new server',
    sql(`merge into deals d using x on x.id = d.id when matched then delete`, { version: 170_000 }),
  ],
  ['a lock', `begin lock table deals in share mode; end`],
  ['a test whether it exists', sql(`select to_regclass('deals') is not null`)],
  ['its name as data', sql(`select check_scope('deals', 1)`)],
  ['SQL that is one text', `begin execute 'update deals set name = $1' using 'x'; end`],
  [
    'SQL from parts without old names',
    `begin execute format('refresh materialized view %I', f()); end`,
  ],
  ['for update of an alias', sql(`select 1 from deals d for update of d`)],
  ['another language without old names', { body: `return 'ideals'`, language: 'plv8' }],
  ['a function in C', { body: 'deals', language: 'c' }],
]

describe('a function body breaks by', () => {
  it.each(breaking)('%s', (_what, given, expected) => {
    expect(judge(given)).toMatchObject({
      breaks: expect.arrayContaining([expected]),
      problem: null,
    })
  })
})

describe('a function body goes on working with', () => {
  it.each(harmless)('%s', (_what, given) => {
    expect(judge(given)).toMatchObject({ breaks: [], problem: null })
  })
})

describe('a reference', () => {
  it('has the line and column of the name in the body', () => {
    const { references } = findReferences(
      {
        language: 'sql',
        source: `\n  select 'é', 1\n  from deals`,
        definition: '',
        isTrigger: false,
        searchPath: ['public'],
        transitions: [],
      },
      names,
    )
    expect(references).toEqual([
      { kind: 'read', name: 'deals', line: 3, column: 8, offset: 25, detail: undefined },
    ])
  })

  it('is told when it works through the old name', () => {
    expect(judge(sql('select 1 from deals')).works).toEqual(['read deals:1'])
    expect(judge(`begin perform 1; perform id from "dealNotes"; end`).works).toEqual([
      'read dealNotes:1',
    ])
  })

  it('is none where a CTE has the name, except inside of that CTE', () => {
    expect(judge(sql('with deals as (select 1) select 1 from deals')).works).toEqual([])
    expect(judge(sql('with deals as (select * from deals) select * from deals')).works).toEqual([
      'read deals:1',
    ])
  })

  it('is found by its token where the body cannot be parsed, and the parser is quoted', () => {
    expect(judge(trigger(`this is not sql; new.stage := 1;`))).toMatchObject({
      breaks: ['field stage:2'],
      problem: expect.stringContaining('syntax error'),
    })
  })
})
