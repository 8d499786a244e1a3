import { qualified, type Sql, type Transaction } from '@valence/db'

export interface KeysetStep {
  readonly name: string
  /** The table whose keys are walked, ascending. */
  readonly source: string
  /**
   * Holds the source rows of a batch still until it commits: `share` where they are copied, so that what is copied cannot be
   * stale; `update` where they are updated in place, so that what the application wrote to them is seen before.
   */
  readonly lock: 'share' | 'update'
  /** Handles the rows with `from < id <= to`. */
  apply(tx: Transaction, from: string, to: string): Promise<void>
}

/**
 * A backfill step that walks a table by its primary key. The next cursor comes from the source, not from what was
 * written: on a second run nothing is written, and the walk must still end.
 */
export function keysetStep(step: KeysetStep): {
  readonly name: string
  readonly source: string
  count(sql: Sql): Promise<number>
  batch(
    tx: Transaction,
    after: string | null,
    limit: number,
  ): Promise<{ next: string; rows: number } | null>
} {
  const table = qualified('public', step.source)
  return {
    name: step.name,
    source: step.source,
    async count(sql) {
      const [row] = await sql.unsafe<{ rows: number }[]>(
        `select count(*)::float8 as rows from ${table}`,
      )
      return row?.rows ?? 0
    },
    async batch(tx, after, limit) {
      const from = after ?? LOWEST_KEY
      const [range] = await tx.unsafe<{ next: string | null; rows: number }[]>(
        `select max(b.id)::text as next, count(*)::float8 as rows
         from (
           select s.id from ${table} as s where s.id > $1::bigint order by s.id limit $2
           for ${step.lock === 'share' ? 'share' : 'no key update'}
         ) as b`,
        [from, limit],
      )
      if (range === undefined || range.next === null) return null
      await step.apply(tx, from, range.next)
      return { next: range.next, rows: range.rows }
    },
  }
}

/** Smaller than any bigint key, so that keys of zero and below are walked too. */
const LOWEST_KEY = '-9223372036854775808'
