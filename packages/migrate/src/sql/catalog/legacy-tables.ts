import type { Sql } from '@valence/db'
import type { ChecksumTarget } from './checksums.ts'

export interface StoredTable extends ChecksumTarget {
  /** Columns that the server computes: a checksum covers them, a COPY cannot fill them. */
  readonly generated: readonly string[]
}

/**
 * Every ordinary table of `public` with its columns in order: what must read the same afterwards. Our own books are
 * left out. The key is an integer primary key of one column, where there is one.
 */
export async function readTables(sql: Sql): Promise<readonly StoredTable[]> {
  const tables = await readTablesOf(sql, ['public'])
  return tables.filter(({ name }) => name !== 'migration_history' && name !== 'migration_progress')
}

/** Every ordinary table of these schemas; those of extensions are not ours to keep. */
export async function readTablesOf(
  sql: Sql,
  schemas: readonly string[],
): Promise<readonly StoredTable[]> {
  return await sql<StoredTable[]>`
    select
      n.nspname as schema,
      c.relname as name,
      array(
        select a.attname::text
        from pg_attribute as a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> ''
        order by a.attnum
      ) as generated,
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
    join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = any (${[...schemas]})
      and c.relkind = 'r'
      and exists (
        select from pg_attribute as a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      )
      and not exists (
        select from pg_depend as d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
      )
    order by n.nspname, c.relname`
}
