import type { SupabaseClient } from '@supabase/supabase-js'
import type { Identifier } from 'ra-core'
import type { OpportunityOverview } from '../types.ts'
import { answerOf } from './client.ts'

type Children = Record<string, unknown[]>

const LINK_COLUMNS =
  'organization_id,is_primary_organization,is_primary_contact,role,purchase_influence,decision_authority,' +
  'relationship_start_date,relationship_end_date,notes'

/** Rows that belong to a record and are edited with it. Read beside it: the API cannot embed from a view. */
export async function readChildren(
  client: SupabaseClient,
  resource: string,
  id: Identifier,
): Promise<Children> {
  if (resource === 'opportunities') return opportunityChildren(client, id)
  if (resource === 'contacts') return { organizations: await contactOrganizations(client, id) }
  return {}
}

/** Without the names that the overview says beside each: they are not what an edit compares and writes. */
async function opportunityChildren(client: SupabaseClient, id: Identifier): Promise<Children> {
  const { contacts, participants } = await answerOf<OpportunityOverview>(
    client.rpc('opportunity_overview', { opportunity_id: id, most_moves: 0 }),
  )
  return {
    contacts: contacts.map(({ contact_id, role }) => ({ contact_id, role })),
    participants: participants.map(({ organization_id, role, is_primary, notes }) => ({
      organization_id,
      role,
      is_primary,
      notes,
    })),
  }
}

function contactOrganizations(client: SupabaseClient, id: Identifier): Promise<unknown[]> {
  return answerOf<unknown[]>(
    client
      .from('contact_organizations')
      .select(LINK_COLUMNS)
      .eq('contact_id', id)
      .is('deleted_at', null)
      .order('is_primary_organization', { ascending: false })
      .order('id'),
  )
}
