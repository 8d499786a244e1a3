import { type Sql, sqlFile } from '@valence/db'
import {
  type Catalog,
  type LegacyShape,
  physicalTables,
  renamedTables,
  table,
} from '@valence/schema'
import { manifest } from '@valence/schema/manifest'
import type { Attachment } from './classify.ts'
import { findReferences } from './find-references.ts'
import { type GrowingTable, type NameSpace, type RenamedTable, searchPathOf } from './names.ts'
import type { FoundReferences } from './reference.ts'
import type { ResultShape } from './whole-rows.ts'

/** A function of the installation. */
export interface OwnFunction {
  /** With its schema and the types of its arguments: `public.deal_label(bigint)`. */
  readonly signature: string
  readonly schema: string
  readonly name: string
  readonly language: string
  readonly source: string
  /** The whole `create or replace function`. */
  readonly definition: string
  /** Its body was parsed when it was made, and follows a rename. */
  readonly isAtomic: boolean
  readonly isTrigger: boolean
  /** Whether it runs as its owner, whoever calls it. */
  readonly isDefiner: boolean
  readonly result: ResultShape | null
  /** Whether the owner of the tables, who migrates, may replace it. */
  readonly isOurs: boolean
  readonly settings: readonly string[]
  readonly attachments: readonly Attachment[]
  readonly transitions: readonly string[]
}

interface FunctionRow extends Omit<OwnFunction, 'attachments' | 'transitions'> {
  readonly triggers: readonly {
    readonly trigger: string
    readonly table: string
    readonly arguments: readonly string[]
    readonly transitions: readonly string[]
  }[]
}

/** Where new clients write what our triggers carry into a table of the installation, by its name in the target. */
const WRITTEN_THROUGH: Readonly<Record<string, string>> = {
  contacts: 'contact_organizations',
  opportunities: 'opportunity_contacts',
  opportunity_notes: 'activities',
  contact_notes: 'activities',
}

/** Tables of installations that get columns and keep their names. */
function keptTables(): readonly string[] {
  return manifest()
    .tables.filter(
      ({ schema, name, columns }) =>
        schema === 'public' && name !== 'opportunities' && columns.some(({ isAdded }) => isAdded),
    )
    .map(({ name }) => name)
}

/** Functions and procedures of every schema but the system's and those of extensions. Reads only. */
export async function readFunctions(
  sql: Sql,
  names: NameSpace,
  catalog: Catalog,
): Promise<readonly OwnFunction[]> {
  const growing = names.growing.map(({ name }) => name)
  const watched = [...names.tables.map(({ name }) => name), ...growing, 'contacts', 'contact_notes']
  const rows = await sql.unsafe<FunctionRow[]>(sqlFile(import.meta.url, 'read-functions.sql'), [
    watched,
    growing,
  ])
  return rows.map(({ triggers, ...row }) => ({
    ...row,
    attachments: triggers.map((attached) => {
      const renamed = names.tables.find(({ name }) => name === attached.table)
      return {
        trigger: attached.trigger,
        table: attached.table,
        arguments: attached.arguments,
        columns: table(catalog, attached.table)?.columns.map(({ name }) => name) ?? [],
        renamed,
        gains: gainsOf(attached.table, names),
        writtenThrough: WRITTEN_THROUGH[renamed?.newName ?? attached.table],
      }
    }),
    transitions: triggers.flatMap((attached) => attached.transitions),
  }))
}

/** The columns that a table gets. */
function gainsOf(name: string, { tables, growing }: NameSpace): readonly string[] {
  const kept = growing.find((table) => table.name === name)
  if (kept !== undefined) return kept.gains
  const renamed = tables.find((table) => table.name === name)
  return renamed === undefined ? [] : gainedColumns(renamed.newName, Object.values(renamed.renames))
}

/** What the new schema adds to a table that has these columns. */
function gainedColumns(name: string, has: readonly string[]): readonly string[] {
  const declared = manifest().tables.find(
    (table) => table.schema === 'public' && table.name === name,
  )
  return (declared?.columns ?? [])
    .filter((one) => one.isAdded && !has.includes(one.name))
    .map((one) => one.name)
}

function isRequired(name: string, gains: readonly string[]): boolean {
  const declared = manifest().tables.find(
    (table) => table.schema === 'public' && table.name === name,
  )
  return (declared?.columns ?? []).some((one) => one.isNotNull && gains.includes(one.name))
}

/** What in one function changes with the migration. */
export function referencesOf(own: OwnFunction, names: NameSpace): FoundReferences {
  if (own.isAtomic) return { references: [], problem: null }
  return findReferences({ ...own, searchPath: searchPathOf(own.settings) }, names)
}

/** What the names of an installation mean. */
export async function readNameSpace(
  sql: Sql,
  catalog: Catalog,
  shape: LegacyShape,
): Promise<NameSpace> {
  const old = renamedTables(shape)
  const physical = physicalTables(shape)
  const keys = await sql<{ name: string; primaryKey: string[]; sequences: string[] }[]>`
    select
      c.relname as name,
      array(
        select a.attname::text
        from pg_index as i
        join pg_attribute as a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary
      ) as "primaryKey",
      array(
        select s.relname::text
        from pg_depend as d
        join pg_class as s on s.oid = d.objid and s.relkind = 'S'
        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid
      ) as sequences
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relname = any (${[...old]})`
  const homonyms = await sql<{ name: string }[]>`
    select n.nspname || '.' || c.relname as name
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace
    where c.relname = any (${[...old, ...keptTables()]})
      and n.nspname <> 'public'
      and c.relkind in ('r', 'p', 'v', 'm', 'f')`
  const growing = keptTables().flatMap((name): readonly GrowingTable[] => {
    const has = table(catalog, name)?.columns.map((column) => column.name)
    const gains = has === undefined ? [] : gainedColumns(name, has)
    return gains.length === 0 ? [] : [{ name, gains, isRequired: isRequired(name, gains) }]
  })
  const rowFunctions = await sql<{ name: string; table: string }[]>`
    select distinct p.proname as name, c.relname as "table"
    from pg_proc as p
    join pg_type as t on t.oid = p.prorettype
    join pg_class as c on c.oid = t.typrelid and c.relnamespace = 'public'::regnamespace
    where c.relname = any (${growing.map(({ name }) => name)})`
  const aggregates = await sql<{ name: string }[]>`
    select distinct p.proname as name
    from pg_proc as p
    where p.prokind = 'a' and p.pronamespace <> 'pg_catalog'::regnamespace`
  return {
    serverVersion: catalog.serverVersion,
    growing,
    rowFunctions: new Map(rowFunctions.map((one) => [one.name, one.table])),
    aggregates: new Set(aggregates.map(({ name }) => name)),
    homonyms: new Set(homonyms.map(({ name }) => name)),
    tables: old.map((name): RenamedTable => {
      const key = keys.find((found) => found.name === name)
      return {
        name,
        newName: physical[name]?.table ?? name,
        renames: physical[name]?.renames ?? {},
        columns: table(catalog, name)?.columns.map((column) => column.name) ?? [],
        primaryKey: key?.primaryKey ?? [],
        sequences: key?.sequences ?? [],
      }
    }),
  }
}
