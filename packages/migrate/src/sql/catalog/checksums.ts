import { ident, qualified, type Sql } from '@valence/db'

/** Which rows and columns a checksum covers. */
export interface ChecksumTarget {
  readonly schema: string
  readonly name: string
  /** In a fixed order: the checksum depends on it. */
  readonly columns: readonly string[]
  /** An integer key to tell ranges of rows apart, or null. */
  readonly key: string | null
}

export interface Bucket {
  /** `key / 10000`, or 0 where there is no key. */
  readonly bucket: string
  readonly rows: number
  readonly sum: string
}

/** Rows a bucket holds at most; a mismatch names the range. */
export const BUCKET_SIZE = 10_000

/**
 * Checksums by range of keys. Each row's text form (in which NULL and '' differ) is hashed to 64 bits and the hashes
 * are added, so the order of rows does not matter and duplicates do not cancel out. The text form depends on session
 * settings that `connect` pins.
 */
export async function checksums(sql: Sql, target: ChecksumTarget): Promise<readonly Bucket[]> {
  const bucket = target.key === null ? '0' : `coalesce(t.${ident(target.key)} / ${BUCKET_SIZE}, -1)`
  const rows = await sql.unsafe<{ bucket: string; rows: number; sum: string }[]>(
    `select (${bucket})::text as bucket, count(*)::float8 as rows,
       sum(${checksumExpression(target.columns)})::text as sum
     from only ${qualified(target.schema, target.name)} as t
     group by 1`,
  )
  return rows.map(({ bucket: name, rows: count, sum }) => ({ bucket: name, rows: count, sum }))
}

/** The hash of a row of the table `t`, as a number that can be added. */
export function checksumExpression(columns: readonly string[]): string {
  return `hashtextextended(row(${columns.map((column) => `t.${ident(column)}`).join(', ')})::text, 0)::numeric`
}

export interface ChecksumDifference {
  readonly bucket: string
  readonly before: Bucket | undefined
  readonly after: Bucket | undefined
}

/** Ranges whose rows are not the same. */
export function compareChecksums(
  before: readonly Bucket[],
  after: readonly Bucket[],
): readonly ChecksumDifference[] {
  const old = new Map(before.map((bucket) => [bucket.bucket, bucket]))
  const now = new Map(after.map((bucket) => [bucket.bucket, bucket]))
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((bucket) => ({ bucket, before: old.get(bucket), after: now.get(bucket) }))
    .filter(({ before: a, after: b }) => a?.rows !== b?.rows || a?.sum !== b?.sum)
}
