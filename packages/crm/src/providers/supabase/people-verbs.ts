import type { SupabaseClient } from '@supabase/supabase-js'
import type { PeopleVerbs } from '../people-verbs.ts'
import type { CrmDataProvider } from '../types.ts'
import { callerOf } from './caller.ts'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'

/** As long as the database takes a merge back. */
const UNDO_DAYS = 30

/** Organizations and their people, by functions of the schema. */
export function peopleVerbs(
  client: SupabaseClient,
): PeopleVerbs & Pick<CrmDataProvider, 'setContactOrganizations'> {
  const call = callerOf(client)
  return {
    getOrganizationOverview: (organizationId, people) =>
      call('organization_overview', { organization_id: organizationId, people_shown: people }),
    getContactOverview: (contactId) => call('contact_overview', { contact_id: contactId }),
    getOrganizationImpact: (organizationId) =>
      call('organization_impact', { organization_id: organizationId }),
    setContactOrganizations: (contactId, organizations) =>
      call('set_contact_organizations', { contact_id: contactId, organizations }),
    getSegments: () => call('organization_segments'),
    getLikelyDuplicates: (resource, { page, perPage }) =>
      call('likely_duplicates', {
        resource,
        page_size: perPage,
        skipped: (page - 1) * perPage,
      }),
    getSimilar: (resource, given) => call('similar_records', { resource, given }),
    keepApart: (resource, ids) =>
      withUserErrors(async () => {
        const row = { resource, first_id: Math.min(...ids), second_id: Math.max(...ids) }
        await answerOf(client.from('distinct_records').insert(row))
      }),
    mergeDuplicates: ({ resource, loserId, winnerId, chosen }) =>
      call('merge_duplicates', { resource, loser_id: loserId, winner_id: winnerId, chosen }),
    undoMerge: (mergeId) => call('undo_merge', { merge_id: mergeId }),
    getMerges: (resource) =>
      withUserErrors(() =>
        answerOf(
          client
            .from('merge_records')
            .select('id,loser_id,winner_id,created_at,created_by')
            .eq('resource', resource)
            .is('undone_at', null)
            .not('record->changes', 'is', null)
            .gt('created_at', new Date(Date.now() - UNDO_DAYS * 86_400_000).toISOString())
            .order('id', { ascending: false })
            .limit(50),
        ),
      ),
    restore: async (resource, ids) => {
      if (resource === 'organizations') {
        // One by one: the function also links the people of each again.
        for (const id of ids) await call('restore_organization', { organization_id: id })
        return
      }
      await withUserErrors(() =>
        answerOf(client.from(resource).update({ deleted_at: null }).in('id', ids)),
      )
    },
    setPrimaryOrganization: ({ contactId, organizationId, keepFormer }) =>
      call('set_primary_organization', {
        contact_id: contactId,
        organization_id: organizationId,
        keep_former: keepFormer,
      }),
    endContactOrganization: ({ contactId, organizationId, endedOn }) =>
      call('end_contact_organization', {
        contact_id: contactId,
        organization_id: organizationId,
        ended_on: endedOn,
      }),
  }
}
