import type { ContactRecord } from '../../providers/types.ts'

/** A person as a vCard 3.0 (RFC 2426), the version that phones and mail programs all read. */
export function toVcard(contact: ContactRecord, organizations: readonly string[]): string {
  const { first_name: first, last_name: last } = contact
  const emails = (contact.email_jsonb ?? []).flatMap((entry) => entry ?? [])
  const phones = (contact.phone_jsonb ?? []).flatMap((entry) => entry ?? [])
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${escaped(last)};${escaped(first)};;;`,
    `FN:${escaped([first, last].filter(Boolean).join(' '))}`,
    ...organizations.map((name) => `ORG:${escaped(name)}`),
    ...(contact.title ? [`TITLE:${escaped(contact.title)}`] : []),
    ...emails.map(({ email, type }) => `EMAIL;TYPE=${kind(type)}:${escaped(email)}`),
    ...phones.map(({ number, type }) => `TEL;TYPE=${kind(type)}:${escaped(number)}`),
    ...(contact.linkedin_url ? [`URL:${escaped(contact.linkedin_url)}`] : []),
    ...(contact.background ? [`NOTE:${escaped(contact.background)}`] : []),
    'END:VCARD',
  ]
  return `${lines.join('\r\n')}\r\n`
}

function escaped(value: string | null): string {
  return (value ?? '').replace(/[\\,;]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n')
}

function kind(type: string | undefined): string {
  return ['WORK', 'HOME'].find((known) => known === type?.toUpperCase()) ?? 'OTHER'
}
