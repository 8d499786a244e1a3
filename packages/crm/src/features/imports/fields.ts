import type { ImportSection } from '../../providers/types.ts'
import { opportunityTextNames, opportunityTexts } from '../fields/index.ts'

/** How the text of a cell becomes a value. */
export type FieldKind =
  | 'text'
  | 'full_name'
  | 'emails'
  | 'phones'
  | 'list'
  | 'tags'
  | 'names'
  | 'id'
  | 'amount'
  | 'percent'
  | 'day'
  | 'moment'
  | 'boolean'
  | 'size'
  | 'choice'
  /** What another system calls a record. */
  | 'key'
  /** What another system calls people. */
  | 'keys'
  /** A user, by name or address. */
  | 'owner'
  /** Further lines of a note: «Column: value». */
  | 'lines'

/** Fields that several columns may fill, one after another. */
const SHARED: ReadonlySet<FieldKind> = new Set(['emails', 'phones', 'tags', 'list', 'lines'])

/** Whether several columns may be the same field. */
export function isShared(field: ImportField | undefined): boolean {
  return field !== undefined && SHARED.has(field.kind)
}

/** What a column of a file may be. */
export interface ImportField {
  /** `contact.first_name`. */
  readonly id: string
  readonly section: ImportSection
  readonly column: string
  readonly kind: FieldKind
  /** Catalog key of its name. */
  readonly label: string
  /** Further headers that mean it, as `foldHeader` writes them. */
  readonly aliases: readonly string[]
  /** What the column of an address or a number is: `Work`, `Home` or `Other`. */
  readonly type?: string
  /** Part of the catalog with the names of its values, where it has a fixed set. */
  readonly choices?: ChoiceGroup
}

export type ChoiceGroup =
  | 'stage'
  | 'opportunity_status'
  | 'priority'
  | 'organization_type'
  | 'contact_role'
  | 'noteStatuses'
  | 'companySectors'
  | 'dealCategories'

type Details = Partial<Pick<ImportField, 'type' | 'choices' | 'label'>>

function field(id: string, kind: FieldKind, aliases: string, details: Details = {}): ImportField {
  const [section = '', column = ''] = id.split('.')
  return {
    id,
    section: section as ImportSection,
    column,
    kind,
    label: `crm.field.${column}`,
    aliases: aliases === '' ? [] : aliases.split(', '),
    ...details,
  }
}

const label = (name: string): Details => ({ label: `crm.field.${name}` })
const OWNER = 'owner, sales, account manager, assigned to, responsable, proprietaire, commercial'

/** What another system calls the record. Bare «ID» is not taken for it: of which system it is, only people know. */
const externalId = (section: ImportSection, aliases: string) =>
  field(`${section}.external_id`, 'key', `${aliases}, record id, external key, legacy id`, {
    label: 'crm.import.field.external_id',
  })

const CONTACT: readonly ImportField[] = [
  field('contact.first_name', 'text', 'firstname, given name, forename'),
  field('contact.last_name', 'text', 'lastname, surname, family name, nom de famille'),
  field(
    'contact.full_name',
    'full_name',
    'contact, contact name, name, nom, nom complet, person, nom du contact',
    {
      label: 'crm.import.field.full_name',
    },
  ),
  ...(['Work', 'Home', 'Other'] as const).map((type) =>
    field(`contact.email_${type.toLowerCase()}`, 'emails', emailNames(type), {
      type,
      label: `crm.import.field.email_${type.toLowerCase()}`,
    }),
  ),
  ...(['Work', 'Home', 'Other'] as const).map((type) =>
    field(`contact.phone_${type.toLowerCase()}`, 'phones', phoneNames(type), {
      type,
      label: `crm.import.field.phone_${type.toLowerCase()}`,
    }),
  ),
  field('contact.title', 'text', 'job, position, poste, intitule du poste'),
  field('contact.department', 'text', ''),
  field('contact.role', 'choice', 'contact role, role of the contact', { choices: 'contact_role' }),
  field('contact.organizations', 'list', 'further organizations', label('other_organizations')),
  field('contact.status', 'choice', '', { choices: 'noteStatuses' }),
  field('contact.tags', 'tags', 'labels, mots cles'),
  field('contact.sales', 'owner', `contact owner, ${OWNER}`, label('owner')),
  field('contact.linkedin_url', 'text', 'linkedin url, linkedin profile', label('linkedin')),
  field('contact.has_newsletter', 'boolean', 'has newsletter', label('newsletter')),
  field('contact.gender', 'text', 'civilite', label('pronouns')),
  field('contact.background', 'text', 'bio, about'),
  field('contact.first_seen', 'moment', ''),
  field('contact.last_seen', 'moment', ''),
  field('contact.id', 'id', 'id of the contact, id du contact', {
    label: 'crm.import.field.contact_id',
  }),
  externalId('contact', 'identifiant externe du contact'),
]

const ORGANIZATION: readonly ImportField[] = [
  field(
    'organization.name',
    'text',
    'organization, organisation, nom, company, company name, account, account name, organization name, entreprise, societe, client, nom de l entreprise, nom de la societe, nom de l organisation',
  ),
  field(
    'organization.website',
    'text',
    'web site, site, site internet, url, domain, company domain name',
  ),
  field('organization.phone_number', 'text', 'phone number, company phone', label('phone')),
  field('organization.address', 'text', 'street, street address, rue'),
  field('organization.zipcode', 'text', 'zip, zip code, postcode'),
  field('organization.city', 'text', 'town'),
  field('organization.state_abbr', 'text', 'state abbr, province, departement', label('state')),
  field('organization.country', 'text', ''),
  field('organization.sector', 'choice', 'industry, secteur d activite', {
    choices: 'companySectors',
  }),
  field('organization.size', 'size', 'employees, number of employees, effectif'),
  field('organization.revenue', 'text', 'annual revenue, ca'),
  field(
    'organization.tax_identifier',
    'text',
    'tax id, tax identifier, vat, vat number, siret, siren',
  ),
  field('organization.organization_type', 'choice', 'type, organization type', {
    choices: 'organization_type',
  }),
  field('organization.priority', 'text', ''),
  field('organization.segment', 'text', ''),
  field('organization.parent', 'text', 'parent company, maison mere, societe mere'),
  field('organization.description', 'text', ''),
  field('organization.linkedin_url', 'text', 'linkedin url, linkedin page', label('linkedin')),
  field('organization.sales', 'owner', `company owner, ${OWNER}`, label('owner')),
  field('organization.id', 'id', 'id of the organization, id de l organisation', {
    label: 'crm.import.field.organization_id',
  }),
  externalId('organization', 'identifiant externe de l organisation'),
]

const OPPORTUNITY: readonly ImportField[] = [
  field(
    'opportunity.name',
    'text',
    'opportunity, opportunity name, deal, deal name, name, nom, opportunite, affaire, nom de l opportunite',
  ),
  field('opportunity.stage', 'choice', 'deal stage, phase', { choices: 'stage' }),
  field('opportunity.amount', 'amount', 'value, deal value, valeur'),
  field('opportunity.probability', 'percent', ''),
  field('opportunity.status', 'choice', '', { choices: 'opportunity_status' }),
  field('opportunity.priority', 'choice', '', { choices: 'priority' }),
  field('opportunity.category', 'choice', '', { choices: 'dealCategories' }),
  field(
    'opportunity.expected_closing_date',
    'day',
    'close date, closing date, expected closing date, expected close date, date de cloture, cloture prevue, date de conclusion prevue',
    label('expected_close'),
  ),
  field(
    'opportunity.actual_close_date',
    'day',
    'actual close date, closed date',
    label('actual_close'),
  ),
  field('opportunity.lost_reason', 'text', 'lost reason, raison de perte'),
  field('opportunity.next_action', 'text', 'next action, prochaine action'),
  field('opportunity.next_action_date', 'day', 'next action date'),
  field('opportunity.contacts', 'names', 'contact names, people, personnes'),
  field('opportunity.contact_keys', 'keys', 'contact ids, associated contact ids', {
    label: 'crm.import.field.contact_keys',
  }),
  field('opportunity.role', 'choice', 'role in the opportunity, role dans l opportunite', {
    choices: 'contact_role',
    label: 'crm.import.field.opportunity_role',
  }),
  field('opportunity.description', 'text', ''),
  ...opportunityTexts.map((name) =>
    field(`opportunity.${name}`, 'text', opportunityTextNames[name]),
  ),
  field('opportunity.sales', 'owner', `opportunity owner, deal owner, ${OWNER}`, label('owner')),
  field('opportunity.id', 'id', 'id of the opportunity, id de l opportunite', {
    label: 'crm.import.field.opportunity_id',
  }),
  externalId('opportunity', 'identifiant externe de l opportunite'),
]

const own = (name: string): Details => ({ label: `crm.import.field.${name}` })

/** A note of the row's contact, and a task with them. Their headers are the ids: «Date» and «Text» are nearly anything. */
const NOTE: readonly ImportField[] = [
  field('note.text', 'text', '', own('note_text')),
  field('note.date', 'moment', '', own('note_date')),
  field('note.status', 'choice', '', { choices: 'noteStatuses', ...own('note_status') }),
  field('note.sales', 'owner', '', own('note_sales')),
  field('note.attachments', 'list', '', own('note_attachments')),
  field('note.lines', 'lines', '', own('note_lines')),
]

const TASK: readonly ImportField[] = [
  field('task.text', 'text', '', own('task_text')),
  field('task.type', 'text', '', own('task_type')),
  field('task.due_date', 'moment', '', own('task_due_date')),
  field('task.done_date', 'moment', '', own('task_done_date')),
  field('task.sales', 'owner', '', own('task_sales')),
]

/** All of them, in the order in which they are offered. */
export const importFields: readonly ImportField[] = [
  ...CONTACT,
  ...ORGANIZATION,
  ...OPPORTUNITY,
  ...NOTE,
  ...TASK,
]

/** The field of an id, or undefined where nothing is chosen. */
export function fieldOf(id: string | undefined): ImportField | undefined {
  return importFields.find((known) => known.id === id)
}

function emailNames(type: 'Work' | 'Home' | 'Other'): string {
  if (type === 'Home') return 'email home, home email, personal email, email personnel'
  if (type === 'Other') return 'email other, other email, autre email, email 2, second email'
  return 'email, mail, email work, email address, email addresses, work email, business email, adresse email, adresses email, courriel, email professionnel'
}

function phoneNames(type: 'Work' | 'Home' | 'Other'): string {
  if (type === 'Home') return 'phone home, home phone, telephone personnel, telephone domicile'
  if (type === 'Other') {
    return 'phone other, other phone, mobile, mobile phone, cell, cell phone, portable, telephone mobile'
  }
  return 'phone, tel, telephone, phone work, work phone, phone number, phone numbers, business phone, telephone professionnel, numeros de telephone'
}
