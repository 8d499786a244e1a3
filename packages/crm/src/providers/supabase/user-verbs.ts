import type { SupabaseClient } from '@supabase/supabase-js'
import type { Sale } from '@valence/schema'
import { HttpError } from 'ra-core'
import type { UserRole, UserVerbs } from '../user-verbs.ts'
import { callerOf } from './caller.ts'
import { answerOf } from './client.ts'
import { toUserError, withUserErrors } from './errors.ts'
import { rememberIdentity } from './identity-memory.ts'

interface RoleRow {
  readonly sales_id: number
  readonly role: UserRole
}

/** Users by functions of the schema; one's own password by the sign-in API. */
export function userVerbs(client: SupabaseClient): UserVerbs {
  const call = callerOf(client)
  return {
    getUsersWithRoles: () =>
      withUserErrors(async () => {
        const [users, roles] = await Promise.all([
          answerOf<Sale[]>(client.from('sales').select('*').order('last_name').order('id')),
          answerOf<RoleRow[]>(client.from('sales_roles').select('sales_id,role')),
        ])
        return users.map((user) => ({ ...user, role: roleOf(user, roles) }))
      }),
    addUser: async ({ role, ...user }) => {
      const { password } = await call<{ password: string }>('add_sales_user', {
        ...user,
        new_role: role,
      })
      return password
    },
    setUserRole: (userId, role) => call('set_sales_role', { user_id: userId, new_role: role }),
    setUserDisabled: (userId, isDisabled) =>
      call('set_sales_disabled', { user_id: userId, is_disabled: isDisabled }),
    renewUserPassword: (userId) => call('renew_sales_password', { user_id: userId }),
    changeOwnName: async (name) => {
      await call('change_own_name', { ...name })
      rememberIdentity(null)
    },
    changeOwnAvatar: async (avatar) => {
      await call('change_own_avatar', { avatar })
      rememberIdentity(null)
    },
    getOwnLanguage: async () => {
      const { data } = await client.auth.getSession()
      const language: unknown = data.session?.user.user_metadata['language']
      return typeof language === 'string' ? language : null
    },
    saveOwnLanguage: async (language) => {
      const { error } = await client.auth.updateUser({ data: { language } })
      if (error) throw toUserError(error)
    },
    changeOwnPassword: async (password) => {
      const { error } = await client.auth.updateUser({ password })
      if (!error) return
      if (error.code === 'weak_password') throw new HttpError('crm.auth.weak_password', 422)
      throw toUserError(error)
    },
  }
}

/** Without a row, what the column of older installations says. */
function roleOf(user: Sale, roles: readonly RoleRow[]): UserRole {
  if (user.administrator) return 'administrator'
  const role = roles.find(({ sales_id }) => sales_id === user.id)?.role
  // Not an administrator by the column that decides, whatever this one said once.
  return role === undefined || role === 'administrator' ? 'sales' : role
}
