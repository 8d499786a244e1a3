import { getAuthSchemaSql, getStorageSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import type { Sql } from '@valence/db'

/** The schemas that Lite defines, and the role that owns what is in them, as on Supabase. */
const OWNERS = { auth: 'supabase_auth_admin', storage: 'supabase_storage_admin' } as const

/**
 * Makes the tables and functions of `auth` and `storage` from Lite's own definitions, so that Lite finds at run
 * time what it expects. Lite's own way of doing so swallows every error; this one does not. Safe to run twice.
 */
export async function ensureSystemSchema(sql: Sql): Promise<void> {
  for (const text of [SUPABASE_AUTH_HELPERS_SQL, getAuthSchemaSql(), getStorageSchemaSql()]) {
    await sql.unsafe(text)
  }
  for (const [schema, owner] of Object.entries(OWNERS)) await giveTo(sql, schema, owner)
}

async function giveTo(sql: Sql, schema: string, owner: string): Promise<void> {
  const statements = await sql<{ statement: string }[]>`
    select format('alter table %I.%I owner to %I', n.nspname, c.relname, ${owner}::text) as statement
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'r'
    union all
    select format('alter function %s owner to %I', p.oid::regprocedure, ${owner}::text)
    from pg_catalog.pg_proc as p
    join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
    where n.nspname = ${schema}
  `
  for (const { statement } of statements) await sql.unsafe(statement)
}
