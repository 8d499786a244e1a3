import type { SupabaseClient } from '@supabase/supabase-js'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'

/** Calls a function of the schema by name; what it answers is what the caller knows it to be. Errors are in the user's words. */
export type Call = <T>(name: string, args?: Record<string, unknown>) => Promise<T>

export function callerOf(client: SupabaseClient): Call {
  return (name, args = {}) => withUserErrors(() => answerOf(client.rpc(name, args)))
}
