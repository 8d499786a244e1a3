import type { PostgresConnection } from '@supabase/lite/postgres'
import { addArrayTypes } from '@valence/db'

/** Teaches Lite's driver the arrays that the database has, those of enums included. Once is enough for all connections. */
export async function learnArrayTypes(sql: PostgresConnection['driver']): Promise<void> {
  const types = await sql<{ array: number; element: number }[]>`
    select t.oid::int8 as array, t.typelem::int8 as element
    from pg_catalog.pg_type as t
    where t.typcategory = 'A' and t.typelem <> 0 and t.typdelim = ','
  `
  addArrayTypes(sql, types)
}
