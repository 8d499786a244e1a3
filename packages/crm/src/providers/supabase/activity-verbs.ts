import type { SupabaseClient } from '@supabase/supabase-js'
import type { Activity, CrmDataProvider, TimelinePage } from '../types.ts'
import { callerOf } from './caller.ts'
import { inOurWords } from './change-verbs.ts'

type ActivityVerbs = Pick<
  CrmDataProvider,
  'logActivity' | 'convertEngagement' | 'convertInteraction' | 'getTimeline'
>

/** What happened: logged, moved between an opportunity and its people, and read in one timeline. */
export function activityVerbs(client: SupabaseClient): ActivityVerbs {
  const call = callerOf(client)
  return {
    logActivity: (activity, participants = []) =>
      call<Activity>('log_activity', { activity, participants }),
    convertEngagement: (activityId, opportunityId) =>
      call<Activity>('convert_engagement_to_interaction', {
        activity_id: activityId,
        opportunity_id: opportunityId,
      }),
    convertInteraction: (activityId) =>
      call<Activity>('convert_interaction_to_engagement', { activity_id: activityId }),
    getTimeline: async ({ scope, kinds, after, limit }) => {
      const page = await call<TimelinePage>('timeline', { scope, kinds, after, page_size: limit })
      const rows = page.rows.map((row) =>
        row.kind === 'fields' ? { ...row, names: inOurWords(row.names) } : row,
      )
      return { ...page, rows }
    },
  }
}
