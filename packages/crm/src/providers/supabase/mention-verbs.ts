import type { SupabaseClient } from '@supabase/supabase-js'
import type { MentionVerbs } from '../mention-verbs.ts'
import { callerOf } from './caller.ts'

/** Mentions of users, by functions of the schema. */
export function mentionVerbs(client: SupabaseClient): MentionVerbs {
  const call = callerOf(client)
  return {
    getMentionableUsers: () => call('mentionable_users'),
    seeMentions: (ids) => call('see_mentions', { ids: ids === 'all' ? null : ids }),
  }
}
