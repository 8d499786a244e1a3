import type { UserIdentity } from 'ra-core'
import type { UserRole } from '../user-verbs.ts'

/** Who is signed in, as the pages see it: `id` is the row of `sales`. */
export interface CrmIdentity extends UserIdentity {
  readonly id: number
  readonly fullName: string
  readonly email: string
  readonly isAdministrator: boolean
  readonly role: UserRole
}

const STORAGE_KEY = 'valence.identity'
const MAX_AGE_MS = 300_000

interface Known {
  /** Of the session. */
  readonly userId: string
  readonly identity: CrmIdentity
}

/** Who this user is, if that was read within the last five minutes: a reload need not ask again. */
export function rememberedIdentity(userId: string): CrmIdentity | null {
  try {
    const text = localStorage.getItem(STORAGE_KEY)
    if (text === null) return null
    const known = JSON.parse(text) as Known & { at: number }
    const isFresh = known.userId === userId && Date.now() - known.at < MAX_AGE_MS
    return isFresh ? known.identity : null
  } catch {
    // No storage (private mode, not a browser), or not ours: ask the server.
    return null
  }
}

/** @param known null forgets */
export function rememberIdentity(known: Known | null): void {
  try {
    if (known === null) localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...known, at: Date.now() }))
  } catch {
    // As above.
  }
}
