import { type Sql, sqlFile } from '@valence/db'
import type { BackedUpSequence, DumpManifest } from './manifest.ts'

/** Schemas that belong to the platform, or to us; an installation's own are all others. */
const NOT_THE_INSTALLATION =
  '^(pg_.*|information_schema|auth|storage|realtime|_realtime|vault|extensions|graphql.*|pgsodium.*|net|cron|supabase_.*|_supabase|_analytics|pgbouncer|pgtle|topology|tiger.*|valence|valence_migration|valence_scratch.*)$'

/**
 * Extensions that reach out of the database, or that a server allows in one database only. A scratch database gets
 * likenesses of what is used of them instead.
 */
const NEVER_CREATED = [
  'pg_net',
  'http',
  'pg_cron',
  'supabase_vault',
  'pgsodium',
  'pg_graphql',
  'wrappers',
  'dblink',
  'postgres_fdw',
  'pgaudit',
  'plpgsql',
]

export interface Schemas {
  readonly kept: readonly string[]
  /** The installation's own, which this role may not read whole. */
  readonly unreadable: readonly string[]
}

/** Which schemas a dump keeps: `public`, and every other of the installation's own that we may read. */
export async function readSchemas(sql: Sql): Promise<Schemas> {
  const schemas = await sql<{ name: string; isReadable: boolean }[]>`
    select
      n.nspname as name,
      has_schema_privilege(n.oid, 'usage') and not exists (
        select from pg_class as c
        where c.relnamespace = n.oid
          and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
          and not has_table_privilege(c.oid, 'select')
      ) as "isReadable"
    from pg_namespace as n
    where n.nspname !~ ${NOT_THE_INSTALLATION}
      and not exists (
        select from pg_depend as d
        where d.classid = 'pg_namespace'::regclass and d.objid = n.oid and d.deptype = 'e'
      )
    order by n.nspname <> 'public', n.nspname`
  // What cannot be read of `public` has to fail and not to be left out.
  const isKept = (schema: { name: string; isReadable: boolean }) =>
    schema.isReadable || schema.name === 'public'
  return {
    kept: schemas.filter(isKept).map(({ name }) => name),
    unreadable: schemas.filter((schema) => !isKept(schema)).map(({ name }) => name),
  }
}

interface Need {
  readonly kind: 'extension' | 'function' | 'type' | 'relation'
  readonly schema: string
  readonly name: string
  readonly likeness: string
}

export type Contents = Pick<DumpManifest, 'contents' | 'outsideKeys' | 'needs'>

/** What the catalog has of these schemas, and what their definitions need besides. */
export async function readContents(sql: Sql, schemas: readonly string[]): Promise<Contents> {
  const list = [...schemas]
  const contents = await sql.unsafe<{ key: string; what: string }[]>(
    sqlFile(import.meta.url, 'contents.sql'),
    [list],
  )
  const outside = await sql<{ key: string }[]>`
    select 'pg_constraint'::regclass::oid || '.' || k.oid as key
    from pg_constraint as k
    join pg_namespace as own on own.oid = k.connamespace
    join pg_class as other on other.oid = k.confrelid
    join pg_namespace as n on n.oid = other.relnamespace
    where k.contype = 'f' and own.nspname = any (${list}) and n.nspname <> all (${list})`
  const needs = await readNeeds(sql, schemas)
  return {
    contents: [...contents],
    outsideKeys: outside.map(({ key }) => key),
    needs: {
      extensions: needs
        .filter(({ kind }) => kind === 'extension')
        .map(({ name, schema, likeness }) => ({ name, schema, isUsed: likeness === 'used' })),
      objects: needs.flatMap(({ kind, schema, name }) =>
        kind === 'extension' ? [] : [{ kind, schema, name }],
      ),
    },
  }
}

/**
 * A statement for each object that these schemas need of others, which makes an empty likeness of it. Made of the catalog when it is run, and
 * kept in no file: what stands in a file may have been written by anyone.
 */
export async function readLikenesses(
  sql: Sql,
  schemas: readonly string[],
): Promise<readonly Need[]> {
  return (await readNeeds(sql, schemas)).filter(({ kind }) => kind !== 'extension')
}

async function readNeeds(sql: Sql, schemas: readonly string[]): Promise<readonly Need[]> {
  return await sql.unsafe<Need[]>(sqlFile(import.meta.url, 'needs.sql'), [
    [...schemas],
    NEVER_CREATED,
  ])
}

/** Where each sequence of these schemas stands. Positions are outside of any snapshot: they are those of this moment. */
export async function readSequences(
  sql: Sql,
  schemas: readonly string[],
): Promise<readonly BackedUpSequence[]> {
  return await sql<BackedUpSequence[]>`
    select s.schemaname as schema, s.sequencename as name,
      coalesce(s.last_value, s.start_value)::text as "lastValue", s.last_value is not null as "isCalled"
    from pg_sequences as s
    where s.schemaname = any (${[...schemas]})
    order by s.schemaname, s.sequencename`
}
