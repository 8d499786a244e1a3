import type { SupabaseClient } from '@supabase/supabase-js'
import type { Activity, TimelineCursor, TimelinePage, TimelineQuery } from '../types.ts'
import { answerOf } from './client.ts'

/** A page of the timeline by key, so that page 400 costs what page 1 costs. */
export async function readTimeline(
  client: SupabaseClient,
  { scope, after, limit }: TimelineQuery,
): Promise<TimelinePage> {
  let query = client
    .from('activities')
    .select('*')
    .is('deleted_at', null)
    .order('activity_date', { ascending: false, nullsFirst: false })
    .order('id', { ascending: false })
    .limit(limit + 1)
  for (const [column, id] of Object.entries(scope)) {
    if (id !== undefined && id !== null) query = query.eq(column, id)
  }
  if (after) query = query.or(olderThan(after))
  const found = await answerOf<Activity[]>(query)
  const data = found.slice(0, limit)
  const last = data.at(-1)
  const hasMore = found.length > limit && last !== undefined
  return { data, next: hasMore ? { id: last.id, activity_date: last.activity_date } : null }
}

/** The rows after the cursor in the order «newest first, undated last, then by id downwards». */
export function olderThan({ id, activity_date }: TimelineCursor): string {
  if (activity_date === null) return `and(activity_date.is.null,id.lt.${id})`
  const date = `"${activity_date}"`
  return `activity_date.lt.${date},and(activity_date.eq.${date},id.lt.${id}),activity_date.is.null`
}
