import {
  type ApiActor,
  actAs,
  inSavepoint,
  qualified,
  sqlFile,
  sqlState,
  type Transaction,
} from '@valence/db'
import { existingRoles } from '@valence/schema/growth'

/** What one actor may do with one relation. */
export interface AccessEntry {
  /** `anon`, `service_role`, or `authenticated` with the user's id. */
  readonly actor: string
  readonly verb: 'select' | 'insert' | 'update' | 'delete'
  readonly relation: string
  /**
   * For reading: `refused`, or `no row`, `some rows`, `every row` of those looked at, `empty` where there is none,
   * `broken` where not even we can read it. For writing: `refused`, `every row`, or which policies decide.
   */
  readonly outcome: string
  /** A view that shows rows with its owner's rights, whoever asks. */
  readonly isOwners: boolean
}

/** Rows that are looked at; a large table is not counted for each actor. */
const ROWS_LOOKED_AT = 1_000

/**
 * What a visitor, two users and the service may do with every table and view of `public`. Reads in the actor's place; of
 * writes the catalog is asked, so that no sequence moves and no trigger fires.
 */
export async function readAccess(tx: Transaction): Promise<readonly AccessEntry[]> {
  const actors = await findActors(tx)
  const relations = await tx<{ name: string; isOwners: boolean }[]>`
    select
      c.relname as name,
      c.relkind = 'v' and not coalesce(c.reloptions && array['security_invoker=on', 'security_invoker=true'], false) as "isOwners"
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
    order by 1`
  const writes = await readWrites(tx, [...new Set(actors.map(({ role }) => role))])
  const entries: AccessEntry[] = []
  for (const { name, isOwners } of relations) {
    const all = await tryCount(tx, name)
    for (const actor of actors) {
      const about = { actor: nameOf(actor), relation: name, isOwners }
      entries.push({ ...about, verb: 'select', outcome: await tryRead(tx, actor, name, all) })
      for (const write of writes) {
        if (write.relation !== name || write.role !== actor.role) continue
        entries.push({ ...about, verb: write.verb, outcome: write.outcome })
      }
    }
  }
  return entries
}

/** A visitor, the service, and two users: an administrator first, then whoever is none. */
async function findActors(tx: Transaction): Promise<readonly ApiActor[]> {
  const roles = await existingRoles(tx, ['anon', 'authenticated', 'service_role'])
  const users = await tx<{ userId: string }[]>`
    select s.user_id::text as "userId"
    from public.sales as s
    where s.user_id is not null
      and not coalesce((to_jsonb(s.*) ->> 'disabled')::boolean, false)
    order by
      row_number() over (
        partition by coalesce((to_jsonb(s.*) ->> 'administrator')::boolean, false) order by s.id
      ),
      s.id
    limit 2`
  return [
    ...(['anon', 'service_role'] as const)
      .filter((role) => roles.includes(role))
      .map((role) => ({ role })),
    ...(roles.includes('authenticated')
      ? users.map(({ userId }) => ({ role: 'authenticated' as const, userId }))
      : []),
  ]
}

function nameOf(actor: ApiActor): string {
  return actor.role === 'authenticated' ? `${actor.role} ${actor.userId}` : actor.role
}

interface Write {
  readonly role: string
  readonly verb: 'insert' | 'update' | 'delete'
  readonly relation: string
  readonly outcome: string
}

async function readWrites(tx: Transaction, roles: readonly string[]): Promise<readonly Write[]> {
  return await tx.unsafe<Write[]>(sqlFile(import.meta.url, 'access.sql'), [[...roles]])
}

async function tryRead(
  tx: Transaction,
  actor: ApiActor,
  relation: string,
  all: number | null,
): Promise<string> {
  if (all === null) return 'broken'
  try {
    return await inSavepoint(tx, async (inner) => {
      await actAs(inner, actor)
      const seen = await countSome(inner, relation)
      await inner`
        select set_config('role', 'none', true), set_config('request.jwt.claims', '', true),
          set_config('request.jwt.claim.role', '', true), set_config('request.jwt.claim.sub', '', true)`
      if (all === 0) return 'empty'
      if (seen === 0) return 'no row'
      return seen < all ? 'some rows' : 'every row'
    })
  } catch (error) {
    if (isLost(error)) throw error
    return 'refused'
  }
}

/** Null for a view that fails whoever asks. */
async function tryCount(tx: Transaction, relation: string): Promise<number | null> {
  try {
    return await inSavepoint(tx, (inner) => countSome(inner, relation))
  } catch (error) {
    if (isLost(error)) throw error
    return null
  }
}

/** The connection or the server, and not the right to read, is what failed. */
function isLost(error: unknown): boolean {
  const state = sqlState(error)
  return state === undefined || state.startsWith('08') || state.startsWith('57')
}

async function countSome(tx: Transaction, relation: string): Promise<number> {
  const [row] = await tx.unsafe<{ rows: number }[]>(
    `select count(*)::float8 as rows from (
       select from ${qualified('public', relation)} limit ${ROWS_LOOKED_AT}
     ) as looked_at`,
  )
  return row?.rows ?? 0
}
