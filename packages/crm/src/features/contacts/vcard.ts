import type { ContactRecord } from '../../providers/types.ts'
import { entriesOf } from '../../ui/entries.ts'
import { contactName } from '../references/index.ts'

/** A person as a vCard 3.0 (RFC 2426), the version that phones and mail programs all read. */
export function toVcard(contact: ContactRecord, organizations: readonly string[]): string {
  const { first_name: first, last_name: last } = contact
  const emails = entriesOf(contact.email_jsonb, 'email')
  const phones = entriesOf(contact.phone_jsonb, 'number')
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(last)};${escaped(first)};;;`,
    `FN:${escaped(formattedName(contact, organizations))}`,
    ...organizations.map((name) => `ORG:${escaped(name)}`),
    ...(contact.title ? [`TITLE:${escaped(contact.title)}`] : []),
    ...emails.map(({ email, type }) => `EMAIL;TYPE=${kind(type)}:${escaped(email)}`),
    ...phones.map(({ number, type }) => `TEL;TYPE=${kind(type)}:${escaped(number)}`),
    ...(contact.linkedin_url ? [`URL:${escaped(contact.linkedin_url)}`] : []),
    ...(contact.background ? [`NOTE:${escaped(contact.background)}`] : []),
    'END:VCARD',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

/** How a card without a name is called: the format wants one, and phones refuse a card that has none. */
function formattedName(contact: ContactRecord, organizations: readonly string[]): string {
  const name = contactName(contact).trim()
  const others = [
    ...entriesOf(contact.email_jsonb, 'email').map(({ email }) => email),
    ...entriesOf(contact.phone_jsonb, 'number').map(({ number }) => number),
    ...organizations,
  ]
  return name || others.find((other) => other?.trim()) || '?'
}

const LINE_BYTES = 75

/** A long line goes on behind a line break and a space, and no sign of it is cut in two. */
function folded(line: string): string {
  const parts = ['']
  let bytes = 0
  for (const sign of line) {
    const size = new TextEncoder().encode(sign).length
    if (bytes + size > LINE_BYTES) {
      parts.push('')
      bytes = 1
    }
    parts.push(`${parts.pop() ?? ''}${sign}`)
    bytes += size
  }
  return parts.join('\r\n ')
}

function escaped(value: string | null): string {
  return (value ?? '').replace(/[\\,;]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')
}

function kind(type: string | undefined): string {
  return ['WORK', 'HOME'].find((known) => known === type?.toUpperCase()) ?? 'OTHER'
}
