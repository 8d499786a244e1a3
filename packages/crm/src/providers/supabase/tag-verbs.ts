import type { SupabaseClient } from '@supabase/supabase-js'
import type { TagVerbs } from '../tag-verbs.ts'
import { callerOf } from './caller.ts'

/** Tags of many records, by functions of the schema. */
export function tagVerbs(client: SupabaseClient): TagVerbs {
  const call = callerOf(client)
  return {
    tagRecords: ({ resource, tagId, isAdded, ...which }) =>
      call('tag_records', { resource, tag_id: tagId, is_added: isAdded, ...which }),
    getTagUses: () => call('count_tag_uses'),
    deleteTag: (tagId) => call('delete_tag_with_uses', { tag_id: tagId }),
  }
}
