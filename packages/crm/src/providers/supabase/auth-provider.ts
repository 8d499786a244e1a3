import type { AuthError, SupabaseClient } from '@supabase/supabase-js'
import type { Sale } from '@valence/schema'
import { type AuthProvider, HttpError } from 'ra-core'
import type { UserRole } from '../user-verbs.ts'
import { answerOf } from './client.ts'
import { toUserError } from './errors.ts'
import { type CrmIdentity, rememberedIdentity, rememberIdentity } from './identity-memory.ts'

/**
 * E-mail and password through Supabase; the identity is the user's row of `sales`.
 * @param forget drops what the app has kept for whoever leaves, in this browser
 */
export function createSupabaseAuthProvider(
  client: SupabaseClient,
  forget: () => Promise<void> = async () => {},
): AuthProvider {
  let identity: Promise<CrmIdentity> | null = null
  client.auth.onAuthStateChange((event) => {
    if (event === 'SIGNED_OUT' || event === 'SIGNED_IN') identity = null
    if (event === 'SIGNED_OUT') rememberIdentity(null)
  })
  const getIdentity = (): Promise<CrmIdentity> => {
    identity ??= knownIdentity(client).catch((error: unknown) => {
      identity = null
      throw error
    })
    return identity
  }

  return {
    login: (params) => signIn(client, params as Credentials),
    logout: async () => {
      identity = null
      rememberIdentity(null)
      await forget()
      // 'local' also works when the server is away: who wants to leave must be able to.
      await client.auth.signOut({ scope: 'local' })
    },
    checkAuth: async () => {
      const { data, error } = await client.auth.getSession()
      // A token that cannot be renewed for want of a connection is no reason to sign out.
      if (error?.name === 'AuthRetryableFetchError') return
      if (!data.session) throw new HttpError('crm.auth.sign_in_first', 401)
    },
    checkError: async (error: { status?: number; name?: string }) => {
      if (error.status === 401 || error.name === 'AuthSessionMissingError') throw error
    },
    getIdentity,
    getPermissions: async () => {
      const { data } = await client.auth.getSession()
      if (!data.session) return null
      const { isAdministrator } = await getIdentity()
      return isAdministrator ? 'administrator' : 'user'
    },
  }
}

interface Credentials {
  readonly email: string
  readonly password: string
}

async function signIn(client: SupabaseClient, { email, password }: Credentials): Promise<void> {
  const { data, error } = await client.auth.signInWithPassword({ email, password })
  if (error) throw signInError(error)
  const sale = await readSale(client, data.user.id)
  if (!sale?.disabled) return
  await client.auth.signOut({ scope: 'local' })
  throw new HttpError('crm.auth.disabled', 403)
}

function signInError(error: AuthError): HttpError {
  if (error.code === 'user_banned') return new HttpError('crm.auth.disabled', 403)
  if (error.code === 'invalid_credentials' || error.status === 400) {
    return new HttpError('crm.auth.wrong_credentials', 400)
  }
  if (error.status === 429) return new HttpError('crm.auth.too_many_attempts', 429)
  return toUserError(error)
}

async function knownIdentity(client: SupabaseClient): Promise<CrmIdentity> {
  const { data } = await client.auth.getSession()
  if (!data.session) throw new HttpError('crm.auth.sign_in_first', 401)
  const userId = data.session.user.id
  const remembered = rememberedIdentity(userId)
  if (remembered) return remembered
  const identity = await readIdentity(client, userId)
  rememberIdentity({ userId, identity })
  return identity
}

async function readIdentity(client: SupabaseClient, userId: string): Promise<CrmIdentity> {
  const [sale, role] = await Promise.all([
    readSale(client, userId),
    answerOf<UserRole | null>(client.rpc('current_sales_role')),
  ])
  if (!sale) throw new HttpError('crm.auth.no_user_row', 403)
  return {
    id: sale.id,
    fullName: `${sale.first_name} ${sale.last_name}`.trim(),
    email: sale.email,
    isAdministrator: sale.administrator,
    role: role ?? 'read_only',
    ...(sale.avatar?.src ? { avatar: sale.avatar.src } : {}),
  }
}

async function readSale(client: SupabaseClient, userId: string): Promise<Sale | null> {
  const rows = await answerOf<Sale[]>(client.from('sales').select('*').eq('user_id', userId))
  return rows[0] ?? null
}
