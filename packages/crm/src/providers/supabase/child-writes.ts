import type { SupabaseClient } from '@supabase/supabase-js'
import { type DataProvider, HttpError, type RaRecord } from 'ra-core'
import { emptyToNull, without } from '../commons/changes.ts'
import { answerOf } from './client.ts'
import { resourceSpec } from './resources.ts'

type Row = Record<string, unknown>

/** Creates a record that comes with children or tags; null when it has none and the plain way will do. */
export async function createWithChildren(
  base: DataProvider,
  client: SupabaseClient,
  resource: string,
  data: Row,
): Promise<RaRecord | null> {
  if (resource === 'opportunities') return createOpportunity(client, data)
  if (resource === 'contacts') return createContact(base, client, data)
  const hasTags = Array.isArray(data['tag_ids']) && data['tag_ids'].length > 0
  if (resource === 'organizations' && hasTags) return createOrganization(client, data)
  return null
}

/** Fields of a form that are rows of other tables. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = {
  contacts: ['organizations'],
  opportunities: ['contacts', 'participants'],
}

/** The children that are among the changed fields. */
export function childrenAmong(resource: string, changed: Row): Row {
  const names = CHILDREN[resource] ?? []
  const found = Object.entries(changed).filter(
    ([name, value]) => names.includes(name) && Array.isArray(value),
  )
  return Object.fromEntries(found)
}

/** Writes the children that are among the changed fields; those of an opportunity are written with it, in one transaction. */
export async function writeChildren(
  client: SupabaseClient,
  resource: string,
  id: number,
  changed: Row,
): Promise<void> {
  const { organizations } = childrenAmong(resource, changed)
  if (organizations) await setOrganizations(client, id, organizations)
}

interface WholeUpdate {
  readonly id: number
  readonly columns: Row
  readonly children: Row
  /** The values that the columns must still have. */
  readonly expected: Row
}

/** Writes an opportunity with its contacts and participants, all or nothing; false when it is not what was expected. */
export async function updateWholeOpportunity(
  client: SupabaseClient,
  { id, columns, children, expected }: WholeUpdate,
): Promise<boolean> {
  const { contacts, participants } = children
  const { error, status } = await client.rpc('update_opportunity_with_participants', {
    opportunity_id: id,
    changes: columns,
    contacts: contacts ? linkRows(contacts, 'contact_id') : null,
    participants: participants ? participantRows(participants) : null,
    expected,
  })
  if (error?.code === CHANGED_SINCE) return false
  if (error) throw new HttpError(error.message, status, error)
  return true
}

/** serialization_failure: the row has other values than were expected. */
const CHANGED_SINCE = '40001'

function createOpportunity(client: SupabaseClient, data: Row): Promise<RaRecord> {
  return createByFunction(client, 'create_opportunity_with_participants', {
    opportunity: columnsAndTags('opportunities', data),
    contacts: linkRows(data['contacts'], 'contact_id'),
    participants: participantRows(data['participants']),
  })
}

function createOrganization(client: SupabaseClient, data: Row): Promise<RaRecord> {
  return createByFunction(client, 'create_organization', {
    organization: columnsAndTags('organizations', data),
  })
}

function columnsAndTags(resource: string, data: Row): Row {
  const { readOnly = [] } = resourceSpec(resource)
  return withoutAbsent({ ...without(data, readOnly), tag_ids: data['tag_ids'] })
}

/** All or nothing: one function call. */
async function createByFunction(
  client: SupabaseClient,
  name: string,
  args: Row,
): Promise<RaRecord> {
  const created = await answerOf<RaRecord | RaRecord[]>(client.rpc(name, args))
  const record = Array.isArray(created) ? created[0] : created
  if (!record) throw new HttpError('crm.error.unknown', 500)
  return record
}

async function createContact(
  base: DataProvider,
  client: SupabaseClient,
  data: Row,
): Promise<RaRecord> {
  const { table, readOnly = [] } = resourceSpec('contacts')
  const links = linkRows(data['organizations'], 'organization_id')
  const primary = links.find((link) => link['is_primary_organization']) ?? links[0]
  const now = new Date().toISOString()
  const row = {
    first_seen: now,
    last_seen: now,
    tags: [],
    ...without(data, readOnly),
    ...(primary ? { company_id: primary['organization_id'] } : {}),
  }
  const created = await base.create(table, { data: row })
  if (links.length > 0) await setOrganizations(client, Number(created.data.id), links)
  return created.data
}

async function setOrganizations(
  client: SupabaseClient,
  contactId: number,
  organizations: unknown,
): Promise<void> {
  await answerOf(
    client.rpc('set_contact_organizations', {
      contact_id: contactId,
      organizations: linkRows(organizations, 'organization_id'),
    }),
  )
}

/** Rows of an array input. An entry that nobody filled in is none, and the second of two for the same is none. */
function linkRows(value: unknown, ...keys: readonly string[]): Row[] {
  if (!Array.isArray(value)) return []
  const seen = new Set<string>()
  return value
    .map((row) => emptyToNull(row as Row))
    .filter((row) => {
      const identity = keys.map((key) => row[key]).join(' ')
      if (keys.some((key) => row[key] == null) || seen.has(identity)) return false
      seen.add(identity)
      return true
    })
}

/** The customer is left out: it follows `customer_organization_id`. */
function participantRows(value: unknown): Row[] {
  return linkRows(value, 'organization_id', 'role').filter((row) => !row['is_primary'])
}

/** jsonb_populate_record would write an explicit null over a column's default. */
function withoutAbsent(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value != null))
}
