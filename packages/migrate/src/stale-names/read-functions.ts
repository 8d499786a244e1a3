import { type Sql, sqlFile } from '@valence/db'
import {
  type Catalog,
  type LegacyShape,
  physicalTables,
  renamedTables,
  table,
} from '@valence/schema'
import type { Attachment } from './classify.ts'
import { findReferences } from './find-references.ts'
import { type NameSpace, type RenamedTable, searchPathOf } from './names.ts'
import type { FoundReferences } from './reference.ts'

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

/** Tables that get columns and keep their names. */
const GROWING = ['contacts', 'companies', 'tasks']

/** Functions and procedures of every schema but the system's and those of extensions. Reads only. */
export async function readFunctions(
  sql: Sql,
  names: NameSpace,
  catalog: Catalog,
): Promise<readonly OwnFunction[]> {
  const watched = [...names.tables.map(({ name }) => name), ...GROWING]
  const rows = await sql.unsafe<FunctionRow[]>(sqlFile(import.meta.url, 'read-functions.sql'), [
    watched,
  ])
  return rows.map(({ triggers, ...row }) => ({
    ...row,
    attachments: triggers.map((attached) => ({
      trigger: attached.trigger,
      table: attached.table,
      arguments: attached.arguments,
      columns: table(catalog, attached.table)?.columns.map(({ name }) => name) ?? [],
      renamed: names.tables.find(({ name }) => name === attached.table),
      gainsColumns: attached.table === 'deals' || GROWING.includes(attached.table),
    })),
    transitions: triggers.flatMap((attached) => attached.transitions),
  }))
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
    where c.relname = any (${[...old]})
      and n.nspname <> 'public'
      and c.relkind in ('r', 'p', 'v', 'm', 'f')`
  const aggregates = await sql<{ name: string }[]>`
    select distinct p.proname as name
    from pg_proc as p
    where p.prokind = 'a' and p.pronamespace <> 'pg_catalog'::regnamespace`
  return {
    serverVersion: catalog.serverVersion,
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
