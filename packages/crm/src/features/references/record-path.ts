import type { TimelineScope } from '../../providers/types.ts'

/** The page of the most telling record of these; null where there is none. */
export function recordPath({
  contact_id,
  organization_id,
  opportunity_id,
}: TimelineScope): string | null {
  if (opportunity_id) return `/opportunities/${opportunity_id}/show`
  if (contact_id) return `/contacts/${contact_id}/show`
  return organization_id ? `/organizations/${organization_id}/show` : null
}
