import type { ChecksumTarget } from './checksums.ts'
import type { Sql } from './client.ts'

/**
 * Every ordinary table of `public` with its columns in order: what must read the same afterwards. Our own books are
 * left out. The key is an integer primary key of one column, where there is one.
 */
export async function readTables(sql: Sql): Promise<readonly ChecksumTarget[]> {
  return await sql<ChecksumTarget[]>`
    select
      'public' as schema,
      c.relname as name,
      array(
        select a.attname::text
        from pg_attribute as a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        order by a.attnum
      ) as columns,
      (
        select a.attname::text
        from pg_index as i
        join pg_attribute as a on a.attrelid = c.oid and a.attnum = i.indkey[0]
        where i.indrelid = c.oid
          and i.indisprimary
          and i.indnkeyatts = 1
          and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
      ) as key
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace
      and c.relkind = 'r'
      and c.relname not in ('migration_history', 'migration_progress')
      and exists (
        select from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      )
    order by c.relname`
}
