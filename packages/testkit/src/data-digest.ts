import type { Sql } from '@valence/db'

/** For each table (or sequence) its checksum, by qualified name. */
export type DataDigest = Readonly<Record<string, string>>

/**
 * Checksums of the rows of tables, independent of their order, and the positions of sequences. A row counts as
 * its whole text, so a changed value, a lost row and a doubled row all change the sum.
 *
 * @param tables qualified names; every table of `public` and every sequence there when left out
 */
export async function dataDigest(sql: Sql, tables?: readonly string[]): Promise<DataDigest> {
  const digest: Record<string, string> = {}
  for (const table of tables ?? (await namesOf(sql, 'r'))) {
    digest[table] = await tableDigest(sql, table)
  }
  if (tables !== undefined) return digest
  for (const sequence of await namesOf(sql, 'S')) {
    const [row] = await sql.unsafe<{ position: string }[]>(
      `select s.last_value || case when s.is_called then ' used' else '' end as position from ${sequence} as s`,
    )
    digest[sequence] = row?.position ?? ''
  }
  return digest
}

/** Two halves of a 128-bit hash summed apart: order does not matter, and equal rows do not cancel out. */
async function tableDigest(sql: Sql, table: string): Promise<string> {
  const [row] = await sql.unsafe<{ digest: string }[]>(`
    select concat_ws(
      ':',
      count(*),
      coalesce(sum(('x' || substr(h.hash, 1, 16))::bit(64)::bigint::numeric), 0),
      coalesce(sum(('x' || substr(h.hash, 17, 16))::bit(64)::bigint::numeric), 0)
    ) as digest
    from ${table} as t
    cross join lateral (select md5(t::text) as hash) as h
  `)
  return row?.digest ?? ''
}

async function namesOf(sql: Sql, kind: 'r' | 'S'): Promise<readonly string[]> {
  const rows = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_catalog.pg_class as c
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = ${kind}
    order by format('%I.%I', n.nspname, c.relname) collate "C"
  `
  return rows.map(({ name }) => name)
}
