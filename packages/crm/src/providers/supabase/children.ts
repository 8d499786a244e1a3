import type { SupabaseClient } from '@supabase/supabase-js'
import type { Identifier } from 'ra-core'
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

async function opportunityChildren(client: SupabaseClient, id: Identifier): Promise<Children> {
  const [contacts, participants] = await Promise.all([
    answerOf<unknown[]>(
      client
        .from('opportunity_contacts')
        .select('contact_id,role')
        .eq('opportunity_id', id)
        .order('position')
        .order('id'),
    ),
    answerOf<unknown[]>(
      client
        .from('opportunity_participants')
        .select('organization_id,role,is_primary,notes')
        .eq('opportunity_id', id)
        .is('deleted_at', null)
        .order('is_primary', { ascending: false })
        .order('id'),
    ),
  ])
  return { contacts, participants }
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
