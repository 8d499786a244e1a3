import { enterReplicaMode, ident, literal, type Transaction } from '@valence/db'
import type { TestDatabase } from '@valence/testkit'
import { expect } from 'vitest'

/** Who asks: a visitor, two users, and the service key. */
export interface Actors {
  readonly administrator: string
  readonly salesperson: string
}

const VERBS = ['select', 'insert', 'update', 'delete'] as const

/**
 * What every actor can do with every relation of `public`, each tried for real and undone:
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
  const tables = await tablesOf(database)
  const matrix: Record<string, string> = {}
  for (const [name, actor] of Object.entries(who)) {
    await database.asUser(actor, async (tx) => {
      for (const relation of relations) {
        for (const verb of VERBS) {
          matrix[`${name} ${verb} ${relation}`] =
            verb === 'delete' || verb === 'update'
              ? await tryRows(tx, verb, relation, tables.includes(relation))
              : await attempt(tx, (inner) => tryVerb(inner, verb, relation))
        }
      }
    })
  }
  return matrix
}

const BECOME_VIEWS = ['deals', 'deal_notes', 'dealNotes']

class Undo extends Error {
  readonly outcome: string
  constructor(outcome: string) {
    super('undone')
    this.outcome = outcome
  }
}

async function attempt(
  tx: Transaction,
  work: (tx: Transaction) => Promise<string>,
): Promise<string> {
  try {
    await tx.savepoint(async (inner) => {
      throw new Undo(await work(inner))
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
  verb: 'select' | 'insert',
  relation: string,
): Promise<string> {
  const name = `public."${relation}"`
  if (verb === 'insert') return write(tx, verb, insertInto(relation, name))
  const [row] = await tx.unsafe<{ seen: string }[]>(
    `select count(*) || ' rows' as seen from ${name}`,
  )
  return row?.seen ?? ''
}

async function write(tx: Transaction, verb: string, statement: string): Promise<string> {
  const result = await tx.unsafe(statement)
  return `${verb} ${result.count}`
}

/**
 * How many rows may be changed or deleted is counted without what each of them sets off, which takes seconds for a table and
 * says nothing of doors; then one of them is written with all of it. Behind a view there is nothing but triggers.
 */
async function tryRows(
  tx: Transaction,
  verb: 'update' | 'delete',
  relation: string,
  isTable: boolean,
): Promise<string> {
  const statement = everyRow(verb, relation)
  if (!isTable) return attempt(tx, (inner) => write(inner, verb, statement))
  const place = verb === 'delete' ? 'ctid' : keyOf(relation)
  let found: readonly { place: string }[] = []
  const counted = await attempt(tx, async (inner) => {
    await withoutTriggers(inner)
    found = await inner.unsafe<{ place: string }[]>(
      `${statement} returning ${place}::text as place`,
    )
    return `${verb} ${found.length}`
  })
  const [first] = found
  if (first === undefined) return counted
  const one = await attempt(tx, (inner) =>
    write(inner, verb, `${statement} where ${place}::text = ${literal(first.place)}`),
  )
  return one === `${verb} 1` ? counted : one
}

/** For the rest of the transaction, in the role that it has. */
async function withoutTriggers(tx: Transaction): Promise<void> {
  const [asked] = await tx<{ role: string }[]>`select current_user as role`
  await tx`set local role none`
  expect(await enterReplicaMode(tx)).toBe(true)
  await tx.unsafe(`set local role ${ident(asked?.role ?? '')}`)
}

/** Those that are tables, and no views before or afterwards: both are tried in the same way. */
async function tablesOf(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.sql<{ name: string }[]>`
    select relname::text as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`
  return rows.map(({ name }) => name).filter((name) => !BECOME_VIEWS.includes(name))
}

/** A write that changes nothing by itself: what counts is whether it is let through, and for how many rows. */
function everyRow(verb: 'update' | 'delete', relation: string): string {
  const name = `public."${relation}"`
  if (verb === 'delete') return `delete from ${name}`
  return `update ${name} set ${keyOf(relation)} = ${keyOf(relation)}`
}

function insertInto(relation: string, name: string): string {
  return INSERTS[relation] ?? `insert into ${name} (${keyOf(relation)}) values (null)`
}

function keyOf(relation: string): string {
  return KEYS[relation] ?? 'id'
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
