import type { Database, Sql, Transaction } from '@valence/db'

/** A user of the CRM, as whom something is tried. */
export interface Actor {
  readonly userId: string
  readonly saleId: number
  readonly email: string
}

/** An administrator who may sign in, else any user; null where there is none. */
export async function findActor(sql: Sql): Promise<Actor | null> {
  const [found] = await sql<Actor[]>`
    select s.user_id::text as "userId", s.id as "saleId", s.email::text as email
    from public.sales as s
    where s.user_id is not null
      and not coalesce((to_jsonb(s.*) ->> 'disabled')::boolean, false)
    order by coalesce((to_jsonb(s.*) ->> 'administrator')::boolean, false) desc, s.id
    limit 1`
  return found ?? null
}

class Undo extends Error {}

/** Runs work in a transaction that is never committed. */
export async function undone<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  let result: { readonly value: Result } | undefined
  try {
    await db.begin(async (tx) => {
      result = { value: await work(tx) }
      throw new Undo('never committed')
    })
  } catch (error) {
    if (!(error instanceof Undo) || result === undefined) throw error
  }
  if (result === undefined) throw new Error('a transaction that is undone ended without its result')
  return result.value
}
