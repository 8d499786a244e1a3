import type { SupabaseClient } from '@supabase/supabase-js'
import type { PeopleVerbs } from '../people-verbs.ts'
import { answerOf } from './client.ts'
import { withUserErrors } from './errors.ts'

/** Organizations and their people, by functions of the schema. */
export function peopleVerbs(client: SupabaseClient): PeopleVerbs {
  const call = <T>(name: string, args: Record<string, unknown> = {}): Promise<T> =>
    withUserErrors(() => answerOf<T>(client.rpc(name, args)))
  return {
    getOrganizationOverview: (organizationId, people) =>
      call('organization_overview', { organization_id: organizationId, people_shown: people }),
    getContactOverview: (contactId) => call('contact_overview', { contact_id: contactId }),
    getOrganizationImpact: (organizationId) =>
      call('organization_impact', { organization_id: organizationId }),
    getSegments: () => call('organization_segments'),
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
