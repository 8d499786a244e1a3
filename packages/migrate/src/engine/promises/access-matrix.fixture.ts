import type { Transaction } from '@valence/db'
import type { TestDatabase } from '@valence/testkit'

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
        matrix[`${name} ${verb} ${relation}`] = await attempt(database, actor, (tx) =>
          tryVerb(tx, verb, relation),
        )
      }
    }
  }
  return matrix
}

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
  verb: (typeof VERBS)[number],
  relation: string,
): Promise<string> {
  const name = `public."${relation}"`
  if (verb === 'select') {
    const [row] = await tx.unsafe<{ seen: string }[]>(
      `select count(*) || ' rows' as seen from ${name}`,
    )
    return row?.seen ?? ''
  }
  const result = await tx.unsafe(statementFor(verb, relation, name))
  return `${verb} ${result.count}`
}

/** Writes that change nothing by themselves: what counts is whether they are let through, and for how many rows. */
function statementFor(
  verb: 'insert' | 'update' | 'delete',
  relation: string,
  name: string,
): string {
  const key = KEYS[relation] ?? 'id'
  if (verb === 'update') return `update ${name} set ${key} = ${key}`
  if (verb === 'delete') return `delete from ${name}`
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
