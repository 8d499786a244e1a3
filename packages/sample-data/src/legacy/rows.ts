import { company } from '../entities/company.ts'
import { contact } from '../entities/contact.ts'
import { contactNote } from '../entities/contact-note.ts'
import { deal } from '../entities/deal.ts'
import { dealNote } from '../entities/deal-note.ts'
import type { Attachment } from '../entities/note-attachment.ts'
import { task } from '../entities/task.ts'
import { dayText, timestampText } from '../time.ts'
import type { World } from '../world.ts'
import type { LegacyGeneration } from './generation.ts'

/**
 * Rows of the legacy tables, column by column, before they become text. Timestamps and numbers that
 * JavaScript cannot hold are text already, so that a defect may put anything in that PostgreSQL accepts.
 */
export interface CompanyRow {
  readonly id: number
  readonly created_at: string
  readonly name: string
  readonly sector: string | null
  readonly size: number
  readonly linkedin_url: string | null
  readonly website: string | null
  readonly phone_number: string | null
  readonly address: string | null
  readonly zipcode: string | null
  readonly city: string | null
  readonly state: string | null
  readonly sales_id: number
  readonly context_links: string | null
  readonly country: string
  readonly description: string | null
  readonly revenue: string | null
  readonly tax_identifier: string | null
  readonly logo: string | null
}

export interface ContactRow {
  readonly id: number
  readonly first_name: string | null
  readonly last_name: string | null
  readonly gender: string | null
  readonly title: string | null
  readonly background: string | null
  readonly avatar: string | null
  readonly first_seen: string | null
  readonly last_seen: string | null
  readonly has_newsletter: boolean | null
  readonly status: string | null
  readonly tags: readonly number[] | null
  readonly company_id: number | null
  readonly sales_id: number | null
  readonly linkedin_url: string | null
  readonly email_jsonb: string | null
  readonly phone_jsonb: string | null
}

export interface ContactNoteRow {
  readonly id: number
  readonly contact_id: number
  readonly text: string | null
  readonly date: string | null
  readonly sales_id: number | null
  readonly status: string | null
  readonly attachments: readonly string[] | null
}

export interface DealRow {
  readonly id: number
  readonly name: string
  readonly company_id: number | null
  readonly contact_ids: readonly (number | null)[] | null
  readonly category: string | null
  readonly stage: string
  readonly description: string | null
  readonly amount: number | string | null
  readonly created_at: string
  readonly updated_at: string
  readonly archived_at: string | null
  readonly expected_closing_date: string | null
  readonly sales_id: number | null
  readonly index: number | null
}

export interface DealNoteRow {
  readonly id: number
  readonly deal_id: number
  readonly type: string | null
  readonly text: string | null
  readonly date: string | null
  readonly sales_id: number | null
  readonly attachments: readonly string[] | null
}

export interface TaskRow {
  readonly id: number
  readonly contact_id: number
  readonly type: string | null
  readonly text: string | null
  readonly due_date: string | null
  readonly done_date: string | null
  readonly sales_id: number | null
}

/** A row of each kind, as its table's name in this package. */
export interface LegacyRows {
  companies: CompanyRow
  contacts: ContactRow
  contactNotes: ContactNoteRow
  deals: DealRow
  dealNotes: DealNoteRow
  tasks: TaskRow
}
export type LegacyKind = keyof LegacyRows

interface Coded {
  readonly label: string
  readonly slug: string
}

export function companyRow(world: World, generation: LegacyGeneration, id: number): CompanyRow {
  const facts = company(world, id)
  return {
    id,
    created_at: timestampText(facts.createdAt),
    name: facts.name,
    sector: facts.sector === null ? null : code(facts.sector, generation),
    size: facts.size,
    linkedin_url: facts.linkedinUrl,
    website: facts.website,
    phone_number: facts.phone,
    address: facts.address,
    zipcode: facts.zipcode,
    city: facts.city,
    state: facts.state,
    sales_id: facts.salesId,
    context_links: facts.contextLinks === null ? null : JSON.stringify(facts.contextLinks),
    country: facts.country.name,
    description: facts.description,
    revenue: facts.revenue,
    tax_identifier: facts.taxIdentifier,
    logo: facts.logo === null ? null : JSON.stringify({ src: facts.logo, title: 'logo.svg' }),
  }
}

export function contactRow(world: World, id: number): ContactRow {
  const facts = contact(world, id)
  return {
    id,
    first_name: facts.firstName,
    last_name: facts.lastName,
    gender: facts.gender,
    title: facts.job.title,
    background: facts.background,
    avatar: null,
    first_seen: timestampText(facts.firstSeen),
    last_seen: timestampText(facts.lastSeen),
    has_newsletter: facts.hasNewsletter,
    status: facts.status,
    tags: facts.tags,
    company_id: facts.companyId,
    sales_id: facts.salesId,
    linkedin_url: facts.linkedinUrl,
    email_jsonb: JSON.stringify(facts.emails),
    phone_jsonb: JSON.stringify(facts.phones),
  }
}

export function contactNoteRow(world: World, id: number): ContactNoteRow {
  const facts = contactNote(world, id)
  return {
    id,
    contact_id: facts.contact.id,
    text: facts.text,
    date: timestampText(facts.date),
    sales_id: facts.salesId,
    status: facts.status,
    attachments: attachmentTexts(facts.attachments),
  }
}

export function dealRow(
  world: World,
  generation: LegacyGeneration,
  id: number,
  position: (id: number) => number,
): DealRow {
  const facts = deal(world, id)
  const closing = facts.expectedClosingDate
  const createdAt = timestampText(facts.createdAt)
  return {
    id,
    name: facts.name,
    company_id: facts.company.id,
    contact_ids: facts.contactIds,
    category: code(facts.category, generation),
    stage: facts.stage,
    description: facts.description,
    amount: facts.amount,
    created_at: createdAt,
    updated_at: createdAt, // the legacy application never writes it again
    archived_at: facts.archivedAt === null ? null : timestampText(facts.archivedAt),
    expected_closing_date: closing === null ? null : closingText(closing, generation),
    sales_id: facts.salesId,
    index: position(id),
  }
}

export function dealNoteRow(world: World, id: number): DealNoteRow {
  const facts = dealNote(world, id)
  return {
    id,
    deal_id: facts.deal.id,
    type: null,
    text: facts.text,
    date: timestampText(facts.date),
    sales_id: facts.salesId,
    attachments: attachmentTexts(facts.attachments),
  }
}

export function taskRow(world: World, generation: LegacyGeneration, id: number): TaskRow {
  const facts = task(world, id)
  return {
    id,
    contact_id: facts.contact.id,
    type: code(facts.type, generation),
    text: facts.text,
    due_date: timestampText(facts.dueDate),
    done_date: facts.doneDate === null ? null : timestampText(facts.doneDate),
    sales_id: facts.salesId,
  }
}

/** Generation 8 stores labels, later ones slugs. */
export function code(value: Coded, generation: LegacyGeneration): string {
  return generation === 'g8' ? value.label : value.slug
}

function closingText(instant: number, generation: LegacyGeneration): string {
  return generation === 'g8' ? timestampText(instant) : dayText(instant)
}

function attachmentTexts(files: readonly Attachment[] | null): readonly string[] | null {
  return files === null ? null : files.map((file) => JSON.stringify(file))
}
