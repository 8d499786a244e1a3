import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Database } from '@valence/db'
import { detect } from '@valence/schema'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCatalog } from '../sql/catalog/read-catalog.ts'
import {
  type Replacement,
  replaceFunctions,
  restoreFunctions,
} from '../sql/objects/replace-functions.ts'
import { createOwnSchema } from '../sql/session/own-schema.ts'
import { checkFunctionMap, readFunctionMap } from './function-map.ts'
import { planReplacements } from './plan-replacements.ts'
import { readOldNames } from './read-old-names.ts'

const OWN = `
  create function public.deal_label(i bigint) returns text language sql stable security definer set search_path = 'public' as
    $f$ select name || stage from deals where id = i $f$;
  comment on function public.deal_label(bigint) is 'Ours';
  revoke all on function public.deal_label(bigint) from public;
  grant execute on function public.deal_label(bigint) to authenticated;
  create function public.on_stage() returns trigger language plpgsql as $f$ begin
    if new.stage = 'won' then new.updated_at := now(); end if; return new; end $f$;
  create trigger on_stage before update on public.deals for each row execute function public.on_stage();`

let folder: string
let database: TestDatabase
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  database = await createLegacyDatabase({ generation: 'g21' })
  await database.sql.unsafe(OWN)
  await createOwnSchema(database.sql)
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

async function oldNamesOf(sql: Database) {
  const catalog = await readCatalog(sql)
  const detection = detect(catalog)
  if (detection.kind !== 'legacy') throw new Error('this is no legacy database')
  return await readOldNames(sql, catalog, detection.shape)
}

/** Writes a map and its files, reads it, and checks it against the installation. */
async function tryMap(
  map: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): Promise<readonly Replacement[]> {
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  const file = path.join(folder, 'map.json')
  await writeFile(file, JSON.stringify(map))
  return await planReplacements(await oldNamesOf(database.sql), await readFunctionMap(file))
}

const LABEL = 'public.deal_label(bigint)'
const goodLabel = `create or replace function public.deal_label(i int8) returns text language sql stable as
  $f$ select name || legacy_stage from public.opportunities where id = i $f$`

describe('functions that are replaced', () => {
  it('keep owner, rights and comment, and come back exactly', async () => {
    const before = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
    const replacements = await tryMap(
      { [LABEL]: 'label.sql', 'public.on_stage()': 'keep' },
      { 'label.sql': goodLabel },
    )
    expect(replacements.map(({ signature }) => signature)).toEqual([
      LABEL,
      'public.merge_contacts(bigint, bigint)',
    ])
    await database.sql.begin((tx) => replaceFunctions(tx, replacements))
    // A run that was cut off does it again.
    await database.sql.begin((tx) => replaceFunctions(tx, replacements))
    const [now] = await database.sql`
      select pg_get_functiondef(p.oid) as definition, p.proacl::text as acl, obj_description(p.oid) as comment
      from pg_proc as p where p.oid = ${LABEL}::text::regprocedure`
    expect(now).toMatchObject({
      definition: expect.stringContaining('legacy_stage'),
      acl: expect.stringContaining('authenticated=X'),
      comment: 'Ours',
    })
    await database.sql.begin((tx) => restoreFunctions(tx))
    expect(await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })).toBe(before)
    await database.sql.begin((tx) => restoreFunctions(tx))
  })

  it('come back with their rights when someone dropped them meanwhile', async () => {
    const before = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
    await database.sql.begin(async (tx) => {
      await replaceFunctions(tx, await tryMap({ [LABEL]: 'label.sql' }, { 'label.sql': goodLabel }))
    })
    await database.sql.unsafe('drop function public.deal_label(bigint)')
    await database.sql.begin((tx) => restoreFunctions(tx))
    const after = await schemaDump(database.url, { excludeSchemas: ['valence_migration'] })
    const withoutComment = (dump: string) =>
      dump
        .split('\n')
        .filter((line) => !line.endsWith('comment Ours'))
        .join('\n')
    expect(withoutComment(after)).toBe(withoutComment(before))
    await database.sql.unsafe(`comment on function public.deal_label(bigint) is 'Ours'`)
  })

  it('are the new names at their places and nothing else, for a known body', async () => {
    const [merge] = (await tryMap({})).filter(({ signature }) => signature.includes('merge'))
    const [own] = await database.sql`
      select pg_get_functiondef('public.merge_contacts(bigint, bigint)'::regprocedure) as definition`
    expect(merge?.definition).toBe(
      String(own?.['definition']).replace('update deals', 'update opportunities as "deals"'),
    )
  })

  it('are refused with the reason when they went away', async () => {
    await expect(
      database.sql.begin((tx) =>
        replaceFunctions(tx, [{ signature: 'public.nothing()', definition: 'select 1' }]),
      ),
    ).rejects.toMatchObject({ code: 'VAL-FUNCTION-GONE' })
  })
})

describe('a map of functions', () => {
  const wrong: readonly (readonly [
    string,
    Record<string, string>,
    Record<string, string>,
    string,
  ])[] = [
    [
      'names an unknown function',
      { 'public.deal_lable(bigint)': 'keep' },
      {},
      'no function public.deal_lable(bigint)',
    ],
    ['names a file that is not there', { [LABEL]: 'none.sql' }, {}, 'cannot be read'],
    [
      'has two statements',
      { [LABEL]: 'a.sql' },
      { 'a.sql': `${goodLabel}; select 1` },
      'one "create or replace function"',
    ],
    [
      'does not replace',
      { [LABEL]: 'a.sql' },
      { 'a.sql': goodLabel.replace('or replace ', '') },
      'one "create or replace function"',
    ],
    [
      'has another signature',
      { [LABEL]: 'a.sql' },
      { 'a.sql': goodLabel.replace('int8', 'text') },
      'another signature',
    ],
    [
      'has another result',
      { [LABEL]: 'a.sql' },
      { 'a.sql': goodLabel.replace('returns text', 'returns varchar') },
      'another signature',
    ],
    [
      'cannot be parsed',
      { [LABEL]: 'a.sql' },
      { 'a.sql': 'create or replace nonsense' },
      'cannot be parsed',
    ],
    [
      'would break too',
      { 'public.on_stage()': 'a.sql' },
      {
        'a.sql': `create or replace function public.on_stage() returns trigger language plpgsql as $f$ begin
        new.company_id := 1; return new; end $f$`,
      },
      'line 2 of the body',
    ],
    [
      'holds on to the new tables',
      { [LABEL]: 'a.sql' },
      {
        'a.sql':
          'create or replace function public.deal_label(i bigint) returns text language sql begin atomic select null::text; end',
      },
      'begin atomic',
    ],
  ]

  it.each(wrong)('is refused when it %s', async (_what, map, files, message) => {
    await expect(tryMap(map, files)).rejects.toMatchObject({
      code: 'VAL-FUNCTION-MAP',
      exitCode: 2,
      message: expect.stringContaining(message),
    })
  })

  it('is refused when it is not JSON, or not of texts', async () => {
    const file = path.join(folder, 'bad.json')
    await writeFile(file, '{')
    await expect(readFunctionMap(file)).rejects.toMatchObject({ code: 'VAL-FUNCTION-MAP' })
    await writeFile(file, '{"a": 1}')
    await expect(readFunctionMap(file)).rejects.toMatchObject({ code: 'VAL-FUNCTION-MAP' })
  })

  it('may replace a trigger function by one for the new names', async () => {
    const { names, functions } = await oldNamesOf(database.sql)
    checkFunctionMap(
      {
        'public.on_stage()': {
          kind: 'replace',
          definition: `create or replace function public.on_stage() returns trigger language plpgsql as $f$ begin
            if new.legacy_stage = 'won' then new.updated_at := now(); end if; return new; end $f$`,
        },
      },
      functions,
      names,
    )
  })
})
