import { APPLICATION_PATH, connect, type Database, ident } from '@valence/db'
import { median, round } from './timing.ts'

/** What one write takes, in milliseconds: as it is, without the log of changes, and without any trigger. */
export interface WriteCost {
  readonly name: string
  readonly plain: number
  readonly withoutLog: number
  readonly withoutTriggers: number
}

const WRITES = [
  {
    name: 'rename an opportunity',
    table: 'opportunities',
    sql: (n: number) => `update public.opportunities set name = 'named ${n}' where id = ${n}`,
  },
  {
    name: 'edit a contact',
    table: 'contacts',
    sql: (n: number) => `update public.contacts set title = 'titled ${n}' where id = ${n}`,
  },
  {
    name: 'edit an organization',
    table: 'companies',
    sql: (n: number) => `update public.companies set description = 'told ${n}' where id = ${n}`,
  },
] as const

/** Each in one transaction that is undone: the median of so many, one after another by one client. */
export async function measureWrites(url: string, count: number): Promise<readonly WriteCost[]> {
  const db = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  try {
    const costs: WriteCost[] = []
    for (const { name, table, sql } of WRITES) {
      const measure = (triggers: readonly string[]) => medianOf(db, table, triggers, sql, count)
      const all = await triggersOf(db, table, '')
      costs.push({
        name,
        plain: await measure([]),
        withoutLog: await measure(await triggersOf(db, table, 'log_changes')),
        withoutTriggers: await measure(all),
      })
    }
    return costs
  } finally {
    await db.end()
  }
}

async function triggersOf(db: Database, table: string, fn: string): Promise<readonly string[]> {
  const rows = await db<{ name: string }[]>`
    select t.tgname as name
    from pg_trigger as t join pg_proc as p on p.oid = t.tgfoid
    where t.tgrelid = ${`public.${table}`}::regclass and not t.tgisinternal and p.proname like ${`${fn}%`}
    order by t.tgname`
  return rows.map(({ name }) => name)
}

class Undo extends Error {}

async function medianOf(
  db: Database,
  table: string,
  without: readonly string[],
  sql: (n: number) => string,
  count: number,
): Promise<number> {
  const times: number[] = []
  try {
    await db.begin(async (tx) => {
      for (const name of without) {
        await tx.unsafe(`alter table public.${table} disable trigger ${ident(name)}`)
      }
      const ids = await tx.unsafe<{ id: string }[]>(
        `select t.id::text as id from public.${table} as t order by t.id limit ${count}`,
      )
      for (const { id } of ids) {
        const startedAt = performance.now()
        await tx.unsafe(sql(Number(id)))
        times.push(performance.now() - startedAt)
      }
      throw new Undo()
    })
  } catch (error) {
    if (!(error instanceof Undo)) throw error
  }
  return round(median(times))
}
