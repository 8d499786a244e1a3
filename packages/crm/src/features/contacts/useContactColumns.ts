import { useTranslate } from 'ra-core'
import type { Choice, ContactRecord } from '../../providers/types.ts'
import { entriesOf } from '../../ui/entries.ts'
import type { CsvColumn } from '../../ui/export/csv.ts'
import { listed } from '../../ui/export/listed.ts'
import { exportedLabel, useStatusChoices } from '../settings/index.ts'
import { useTags } from '../tags/index.ts'
import { useUserName } from '../users/index.ts'

const TYPES = ['Work', 'Home', 'Other'] as const

/** What a file of contacts says of each. */
export function useContactColumns(): readonly CsvColumn<ContactRecord>[] {
  return contactColumns({
    translate: useTranslate(),
    userName: useUserName(),
    statuses: useStatusChoices(),
    tags: useTags(),
  })
}

/** The names that a file of contacts is written with. */
interface ContactWords {
  readonly translate: (key: string) => string
  readonly userName: (id: number | null | undefined) => string
  readonly statuses: readonly Choice[]
  readonly tags: readonly { readonly id: number; readonly name: string }[]
}

export function contactColumns({
  translate,
  userName,
  statuses,
  tags,
}: ContactWords): readonly CsvColumn<ContactRecord>[] {
  const field = (name: string) => translate(`crm.field.${name}`)
  const tagName = (id: number) => tags.find((tag) => tag.id === id)?.name ?? []
  return [
    { head: translate('crm.import.field.contact_id'), value: (row) => row.id },
    { head: field('first_name'), value: (row) => row.first_name },
    { head: field('last_name'), value: (row) => row.last_name },
    { head: field('organization'), value: (row) => row.company_name },
    { head: field('title'), value: (row) => row.title },
    { head: field('department'), value: (row) => row.department },
    ...TYPES.map((type) => ({
      head: translate(`crm.import.field.email_${type.toLowerCase()}`),
      value: (row: ContactRecord) => ofType(row.email_jsonb, type, 'email'),
    })),
    ...TYPES.map((type) => ({
      head: translate(`crm.import.field.phone_${type.toLowerCase()}`),
      value: (row: ContactRecord) => ofType(row.phone_jsonb, type, 'number'),
    })),
    { head: field('status'), value: (row) => exportedLabel(statuses, row.status) },
    { head: field('tags'), value: (row) => listed((row.tags ?? []).flatMap(tagName)) },
    { head: field('owner'), value: (row) => userName(row.sales_id) },
    { head: field('linkedin'), value: (row) => row.linkedin_url },
    {
      head: field('newsletter'),
      value: (row) =>
        row.has_newsletter === null
          ? null
          : translate(row.has_newsletter ? 'ra.boolean.true' : 'ra.boolean.false').toLowerCase(),
    },
    { head: field('pronouns'), value: (row) => row.gender },
    { head: field('background'), value: (row) => row.background },
    { head: field('first_seen'), value: (row) => row.first_seen },
    { head: field('last_seen'), value: (row) => row.last_seen },
  ]
}

/** Addresses or numbers of one type; those of an unknown type are among the others. */
function ofType<Part extends 'email' | 'number'>(
  entries: unknown,
  type: (typeof TYPES)[number],
  part: Part,
): string {
  return listed(
    entriesOf(entries, part).flatMap((entry) => {
      const known = TYPES.find((one) => one === entry.type) ?? 'Other'
      return known === type ? [entry[part]] : []
    }),
  )
}
