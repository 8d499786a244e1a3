import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planRun } from '../engine/plan/plan.ts'
import { runMigration } from '../engine/run/run-migration.ts'
import { runRollback } from '../engine/run/run-rollback.ts'
import { testOptions } from '../engine/run/stepwise.fixture.ts'
import type { ChangedFunction } from './changed-function.ts'
import type { FunctionMap } from './function-map.ts'

/** Functions of triggers; each writes down what it sees. */
const functions: Readonly<Record<string, readonly [body: string, ...tables: string[]]>> = {
  stamp: [
    `if new.stage = 'won' and old."stage" is distinct from new.stage then new.description := 'won by ' || new.company_id; end if;
     select case new.name when 'Later' then 'delayed' else new.stage end into new.stage;
     return new;`,
    'before update on deals',
  ],
  audit: [
    `insert into seen (what) values (jsonb_build_object('op', tg_op, 'table', tg_table_name, 'old', old, 'new', to_jsonb(new))::text);
     return coalesce(new, old);`,
    'after insert or update or delete on deals',
  ],
  keys: [
    `insert into seen (what) values (coalesce(to_jsonb(new) ->> 'stage', row_to_json(old.*) ->> 'company_id') || format(' %s', new));
     return null;`,
    'after insert or update or delete on deals',
  ],
  branch: [
    `if tg_table_name = 'deals' then insert into seen (what) values ('a deal ' || new.stage);
     elsif tg_relname like 'comp%' then insert into seen (what) values ('a company'); end if;
     return null;`,
    'after update on deals',
    'after update on companies',
  ],
  archive: ['insert into archived select new.*; return null;', 'after insert or update on deals'],
  keep: [
    'insert into kept_contacts values (new.*); return null;',
    'after insert or update on contacts',
  ],
  noted: [
    `insert into seen (what) values (new.deal_id || ' in ' || tg_table_name); return null;`,
    'after insert on deal_notes',
  ],
  both: [
    `if tg_table_name in ('deals', 'opportunities') then
       insert into seen (what) values (coalesce(to_jsonb(new) ->> 'legacy_stage', to_jsonb(new) ->> 'stage'));
     else insert into seen (what) values (to_jsonb(new) ->> 'name'); end if;
     return null;`,
    'after update on deals',
    'after update on companies',
  ],
  shared: [
    `insert into seen (what) values (new.company_id::text); return null;`,
    'after update on deals',
    'after update on contacts',
  ],
  built: [
    `execute 'update deals set category = category where id = ' || new.id; return null;`,
    'after insert on deals',
  ],
}

const made = Object.entries(functions).flatMap(([name, [body, ...tables]]) => [
  `create function public.${name}() returns trigger language plpgsql as $f$ begin ${body} end $f$`,
  ...tables.map(
    (when, place) =>
      `create trigger own_${name}_${place} ${when.replace(' on ', ' on public.')} for each row execute function public.${name}()`,
  ),
])

describe('functions that have to change with the rename', () => {
  let database: TestDatabase
  let backupFolder: string
  let changed: readonly ChangedFunction[]

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    await database.sql.unsafe(`
      create table public.seen (id int generated always as identity primary key, what text);
      alter table public.deals add column "Größe\n\u001b[31m %" text default '"x"';
      create table public.archived (like public.deals);
      create table public.kept_contacts (like public.contacts);
      ${made.join(';\n')}`)
    const planned = await planRun(database.sql, {})
    if (planned.kind === 'target') throw new Error('this is no legacy database')
    changed = planned.plan.changedFunctions
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  /** What the installation's triggers write down of an old client's writes, which are taken back. */
  async function written(): Promise<unknown> {
    class Undo extends Error {}
    let found: unknown
    await database.sql
      .begin(async (tx) => {
        await tx.unsafe(`
          set local search_path = public;
          truncate seen restart identity;
          insert into deals (id, name, stage, contact_ids, created_at, updated_at)
            values (9001, 'Now', 'opportunity', '{1}', '2025-01-01', '2025-01-01');
          update deals set stage = 'won', company_id = 1, updated_at = '2025-01-02' where id = 9001;
          update deals set name = 'Later', updated_at = '2025-01-03' where id = 9001;
          update companies set name = 'Renamed' where id = 1;
          update contacts set title = 'Dr.' where id = 1;
          insert into deal_notes (id, deal_id, text) values (9001, 9001, 'A note');
          delete from deals where id = 9001`)
        found = {
          seen: await tx`select what from public.seen order by id`,
          archived: await tx`select to_jsonb(a) - 'updated_at' as row from public.archived as a`,
          contacts: await tx`select to_jsonb(k) as row from public.kept_contacts as k`,
        }
        throw new Undo()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error
      })
    return JSON.parse(JSON.stringify(found))
  }

  it('are written down changed where that is proven right, and marked where it is not', () => {
    const proven = changed.filter(({ isProven }) => isProven).map(({ signature }) => signature)
    const open = changed.filter(({ isProven }) => !isProven)
    expect(proven).toEqual(
      ['archive', 'audit', 'branch', 'keep', 'keys', 'noted', 'stamp'].map(
        (name) => `public.${name}()`,
      ),
    )
    expect(open.map(({ signature }) => signature)).toEqual(['public.built()', 'public.shared()'])
    for (const { definition } of open) expect(definition).toMatch(/^-- NOT PROVEN.*\n-- Line 1 /)
  })

  it('do through the old names what they did before, once the run has put them in', async () => {
    const before = await written()
    const map: FunctionMap = {
      ...Object.fromEntries(
        changed.map(({ signature, definition }) => [
          signature,
          { kind: 'replace' as const, definition, isConfirmed: signature === 'public.built()' },
        ]),
      ),
      'public.shared()': {
        kind: 'replace',
        definition: `create or replace function public.shared() returns trigger language plpgsql as $f$
          begin insert into seen (what) values (coalesce(to_jsonb(new) ->> 'customer_organization_id', to_jsonb(new) ->> 'company_id'));
          return null; end $f$`,
      },
    }
    const dump = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
    await runMigration(
      testOptions(database.url, { backupFolder, functionMap: map }),
      async () => true,
      () => {},
    )
    expect(await written()).toEqual(before)
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })).toBe(dump)
    expect(await written()).toEqual(before)
  })

  it('are refused where they would break too, unless someone confirmed them', async () => {
    const definition =
      changed.find(({ signature }) => signature === 'public.built()')?.definition ?? ''
    const given = (isConfirmed: boolean) =>
      planRun(database.sql, {}, { 'public.built()': { kind: 'replace', definition, isConfirmed } })
    await expect(given(false)).rejects.toThrow('"confirmed": true')
    expect((await given(true)).kind).toBe('plan')
  })
})
