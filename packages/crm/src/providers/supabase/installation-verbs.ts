import type { SupabaseClient } from '@supabase/supabase-js'
import { HttpError } from 'ra-core'
import type { SettingsVerbs } from '../settings-verbs.ts'
import type { Configuration, CrmDataProvider } from '../types.ts'
import { callerOf } from './caller.ts'
import { answerOf } from './client.ts'
import { toUserError, withUserErrors } from './errors.ts'

type InstallationVerbs = SettingsVerbs &
  Pick<CrmDataProvider, 'getConfiguration' | 'isInitialized' | 'getSchemaVersion' | 'signUp'>

/** The installation: its settings, its version, and its first account. */
export function installationVerbs(client: SupabaseClient): InstallationVerbs {
  const call = callerOf(client)
  return {
    changeSettings: (change) => call<Configuration>('change_settings', { ...change }),
    getSettingUses: () => call('count_setting_uses'),
    getConfiguration: () => withUserErrors(() => readConfiguration(client)),
    getSchemaVersion: () => withUserErrors(() => readSchemaVersion(client)),
    isInitialized: () => withUserErrors(() => readInitState(client)),
    signUp: (account) => signUp(client, account),
  }
}

async function readConfiguration(client: SupabaseClient): Promise<Configuration> {
  const rows = await answerOf<{ config: Configuration | null }[]>(
    client.from('configuration').select('config').eq('id', 1),
  )
  return rows[0]?.config ?? {}
}

async function readInitState(client: SupabaseClient): Promise<boolean> {
  const rows = await answerOf<{ is_initialized: number }[]>(
    client.from('init_state').select('is_initialized'),
  )
  return Number(rows[0]?.is_initialized ?? 0) > 0
}

async function signUp(
  client: SupabaseClient,
  { email, password, ...names }: Parameters<CrmDataProvider['signUp']>[0],
): Promise<void> {
  const { error } = await client.auth.signUp({ email, password, options: { data: names } })
  if (!error) return
  if (error.code === 'weak_password') throw new HttpError('crm.auth.weak_password', 422)
  if (error.code === 'signup_disabled') throw new HttpError('crm.auth.sign_up_closed', 403)
  throw toUserError(error)
}

/** «Could not find the function»: a database that was never upgraded since versions are kept. */
const NO_SUCH_FUNCTION = 'PGRST202'

async function readSchemaVersion(client: SupabaseClient): Promise<number | null> {
  const { data, error, status } = await client.rpc('schema_version', {})
  if (error?.code === NO_SUCH_FUNCTION) return null
  return Number(await answerOf<number>(Promise.resolve({ data, error, status })))
}
