import { ident, qualified, type Transaction } from '@valence/db'

/**
 * Before we update rows in place: notes which of them the application wrote since the state was captured, and that what is
 * written from here on in this transaction (or savepoint) is ours. `where` selects the rows, as `t`, and the caller
 * holds them locked.
 */
export async function markOwnWrites(
  tx: Transaction,
  table: string,
  where: string,
  parameters: readonly string[] = [],
): Promise<void> {
  const [captured] = await tx<{ horizon: string }[]>`
    select h.horizon::text as horizon from valence_migration.capture_horizon as h`
  if (captured !== undefined) {
    await tx.unsafe(
      `insert into valence_migration.written_rows (table_oid, id)
       select t.tableoid, t.id from ${qualified('public', table)} as t
       where (${where}) and ${writtenSince('t', captured.horizon)}
       on conflict do nothing`,
      [...parameters],
    )
  }
  await tx`insert into valence_migration.own_transactions default values`
}

const WRAP = 4_294_967_296n

/**
 * SQL that is true for a row, with the given alias, which someone else than us wrote since `horizon`, the oldest
 * transaction that was still open when the state was captured. A row's `xmin` has 32 bits and wraps, so it is compared
 * around the circle; 1 and 2 mean "long ago". Our own transactions are known by the `xmin` of a row that they wrote in
 * `own_transactions`: that is right for savepoints too, which have numbers of their own.
 */
export function writtenSince(alias: string, horizon: string): string {
  const written = `${ident(alias)}.xmin::text::bigint`
  const from = BigInt(horizon) % WRAP
  return `(
    ${written} > 2
    and ((${written} - ${from}) & ${WRAP - 1n}) < ${WRAP / 2n}
    and ${ident(alias)}.xmin not in (select own.xmin from valence_migration.own_transactions as own)
  )`
}
