import type { Table } from './table.ts'

type Entry = Readonly<Record<string, unknown>>

/**
 * The JSON in which Atomic CRM takes data from elsewhere: lists of sales, companies, contacts, deals, tags, notes and tasks.
 * Each contact and each opportunity becomes a row with its organization, by the ids of the file, and so does each
 * organization; each note and each task becomes a row with its contact.
 * @returns the rows, with ids of fields as headers, and how many notes and tasks are of contacts that the file does not have
 */
export function readAtomicJson(file: unknown): {
  readonly table: Table
  readonly leftOut: Readonly<Record<string, number>>
} {
  const lists = isEntry(file) ? file : {}
  const owners = byId(listOf(lists['sales']), ({ email }) => email)
  const tags = byId(listOf(lists['tags']), ({ name }) => name)
  const companies = listOf(lists['companies'])
  const names = byId(companies, ({ name }) => name)
  const people = byId(listOf(lists['contacts']), ({ first_name, last_name }) =>
    [first_name, last_name].filter(Boolean).join(' '),
  )
  const contacts = new Map(listOf(lists['contacts']).map((contact) => [contact['id'], contact]))
  /** What tells whose a note or a task is: as the contact's own row says it, so that both find the same. */
  const ofContact = (entry: Entry): Entry | null => {
    const contact = contacts.get(entry['contact_id'])
    if (!contact) return null
    return {
      'contact.first_name': contact['first_name'],
      'contact.last_name': contact['last_name'],
      ...addresses(contact, 'email'),
      'organization.name': names(contact['company_id']),
    }
  }
  const entries = (list: string, section: string, columns: string) =>
    listOf(lists[list]).flatMap((entry) => {
      const whose = ofContact(entry)
      if (whose === null) return []
      return [
        {
          ...whose,
          ...prefixed(section, entry, columns),
          [`${section}.sales`]: owners(entry['sales_id']),
          [`${section}.attachments`]: joined(entry['attachments'], addressOf),
        },
      ]
    })
  const rows = [
    ...companies.map((company) => ({
      ...prefixed('organization', company, ORGANIZATION),
      'organization.sales': owners(company['sales_id']),
    })),
    ...listOf(lists['contacts']).map((contact) => ({
      ...prefixed('contact', contact, CONTACT),
      ...addresses(contact, 'email'),
      ...addresses(contact, 'phone'),
      'contact.tags': joined(contact['tags'], (tag) => tags(tag) || tag),
      'contact.sales': owners(contact['sales_id']),
      'organization.name': names(contact['company_id']),
    })),
    ...listOf(lists['deals'] ?? lists['opportunities']).map((deal) => ({
      ...prefixed('opportunity', deal, OPPORTUNITY),
      'opportunity.sales': owners(deal['sales_id']),
      'opportunity.contacts': joined(deal['contact_ids'], people),
      'organization.name': names(deal['company_id']),
    })),
    ...entries('notes', 'note', NOTE),
    ...entries('tasks', 'task', TASK),
  ]
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((header) =>
    rows.some((row) => textOf((row as Entry)[header]) !== ''),
  )
  return {
    table: {
      headers,
      rows: rows.map((row, place) => ({
        line: place + 1,
        cells: headers.map((header) => textOf((row as Entry)[header])),
      })),
    },
    leftOut: Object.fromEntries(
      ENTRIES.map(
        (name) =>
          [name, listOf(lists[name]).filter((entry) => ofContact(entry) === null).length] as const,
      ).filter(([, count]) => count > 0),
    ),
  }
}

const ORGANIZATION =
  'name website phone_number address zipcode city state_abbr country sector size revenue tax_identifier description linkedin_url'
const CONTACT =
  'first_name last_name title gender background status linkedin_url has_newsletter first_seen last_seen'
const OPPORTUNITY = 'name stage amount category description expected_closing_date'
const NOTE = 'text date status'
const TASK = 'text type due_date done_date'
const ENTRIES = ['notes', 'tasks'] as const

/** Where an attachment lies: its bare address, or an entry with it. */
function addressOf(attachment: unknown): unknown {
  if (!isEntry(attachment)) return attachment
  return attachment['src'] ?? attachment['url']
}

function prefixed(section: string, entry: Entry, columns: string): Entry {
  return Object.fromEntries(
    columns.split(' ').map((column) => [`${section}.${column}`, entry[column]]),
  )
}

/** Lists of addresses, under either of their names, as columns by type. */
function addresses(contact: Entry, kind: 'email' | 'phone'): Entry {
  const part = kind === 'email' ? 'email' : 'number'
  const given = listOf(contact[`${kind}s`] ?? contact[`${kind}_jsonb`])
  return Object.fromEntries(
    ['work', 'home', 'other'].map((type) => [
      `contact.${kind}_${type}`,
      given
        .filter((entry) => String(entry['type'] ?? 'work').toLowerCase() === type)
        .map((entry) => entry[part])
        .join('; '),
    ]),
  )
}

function joined(value: unknown, nameOf: (id: unknown) => unknown): string {
  return Array.isArray(value) ? value.map(nameOf).filter(Boolean).join('; ') : ''
}

function byId(entries: readonly Entry[], nameOf: (entry: Entry) => unknown) {
  const known = new Map(entries.map((entry) => [entry['id'], nameOf(entry)]))
  return (id: unknown) => known.get(id) ?? ''
}

function listOf(value: unknown): readonly Entry[] {
  return Array.isArray(value) ? value.filter(isEntry) : []
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value).trim()
}
