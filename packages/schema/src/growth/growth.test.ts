import {
  asBefore,
  createReleasedDatabase,
  createTestDatabase,
  everyRow,
  listReleases,
  schemaDump,
  type TestDatabase,
  writeEveryRow,
} from '@valence/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  applySchema,
  createTargetSchema,
  hasState,
  onlineHands,
  readGrowth,
  readVersion,
  SCHEMA_VERSION,
} from '../growth.ts'
import { type Column, type Manifest, manifest } from '../manifest.ts'

/** Those that were migrated are upgraded with what is kept of them: see `engine/upgrade` of the migration. */
const releases = listReleases().filter(({ isArrived }) => !isArrived)
const PLATFORM_SCHEMAS = ['auth', 'storage', 'extensions', 'net', 'supabase_migrations']
const OPTIONS = { kept: [], adopts: false, tool: 'test' }

const hands = ({ sql }: TestDatabase) => onlineHands(sql, { lockTimeoutMs: 250, attempts: 20 })
const dump = ({ url }: TestDatabase) => schemaDump(url, { excludeSchemas: PLATFORM_SCHEMAS })

const fresh = () =>
  createTestDatabase({ template: 'fresh-schema', build: ({ sql }) => createTargetSchema(sql) })

let today: string
beforeAll(async () => {
  const database = await fresh()
  today = await dump(database)
  await database.drop()
})

/** Columns that came later stand behind the others of their table; nothing depends on that. */
const withoutPlaces = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/ column \d{4} /, ' column '))
    .sort()
    .join('\n')

describe.each(releases)('a database of release $name', ({ name, version }) => {
  it.each(['empty', 'full'] as const)(
    'that is %s becomes the very one that a fresh installation is, once, and loses nothing',
    async (content) => {
      const old = await createReleasedDatabase(name)
      try {
        if (content === 'full') await writeEveryRow(old)
        const before = await everyRow(old)
        expect(await readVersion(old.sql)).toBe(version)
        await applySchema(hands(old), OPTIONS)
        expect(await readVersion(old.sql)).toBe(SCHEMA_VERSION)
        expect(await hasState(old.sql)).toBe(true)
        expect(withoutPlaces(await dump(old))).toBe(withoutPlaces(today))
        expect(asBefore(before, await everyRow(old))).toEqual(before)
        expect((await readGrowth(old.sql, OPTIONS))?.changes).toEqual([])
      } finally {
        await old.drop()
      }
    },
  )
})

describe('a fresh database', () => {
  it('has nothing to grow', async () => {
    const database = await fresh()
    try {
      expect((await readGrowth(database.sql, OPTIONS))?.changes).toEqual([])
      expect(await hasState(database.sql)).toBe(true)
    } finally {
      await database.drop()
    }
  })
})

/** The schema of a release to come: one column and one function more. */
function grown(): Manifest {
  const today = manifest()
  const column: Column = {
    name: 'forecast_note',
    type: 'text',
    isNotNull: false,
    default: null,
    identity: null,
    generated: null,
    isAdded: true,
    file: '02_tables/opportunities_columns',
  }
  const [pattern] = today.functions.filter(({ name }) => name === 'folded_words')
  if (pattern === undefined) throw new Error('there is no function to copy')
  return {
    ...today,
    tables: today.tables.map((table) =>
      table.name === 'opportunities' ? { ...table, columns: [...table.columns, column] } : table,
    ),
    functions: [
      ...today.functions.filter(({ name }) => name !== 'close_date_after'),
      {
        ...pattern,
        name: 'forecast_words',
        statement: pattern.statement.replace('valence.folded_words', 'valence.forecast_words'),
      },
    ],
  }
}

describe('the next release', () => {
  it('brings its column and its function, and takes what is declared no more', async () => {
    const database = await fresh()
    const { sql } = database
    try {
      await sql.unsafe(`
        create view public.own_pipeline with (security_invoker = on) as select s.id, s.company_name from public.opportunities_summary as s;
        comment on view public.own_pipeline is 'ours';
        grant select, update (company_name) on public.own_pipeline to authenticated;
        alter view public.own_pipeline alter column company_name set default 'none';
        create function public.own_write() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger own_write instead of update on public.own_pipeline for each row execute function public.own_write();
        create policy own on public.opportunities as restrictive for select using (true);
        create function public.own_stamp() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger own_stamp before update on public.opportunities for each row execute function public.own_stamp();
        alter table public.opportunities add column own_code text`)
      const own = () => sql`
        select pg_get_viewdef('public.own_pipeline'::regclass) as view, obj_description('public.own_pipeline'::regclass) as comment,
          has_table_privilege('authenticated', 'public.own_pipeline', 'select') as readable,
          has_column_privilege('authenticated', 'public.own_pipeline', 'company_name', 'update') as writable,
          (select count(*)::int from pg_attrdef where adrelid = 'public.own_pipeline'::regclass) as defaults,
          (select count(*)::int from pg_trigger where tgname = 'own_write') as writes,
          (select count(*)::int from pg_policy where polname = 'own') as policies,
          (select count(*)::int from pg_trigger where tgname = 'own_stamp') as triggers`
      const before = await own()
      await applySchema(hands(database), { ...OPTIONS, declared: grown() })
      const [found] = await sql<
        { column: boolean; shown: boolean; made: boolean; gone: boolean; open: boolean }[]
      >`
        select
          exists (select from pg_attribute where attrelid = 'public.opportunities'::regclass and attname = 'forecast_note') as column,
          exists (select from pg_attribute where attrelid = 'public.opportunities_summary'::regclass and attname = 'forecast_note') as shown,
          to_regprocedure('valence.forecast_words(text)') is not null as made,
          to_regproc('valence.close_date_after') is null as gone,
          has_function_privilege('authenticated', 'valence.forecast_words(text)', 'execute') as open`
      expect(found).toEqual({ column: true, shown: true, made: true, gone: true, open: true })
      expect(await own()).toEqual(before)
    } finally {
      await database.drop()
    }
  })
})

describe('a constraint that rows of before break', () => {
  it('holds for what is written from now on, and that is said', async () => {
    const database = await createReleasedDatabase('0001')
    const { sql } = database
    try {
      await sql.unsafe(`
        alter table public.opportunities drop constraint opportunities_probability_check;
        insert into public.opportunities (name, stage, probability, probability_manual) values ('too much', 'lead', 200, true);
        alter table public.opportunities add constraint opportunities_probability_check check (probability between 0 and 100) not valid`)
      const told: string[] = []
      await applySchema({ ...hands(database), warn: (text) => told.push(text) }, OPTIONS)
      expect(told).toEqual([expect.stringContaining('opportunities_probability_check')])
      expect(await hasState(sql)).toBe(true)
      expect(await sql`select o.probability from public.opportunities as o`).toEqual([
        { probability: 200 },
      ])
    } finally {
      await database.drop()
    }
  })
})

describe('a view that has to be made anew', () => {
  it('is left as it is where a materialized view holds it, which is named', async () => {
    const database = await fresh()
    try {
      await database.sql.unsafe(
        'create materialized view public.own_sums as select s.id from public.opportunities_summary as s',
      )
      await expect(
        applySchema(hands(database), { ...OPTIONS, declared: grown() }),
      ).rejects.toMatchObject({
        code: 'VAL-OBJECT-HELD',
        hint: expect.stringContaining('own_sums'),
      })
      await database.sql`drop materialized view public.own_sums`
      await applySchema(hands(database), { ...OPTIONS, declared: grown() })
    } finally {
      await database.drop()
    }
  })
})

class Cut extends Error {}

/** Hands that are cut off: before the n-th piece begins, or right behind it. */
function cutAt(database: TestDatabase, n: number, moment: 'before' | 'behind') {
  const whole = hands(database)
  let seen = 0
  return {
    ...whole,
    piece: async (work: Parameters<typeof whole.piece>[0]) => {
      seen += 1
      if (seen === n && moment === 'before') throw new Cut()
      await whole.piece(work)
      if (seen === n) throw new Cut()
    },
  }
}

describe('an upgrade that is cut off', () => {
  it.each([
    [2, 'before'],
    [3, 'behind'],
    [5, 'before'],
    [40, 'behind'],
    [120, 'before'],
    [185, 'behind'],
  ] as const)(
    'at piece %i, %s it, goes on with the same call to the same end',
    async (n, moment) => {
      const old = await createReleasedDatabase('0001')
      try {
        await expect(applySchema(cutAt(old, n, moment), OPTIONS)).rejects.toThrow(Cut)
        expect(await hasState(old.sql)).toBe(false)
        await applySchema(hands(old), OPTIONS)
        expect(await dump(old)).toBe(today)
      } finally {
        await old.drop()
      }
    },
  )
})
