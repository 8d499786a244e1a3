import { ident, type Transaction } from '@valence/db'
import type { Hands } from './hands.ts'

/** Tables that installations of Atomic CRM may have, and this CRM has not: their own policies hold, and who only reads writes none. */
export const OLDER_TABLES: readonly string[] = ['favicons_excluded_domains']

const GUARD = 'valence_refuse_read_only'

/** Puts the guard of those who only read on tables that no file declares, where they are there. Twice is once. */
export async function guardOlderTables({ sql, piece }: Hands): Promise<void> {
  const open = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_catalog.pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname = any (${[...OLDER_TABLES]})
      and not exists (select from pg_catalog.pg_trigger as t where t.tgrelid = c.oid and t.tgname = ${GUARD})`
  for (const { name } of open) await piece((tx) => guard(tx, name))
}

async function guard(tx: Transaction, table: string): Promise<void> {
  await tx.unsafe(`
    create or replace trigger ${GUARD}
      before insert or update or delete on public.${ident(table)}
      for each statement execute function valence.refuse_read_only()`)
}
