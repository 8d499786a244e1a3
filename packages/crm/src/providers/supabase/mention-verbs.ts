import type { SupabaseClient } from '@supabase/supabase-js'
import type { MentionVerbs } from '../mention-verbs.ts'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'

/** Mentions of users, by functions of the schema. */
export function mentionVerbs(client: SupabaseClient): MentionVerbs {
  const call = <T>(name: string, args: Record<string, unknown> = {}): Promise<T> =>
    withUserErrors(() => answerOf<T>(client.rpc(name, args)))
  return {
    getMentionableUsers: () => call('mentionable_users'),
    seeMentions: (ids) => call('see_mentions', { ids: ids === 'all' ? null : ids }),
  }
}
