import { readdirSync, readFileSync } from 'node:fs'
import { createTestDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { describe, expect, it } from 'vitest'
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

const RELEASES = new URL('../../releases/', import.meta.url)
const releases = readdirSync(RELEASES).map((file) => ({ file, version: Number(file.slice(0, 4)) }))
const PLATFORM_SCHEMAS = ['auth', 'storage', 'extensions', 'net', 'supabase_migrations']
const OPTIONS = { kept: [], adopts: false, tool: 'test' }

const hands = ({ sql }: TestDatabase) => onlineHands(sql, { lockTimeoutMs: 250, attempts: 20 })
const dump = ({ url }: TestDatabase) => schemaDump(url, { excludeSchemas: PLATFORM_SCHEMAS })

async function released(file: string): Promise<TestDatabase> {
  const database = await createTestDatabase()
  await database.sql.begin((tx) => tx.unsafe(readFileSync(new URL(file, RELEASES), 'utf8')))
  return database
}

async function fresh(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  await createTargetSchema(database.sql)
  return database
}

describe.each(releases)('a database of version $version', ({ file, version }) => {
  it('becomes the very one that a fresh installation is', async () => {
    const [old, today] = [await released(file), await fresh()]
    try {
      expect(await readVersion(old.sql)).toBe(version)
      await applySchema(hands(old), OPTIONS)
      expect(await readVersion(old.sql)).toBe(SCHEMA_VERSION)
      expect(await hasState(old.sql)).toBe(true)
      expect(await dump(old)).toBe(await dump(today))
    } finally {
      await old.drop()
      await today.drop()
    }
  })

  it('grows once: the second time there is nothing to do', async () => {
    const old = await released(file)
    try {
      await applySchema(hands(old), OPTIONS)
      const before = await dump(old)
      expect((await readGrowth(old.sql, OPTIONS))?.changes).toEqual([])
      await applySchema(hands(old), OPTIONS)
      expect(await dump(old)).toBe(before)
    } finally {
      await old.drop()
    }
  })
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
        grant select on public.own_pipeline to authenticated;
        create policy own on public.opportunities as restrictive for select using (true);
        create function public.own_stamp() returns trigger language plpgsql as $$ begin return new; end $$;
        create trigger own_stamp before update on public.opportunities for each row execute function public.own_stamp();
        alter table public.opportunities add column own_code text`)
      const own = () => sql`
        select pg_get_viewdef('public.own_pipeline'::regclass) as view, obj_description('public.own_pipeline'::regclass) as comment,
          has_table_privilege('authenticated', 'public.own_pipeline', 'select') as readable,
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
      const [old, today] = [await released('0001.sql'), await fresh()]
      try {
        await expect(applySchema(cutAt(old, n, moment), OPTIONS)).rejects.toThrow(Cut)
        expect(await hasState(old.sql)).toBe(false)
        await applySchema(hands(old), OPTIONS)
        expect(await dump(old)).toBe(await dump(today))
      } finally {
        await old.drop()
        await today.drop()
      }
    },
  )
})
