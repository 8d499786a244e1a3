import type {
  ContactOrganization,
  Contact as ContactRow,
  Organization as OrganizationRow,
  Task as TaskRow,
} from '@valence/schema'
import { contact } from '../entities/contact.ts'
import { type ContactLink, contactLinks } from '../entities/contact-links.ts'
import { contactNote } from '../entities/contact-note.ts'
import { customerStandings } from '../entities/opportunity.ts'
import { organization } from '../entities/organization.ts'
import { task } from '../entities/task.ts'
import type { World } from '../world.ts'
import { isoDay, isoTime, records, type TargetRecords, type TypedRecords } from './records.ts'

/** Organizations. What they are to the studio is found out in one pass over the deals, when rows are first read. */
export function organizationRecords(world: World): TypedRecords<OrganizationRow> {
  let standings: Uint8Array | null = null
  const standingOf = (id: number): number => {
    standings ??= customerStandings(world)
    return standings[id] ?? 0
  }
  return records(
    'companies',
    world.counts.companies,
    (id) => organizationRow(world, id, standingOf(id)),
    {
      logo: 'json',
      context_links: 'json',
    },
  )
}

function organizationRow(world: World, id: number, standing: number): OrganizationRow {
  const facts = organization(world, id, standing)
  return {
    id,
    created_at: isoTime(facts.createdAt),
    name: facts.name,
    sector: facts.sector?.slug ?? null,
    size: facts.size,
    linkedin_url: facts.linkedinUrl,
    website: facts.website,
    phone_number: facts.phone,
    address: facts.address,
    zipcode: facts.zipcode,
    city: facts.city,
    state_abbr: facts.state,
    country: facts.country.name,
    description: facts.description,
    revenue: facts.revenue,
    tax_identifier: facts.taxIdentifier,
    logo: facts.logo === null ? null : { src: facts.logo, title: 'logo.svg' },
    context_links: facts.contextLinks === null ? null : [...facts.contextLinks],
    sales_id: facts.salesId,
    organization_type: facts.type,
    is_principal: facts.isPrincipal,
    is_distributor: facts.isDistributor,
    parent_company_id: facts.parentId,
    segment: facts.segment,
    priority: facts.priority,
    deleted_at: null,
  }
}

export function contactRecords(world: World): TypedRecords<ContactRow> {
  return records('contacts', world.counts.contacts, (id) => contactRow(world, id), {
    tags: 'numbers',
    email_jsonb: 'json',
    phone_jsonb: 'json',
  })
}

function contactRow(world: World, id: number): ContactRow {
  const facts = contact(world, id)
  return {
    id,
    first_name: facts.firstName,
    last_name: facts.lastName,
    gender: facts.gender,
    title: facts.job.title,
    background: facts.background,
    avatar: null,
    first_seen: isoTime(facts.firstSeen),
    last_seen: isoTime(facts.lastSeen),
    has_newsletter: facts.hasNewsletter,
    status: facts.status,
    tags: [...facts.tags],
    company_id: facts.companyId,
    sales_id: facts.salesId,
    linkedin_url: facts.linkedinUrl,
    email_jsonb: [...facts.emails],
    phone_jsonb: [...facts.phones],
    department: facts.job.department,
    deleted_at: null,
    company_id_backup: null,
  }
}

export function contactOrganizationRecords(world: World): TypedRecords<ContactOrganization> {
  function* rows(): Iterable<ContactOrganization> {
    let id = 0
    for (let person = 1; person <= world.counts.contacts; person++) {
      for (const link of contactLinks(world, person)) yield contactOrganizationRow(++id, link)
    }
  }
  return { table: 'contact_organizations', columns: CONTACT_ORGANIZATION_COLUMNS, rows }
}

const CONTACT_ORGANIZATION_COLUMNS = [
  ...([
    'id',
    'contact_id',
    'organization_id',
    'is_primary_organization',
    'is_primary_contact',
  ] as const),
  ...(['role', 'purchase_influence', 'decision_authority', 'relationship_start_date'] as const),
  ...([
    'relationship_end_date',
    'notes',
    'created_at',
    'updated_at',
    'created_by',
    'deleted_at',
  ] as const),
]

function contactOrganizationRow(id: number, link: ContactLink): ContactOrganization {
  const created = isoTime(link.contact.firstSeen)
  return {
    id,
    contact_id: link.contact.id,
    organization_id: link.organizationId,
    is_primary_organization: link.isPrimaryOrganization,
    is_primary_contact: link.isPrimaryContact,
    role: link.role,
    purchase_influence: link.influence,
    decision_authority: link.authority,
    relationship_start_date: isoDay(link.startedOn),
    relationship_end_date: isoDay(link.endedOn),
    notes: link.notes,
    created_at: created,
    updated_at: created,
    created_by: link.contact.salesId,
    deleted_at: null,
  }
}

export function contactNoteRecords(world: World): TargetRecords {
  return records(
    'contact_notes',
    world.counts.contactNotes,
    (id) => {
      const note = contactNote(world, id)
      return {
        id,
        contact_id: note.contact.id,
        text: note.text,
        date: isoTime(note.date),
        sales_id: note.salesId,
        status: note.status,
        attachments: note.attachments === null ? null : [...note.attachments],
      }
    },
    { attachments: 'jsons' },
  )
}

export function taskRecords(world: World): TypedRecords<TaskRow> {
  return records<TaskRow>('tasks', world.counts.tasks, (id) => {
    const facts = task(world, id)
    return {
      id,
      contact_id: facts.contact.id,
      organization_id: null,
      opportunity_id: null,
      type: facts.type.slug,
      text: facts.text,
      due_date: isoTime(facts.dueDate),
      done_date: facts.doneDate === null ? null : isoTime(facts.doneDate),
      sales_id: facts.salesId,
      repeat_unit: null,
      repeat_every: null,
      repeat_from: null,
    }
  })
}
