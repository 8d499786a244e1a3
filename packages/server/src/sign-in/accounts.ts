import { connect } from '@valence/db'
import type { Caller } from '../api/access-token.ts'
import { attempt, type Underway } from '../api/attempt.ts'

const TIMEOUT_MS = 5_000

export interface Account {
  readonly id: string
  /** Null where none was set. */
  readonly passwordHash: string | null
  readonly isDisabled: boolean
}

/** A token that renews a session. */
export interface Renewal {
  readonly sessionId: string | null
  /** It was used before. */
  readonly isUsed: boolean
  readonly isDisabled: boolean
}

/** `ended`: the session is no more, by signing out, a new password, or a copied renewal. */
export type Standing = 'good' | 'disabled' | 'ended'

/** What the gate in front of Lite asks about accounts and sessions. */
export interface Accounts {
  hasNone(): Promise<boolean>
  byEmail(email: string): Promise<Account | null>
  isDisabled(userId: string): Promise<boolean>
  /** Whether a token that is good still may be used. */
  standing(caller: Caller): Promise<Standing>
  renewal(token: string): Promise<Renewal | null>
  /** Ends a session, with all tokens that renew it. */
  endSession(sessionId: string): Promise<void>
  /** Ends all sessions of a user but one. */
  endOtherSessions(userId: string, sessionId: string | null): Promise<void>
  end(): Promise<void>
}

/**
 * On connections of their own: who signs in, or is asked about, does not wait behind the requests of everybody else.
 *
 * @param databaseUrl as the role `valence_api`
 */
export function openAccounts(databaseUrl: string): Accounts {
  const sql = connect(databaseUrl, { max: 3, applicationName: 'valence-api-accounts' })
  const underway: Underway = new Set()
  const soon = <T>(work: () => Promise<T>): Promise<T> => attempt(work, TIMEOUT_MS, underway)
  return {
    hasNone: () => soon(async () => (await sql`select from auth.users as u limit 1`).length === 0),
    byEmail: (email) =>
      soon(async () => {
        // A disabled account keeps its hash behind a mark.
        const [account] = await sql<Account[]>`
          select u.id::text as id, nullif(ltrim(u.encrypted_password, '!'), '') as "passwordHash",
            coalesce(u.banned_until > now(), false) as "isDisabled"
          from auth.users as u
          where lower(u.email) = ${email}
          order by u.created_at
          limit 1`
        return account ?? null
      }),
    isDisabled: (userId) =>
      soon(async () => {
        const found = await sql`
          select from auth.users as u where u.id::text = ${userId} and u.banned_until > now() limit 1`
        return found.length > 0
      }),
    standing: ({ userId, sessionId }) =>
      soon(async () => {
        const [found] = await sql<{ standing: Standing }[]>`
          select case
            when exists (
              select from auth.users as u where u.id::text = ${userId} and u.banned_until > now()
            ) then 'disabled'
            when ${sessionId}::text is not null
              and not exists (select from auth.sessions as s where s.id::text = ${sessionId}) then 'ended'
            else 'good'
          end as standing`
        return found?.standing ?? 'ended'
      }),
    renewal: (token) =>
      soon(async () => {
        const [found] = await sql<Renewal[]>`
          select r.session_id::text as "sessionId", coalesce(r.revoked, false) as "isUsed",
            coalesce(u.banned_until > now(), false) as "isDisabled"
          from auth.refresh_tokens as r
          left join auth.users as u on u.id = r.user_id
          where r.token = ${token}
          limit 1`
        return found ?? null
      }),
    endSession: (sessionId) =>
      soon(async () => {
        await sql`delete from auth.sessions as s where s.id::text = ${sessionId}`
      }),
    endOtherSessions: (userId, sessionId) =>
      soon(async () => {
        await sql`
          delete from auth.sessions as s
          where s.user_id::text = ${userId} and s.id::text is distinct from ${sessionId}`
      }),
    end: () => sql.end({ timeout: 1 }),
  }
}
