import { enterReplicaMode, ident, type Transaction } from '@valence/db'
import type { TestDatabase } from '@valence/testkit'
import { expect } from 'vitest'

/** Who asks: a visitor, two users, and the service key. */
export interface Actors {
  readonly administrator: string
  readonly salesperson: string
}

const VERBS = ['select', 'insert', 'update', 'delete'] as const

/**
 * What every actor can do with every relation of `public`, each tried for real in a transaction that is undone:
 * rows and their checksum for a read, the number of rows or the SQLSTATE for a write.
 */
export async function accessMatrix(
  database: TestDatabase,
  relations: readonly string[],
  actors: Actors,
): Promise<Readonly<Record<string, string>>> {
  const who = {
    anon: 'anon',
    administrator: actors.administrator,
    salesperson: actors.salesperson,
    service_role: 'service_role',
  }
  const matrix: Record<string, string> = {}
  for (const [name, actor] of Object.entries(who)) {
    for (const relation of relations) {
      for (const verb of VERBS) {
        matrix[`${name} ${verb} ${relation}`] =
          verb === 'delete'
            ? await tryDelete(database, actor, relation)
            : await attempt(database, actor, (tx) => tryVerb(tx, verb, relation))
      }
    }
  }
  return matrix
}

/** Tables before and views afterwards: both are tried in the same way. */
const BECOME_VIEWS = ['deals', 'deal_notes', 'dealNotes']

class Undo extends Error {
  readonly outcome: string
  constructor(outcome: string) {
    super('undone')
    this.outcome = outcome
  }
}

async function attempt(
  database: TestDatabase,
  actor: string,
  work: (tx: Transaction) => Promise<string>,
): Promise<string> {
  try {
    await database.asUser(actor, async (tx) => {
      throw new Undo(await work(tx))
    })
  } catch (error) {
    if (error instanceof Undo) return error.outcome
    if (error instanceof Error && 'code' in error) return `refused ${String(error.code)}`
    throw error
  }
  return ''
}

async function tryVerb(
  tx: Transaction,
  verb: 'select' | 'insert' | 'update',
  relation: string,
): Promise<string> {
  const name = `public."${relation}"`
  if (verb === 'select') {
    const [row] = await tx.unsafe<{ seen: string }[]>(
      `select count(*) || ' rows' as seen from ${name}`,
    )
    return row?.seen ?? ''
  }
  return write(tx, verb, statementFor(verb, relation, name))
}

async function write(tx: Transaction, verb: string, statement: string): Promise<string> {
  const result = await tx.unsafe(statement)
  return `${verb} ${result.count}`
}

/**
 * How many rows may be deleted is counted without what each deletion sets off, which takes seconds for a table and says
 * nothing of doors; then one of them is deleted with all of it. Behind a view there is nothing but triggers.
 */
async function tryDelete(database: TestDatabase, actor: string, relation: string): Promise<string> {
  const name = `public."${relation}"`
  if (BECOME_VIEWS.includes(relation) || !(await isTable(database, relation))) {
    return attempt(database, actor, (tx) => write(tx, 'delete', `delete from ${name}`))
  }
  let place: string | undefined
  const counted = await attempt(database, actor, async (tx) => {
    await withoutTriggers(tx)
    const rows = await tx.unsafe<{ place: string }[]>(
      `delete from ${name} returning ctid::text as place`,
    )
    place = rows[0]?.place
    return `delete ${rows.length}`
  })
  if (place === undefined) return counted
  const one = await attempt(database, actor, (tx) =>
    write(tx, 'delete', `delete from ${name} where ctid = '${place}'`),
  )
  return one === 'delete 1' ? counted : one
}

/** For the rest of the transaction, in the role that it has. */
async function withoutTriggers(tx: Transaction): Promise<void> {
  const [asked] = await tx<{ role: string }[]>`select current_user as role`
  await tx`set local role none`
  expect(await enterReplicaMode(tx)).toBe(true)
  await tx.unsafe(`set local role ${ident(asked?.role ?? '')}`)
}

async function isTable(database: TestDatabase, relation: string): Promise<boolean> {
  const [found] = await database.sql<{ is_table: boolean }[]>`
    select relkind = 'r' as is_table from pg_class
    where relname = ${relation} and relnamespace = 'public'::regnamespace`
  return found?.is_table === true
}

/** Writes that change nothing by themselves: what counts is whether they are let through, and for how many rows. */
function statementFor(verb: 'insert' | 'update', relation: string, name: string): string {
  const key = KEYS[relation] ?? 'id'
  if (verb === 'update') return `update ${name} set ${key} = ${key}`
  return INSERTS[relation] ?? `insert into ${name} (${key}) values (null)`
}

const KEYS: Readonly<Record<string, string>> = { init_state: 'is_initialized' }

const INSERTS: Readonly<Record<string, string>> = {
  deals: `insert into public.deals (name, stage, company_id) select 'New', 'opportunity', min(id) from public.companies`,
  companies: `insert into public.companies (name) values ('New')`,
  contacts: `insert into public.contacts (last_name, avatar) values ('New', '{"src":"x"}')`,
  tags: `insert into public.tags (name, color) values ('New', '#fff')`,
  tasks: `insert into public.tasks (contact_id, due_date) select min(id), now() from public.contacts`,
  dealNotes: `insert into public."dealNotes" (deal_id, text) select min(id), 'New' from public.deals`,
  deal_notes: `insert into public.deal_notes (deal_id, text) select min(id), 'New' from public.deals`,
  contactNotes: `insert into public."contactNotes" (contact_id, text) select min(id), 'New' from public.contacts`,
  contact_notes: `insert into public.contact_notes (contact_id, text) select min(id), 'New' from public.contacts`,
}
