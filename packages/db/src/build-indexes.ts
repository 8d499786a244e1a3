import type { Database, Transaction } from './connect.ts'

/**
 * Builds indexes without blocking writers. An index that an interrupted build left invalid is dropped first. Takes
 * statements of the form `create index concurrently if not exists NAME …`.
 */
export async function buildIndexes(db: Database, statements: readonly string[]): Promise<void> {
  const connection = await db.reserve()
  try {
    // The build waits for older transactions, and a short lock_timeout would count that wait.
    await connection.unsafe(`set lock_timeout = '10min'`)
    for (const statement of statements) {
      const name = /if not exists\s+(?<name>\S+)/.exec(statement)?.groups?.['name'] ?? ''
      const [invalid] = await connection<{ name: string }[]>`
        select i.indexrelid::regclass::text as name
        from pg_index as i
        where i.indexrelid = to_regclass(${`public.${name}`}) and not i.indisvalid`
      if (invalid !== undefined) await connection.unsafe(`drop index concurrently ${invalid.name}`)
      await connection.unsafe(statement)
    }
    // Not after a failure: the driver never answers on a reserved session that was lost, and the run would hang.
    await connection.unsafe('reset lock_timeout')
  } finally {
    connection.release()
  }
}

/** The same inside a transaction, which can only build indexes the plain way: writers wait for them. */
export async function buildIndexesInside(
  tx: Transaction,
  statements: readonly string[],
): Promise<void> {
  for (const statement of statements) await tx.unsafe(statement.replace(/\bconcurrently\b/, ''))
}
