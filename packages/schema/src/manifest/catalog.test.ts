import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Constraint, manifest, type Table } from '../manifest.ts'
import { splitStatements, targetSchemaFiles } from '../sql.ts'

const declared = manifest()
let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase()
  await db.sql.begin(async (tx) => {
    for (const file of targetSchemaFiles().filter(({ isConcurrent }) => !isConcurrent)) {
      await tx.unsafe(file.sql)
    }
  })
  for (const file of targetSchemaFiles().filter(({ isConcurrent }) => isConcurrent)) {
    for (const statement of splitStatements(file.sql)) await db.sql.unsafe(statement)
  }
  await db.sql.unsafe('create schema copy')
  for (const table of declared.tables) await db.sql.unsafe(written(table))
})
afterAll(() => db.drop())

/** The table made from what the manifest knows of it. */
function written(table: Table): string {
  const columns = table.columns.map((column) =>
    [
      column.name,
      column.type,
      column.isNotNull ? 'not null' : '',
      column.default === null ? '' : `default ${column.default}`,
      column.identity === null ? '' : `generated ${column.identity} as identity`,
      column.generated === null ? '' : `generated always as (${column.generated}) stored`,
    ].join(' '),
  )
  const constraints = table.constraints.map(
    (constraint: Constraint) => `constraint ${constraint.name} ${constraint.definition}`,
  )
  return `create table copy.${table.name} (${[...columns, ...constraints].join(', ')})`
}

/** The lines of a query under an empty search path, so that all names come with their schema. */
async function lines(query: string): Promise<readonly string[]> {
  return await db.sql.begin(async (tx) => {
    await tx.unsafe(`set local search_path to ''`)
    const rows = await tx.unsafe<{ line: string }[]>(query)
    return rows.map(({ line }) => line).sort()
  })
}

/** Where tables of ours are. */
const COPY = `array['copy'::regnamespace]`
const OURS = `array['public'::regnamespace, 'valence'::regnamespace]`

const columnsOf = (schemas: string) => `
  select concat_ws(' ', c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
    a.attgenerated, pg_get_expr(d.adbin, d.adrelid)) as line
  from pg_attribute as a
  join pg_class as c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = any (${schemas})
  left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0`

const constraintsOf = (schemas: string) => `
  select concat_ws(' ', c.relname, k.conname, replace(pg_get_constraintdef(k.oid), ' NOT VALID', '')) as line
  from pg_constraint as k
  join pg_class as c on c.oid = k.conrelid and c.relnamespace = any (${schemas})
  where k.contype in ('p', 'u', 'c', 'f')`

describe('the manifest says what a database made from the files has:', () => {
  it('every column with its type, default and place', async () => {
    expect(await lines(columnsOf(COPY))).toEqual(await lines(columnsOf(OURS)))
  })

  it('every constraint with its name and wording', async () => {
    expect(await lines(constraintsOf(COPY))).toEqual(await lines(constraintsOf(OURS)))
  })

  it('every table, whether it has row security, and its sequences', async () => {
    expect(declared.tables.map((one) => `${one.name} ${one.hasRowSecurity}`).sort()).toEqual(
      await lines(`
        select c.relname || ' ' || c.relrowsecurity as line from pg_class as c
        where c.relkind = 'r' and c.relnamespace = any (${OURS})`),
    )
    expect(declared.tables.flatMap(({ sequences }) => sequences).sort()).toEqual(
      await lines(`
        select c.relname as line from pg_class as c
        where c.relkind = 'S' and c.relnamespace = 'public'::regnamespace`),
    )
  })

  it('every type with its labels', async () => {
    expect(declared.types.map((one) => `${one.name} ${one.labels.join(',')}`).sort()).toEqual(
      await lines(`
        select format('%s %s', t.typname, string_agg(e.enumlabel, ',' order by e.enumsortorder)) as line
        from pg_type as t
        join pg_enum as e on e.enumtypid = t.oid
        where t.typnamespace = 'public'::regnamespace
        group by t.typname`),
    )
  })

  it('every function with its arguments, result and rights', async () => {
    const known = declared.functions.map((one) =>
      [
        `${one.schema}.${one.name}(${one.identity})`,
        one.returns,
        one.language,
        one.isSecurityDefiner,
        one.volatility,
      ].join(' '),
    )
    expect(known.sort()).toEqual(
      await lines(`
        select concat_ws(' ', p.oid::regprocedure, pg_get_function_result(p.oid), l.lanname, p.prosecdef::text,
          case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end) as line
        from pg_proc as p
        join pg_language as l on l.oid = p.prolang
        where p.pronamespace in (select n.oid from pg_namespace as n where n.nspname in ('public', 'valence'))
          and not exists (select from pg_depend as d where d.objid = p.oid and d.deptype = 'e')`),
    )
  })

  it('every trigger with its table and function', async () => {
    expect(
      declared.triggers.map((one) => `${one.table} ${one.name} ${one.function}`).sort(),
    ).toEqual(
      await lines(`
        select concat_ws(' ', t.tgrelid::regclass, t.tgname, p.pronamespace::regnamespace || '.' || p.proname) as line
        from pg_trigger as t
        join pg_proc as p on p.oid = t.tgfoid
        join pg_class as c on c.oid = t.tgrelid
        where not t.tgisinternal and p.pronamespace in (select n.oid from pg_namespace as n where n.nspname in ('public', 'valence'))`),
    )
  })

  it('every policy with its table, command and roles', async () => {
    const known = declared.policies.map((one) =>
      [one.table, one.name, one.command, one.roles.join(',')].join(' '),
    )
    expect(known.sort()).toEqual(
      await lines(`
        select concat_ws(' ', p.schemaname || '.' || p.tablename, p.policyname, lower(p.cmd), array_to_string(p.roles, ',')) as line
        from pg_policies as p
        where p.schemaname in ('public', 'valence')`),
    )
  })

  it('every view, with its columns where it names them', async () => {
    const found = await lines(`
      select concat_ws(' ', c.relname, coalesce(c.reloptions::text like '%security_invoker=on%', false)::text,
        (select string_agg(a.attname, ',' order by a.attnum) from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0)) as line
      from pg_class as c
      where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace`)
    const known = declared.views.map((one) => {
      const line = found.find((candidate) => candidate.startsWith(`${one.name} `))
      const shown = line?.split(' ')[2]?.split(',') ?? []
      const named = one.hasStar ? shown.slice(0, shown.length - one.columns.length) : []
      return [one.name, one.isSecurityInvoker, [...named, ...one.columns].join(',')].join(' ')
    })
    expect(known.sort()).toEqual(found)
  })

  it('every index that is no constraint', async () => {
    expect(
      declared.indexes.map((one) => `${one.table} ${one.name} ${one.isUnique}`).sort(),
    ).toEqual(
      await lines(`
        select concat_ws(' ', i.indrelid::regclass, c.relname, i.indisunique::text) as line
        from pg_index as i
        join pg_class as c on c.oid = i.indexrelid and c.relnamespace = 'public'::regnamespace
        where not exists (select from pg_constraint as k where k.conindid = i.indexrelid)`),
    )
  })
})
