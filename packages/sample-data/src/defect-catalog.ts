import type { LegacyGeneration } from './legacy/generation.ts'
import type { LegacyKind, LegacyRows } from './legacy/rows.ts'
import type { Scale } from './scale.ts'
import { LONG_TEXT } from './words/long-text.ts'
import { UNICODE_NAMES, UNICODE_NOTES } from './words/unicode.ts'

/** Where a defect strikes: enough to stay outside of the ids that exist. */
export interface Spot {
  readonly counts: Scale
  readonly generation: LegacyGeneration
  /** 0 for the first row that the defect strikes, 1 for the next: for defects that have several forms. */
  readonly turn: number
}

/** For each table that the defect touches: the columns that it changes. */
export type Changes = {
  readonly [K in LegacyKind]?: (row: LegacyRows[K], spot: Spot) => Partial<LegacyRows[K]>
}

/** Dirty rows of one kind, as real installations have them. */
export interface Defect {
  readonly name: string
  readonly description: string
  /** Harmless enough for the sample that people look at. */
  readonly isLight?: true
  /** A migration must refuse these rows, so `'all'` leaves them out. */
  readonly isNoGo?: true
  /** Where the column's type allows it. */
  readonly only?: LegacyGeneration
  readonly changes: Changes
}

const MAX_SAFE = '9007199254740991'

/** Every defect. Its place in the list decides which rows it strikes, so new ones go to the end. */
export const CATALOG = [
  {
    name: 'dangling-contact-id',
    description: 'deals.contact_ids holds the id of a contact that is gone',
    isLight: true,
    changes: {
      deals: (row, { counts }) => ({
        contact_ids: [...(row.contact_ids ?? []), counts.contacts + 1_000 + row.id],
      }),
    },
  },
  {
    name: 'duplicate-contact-id',
    description: 'deals.contact_ids names a contact twice',
    isLight: true,
    changes: {
      deals: (row) => ({ contact_ids: [...(row.contact_ids ?? []), row.contact_ids?.[0] ?? 1] }),
    },
  },
  {
    name: 'null-contact-id-element',
    description: 'deals.contact_ids has a null among its elements',
    isLight: true,
    changes: { deals: (row) => ({ contact_ids: [null, ...(row.contact_ids ?? [])] }) },
  },
  {
    name: 'null-contact-ids',
    description: 'deals.contact_ids is null',
    isLight: true,
    changes: { deals: () => ({ contact_ids: null }) },
  },
  {
    name: 'empty-contact-ids',
    description: 'deals.contact_ids is empty',
    isLight: true,
    changes: { deals: () => ({ contact_ids: [] }) },
  },
  {
    name: 'unmapped-stage',
    description: 'deals.stage holds a value that no default list knows',
    isNoGo: true,
    changes: {
      deals: (_row, { turn }) => ({
        stage: turn % 2 === 0 ? 'discovery-call' : 'Negotiation (legal)',
      }),
    },
  },
  {
    name: 'null-amount',
    description: 'deals.amount is null, as imports leave it',
    changes: { deals: () => ({ amount: null }) },
  },
  {
    name: 'huge-amount',
    description: 'deals.amount is the largest whole number that JavaScript holds exactly',
    changes: { deals: () => ({ amount: MAX_SAFE }) },
  },
  {
    name: 'zero-and-negative-amount',
    description: 'deals.amount is zero, or a credit note',
    changes: { deals: (_row, { turn }) => ({ amount: turn % 2 === 0 ? 0 : -12_500 }) },
  },
  {
    name: 'null-company',
    description: 'deals.company_id is null',
    isLight: true,
    changes: { deals: () => ({ company_id: null }) },
  },
  {
    name: 'archived-deals',
    description: 'a deal that is still open was archived',
    changes: { deals: (row) => ({ stage: 'in-negociation', archived_at: row.created_at }) },
  },
  {
    name: 'negative-and-null-index',
    description: 'deals.index is negative or null',
    changes: { deals: (_row, { turn }) => ({ index: turn % 2 === 0 ? -3 : null }) },
  },
  {
    name: 'smallint-bounds-index',
    description: 'deals.index sits at the edge of its type: one more and the application fails',
    changes: { deals: (_row, { turn }) => ({ index: turn % 2 === 0 ? 32_767 : -32_768 }) },
  },
  {
    name: 'unknown-category',
    description: 'deals.category and companies.sector hold values missing from the settings',
    changes: { deals: () => ({ category: 'n-gociation' }), companies: () => ({ sector: '' }) },
  },
  {
    name: 'null-owner',
    description: 'sales_id is null, as service-role imports leave it',
    changes: {
      deals: () => ({ sales_id: null }),
      contacts: () => ({ sales_id: null }),
      contactNotes: () => ({ sales_id: null }),
      dealNotes: () => ({ sales_id: null }),
    },
  },
  {
    name: 'unicode-names',
    description:
      'emoji, right-to-left, combining marks, CJK and zero-width characters in names and texts',
    isLight: true,
    changes: {
      deals: (_row, { turn }) => ({ name: nth(UNICODE_NAMES, turn) }),
      companies: (_row, { turn }) => ({ name: nth(UNICODE_NAMES, turn + 3) }),
      contacts: (_row, { turn }) => ({
        first_name: nth(UNICODE_NAMES, 2 * turn + 6),
        last_name: nth(UNICODE_NAMES, 2 * turn + 7),
      }),
      contactNotes: (_row, { turn }) => ({ text: nth(UNICODE_NOTES, turn) }),
    },
  },
  {
    name: 'camelcase-names',
    description: 'texts that look like the identifiers of the schema',
    changes: {
      deals: () => ({
        name: 'dealNotes contactIds companyId',
        description: 'deals."contact_ids" → opportunity_contacts',
      }),
      contacts: () => ({ last_name: 'McContactNotes deAvila' }),
    },
  },
  {
    name: 'quotes-and-backslashes',
    description: 'quotes, backslashes, tabs, line ends and things that look like SQL',
    isLight: true,
    changes: {
      deals: () => ({
        name: `O'Brien "Nick" & Söhne \\N; drop table deals; --`,
        description: 'first line\r\nsecond\tline \\ with {braces}, $1 and $$dollars$$\n\\.',
      }),
      dealNotes: () => ({ text: `He said: "it's 50\\50"\n\\.\n\\N\tNULL` }),
      contacts: () => ({ background: `{"not": "json"} 'single' \\'escaped\\' %s %I` }),
    },
  },
  {
    name: 'empty-string-vs-null',
    description: 'empty texts and arrays where other rows have null',
    changes: {
      deals: () => ({ description: '', category: '' }),
      contacts: (_row, { turn }) =>
        turn % 2 === 0
          ? { title: '', background: '', tags: [] }
          : { title: null, background: null, tags: null },
      contactNotes: () => ({ text: '', attachments: [] }),
      dealNotes: () => ({ text: null, type: '' }),
    },
  },
  {
    name: 'long-text',
    description: 'a note of 100 kB',
    changes: { contactNotes: () => ({ text: LONG_TEXT }), dealNotes: () => ({ text: LONG_TEXT }) },
  },
  {
    name: 'note-without-date',
    description: 'the date of a note is null',
    isLight: true,
    changes: { contactNotes: () => ({ date: null }), dealNotes: () => ({ date: null }) },
  },
  {
    name: 'foreign-attachment',
    description: 'attachments on another host, without path, with the original file instead',
    changes: {
      contactNotes: () => ({ attachments: [FOREIGN_FILE, '{}'] }),
      dealNotes: () => ({ attachments: [FOREIGN_FILE] }),
    },
  },
  {
    name: 'sub-millisecond-timestamps',
    description: 'microseconds, which JavaScript dates cut off',
    changes: {
      deals: () => ({
        created_at: '2025-03-30 01:59:59.999999+00',
        updated_at: '2025-10-26 00:30:00.000001+00',
      }),
      contactNotes: () => ({ date: '2025-03-30 02:30:00.123457+02' }),
      contacts: () => ({ last_seen: '2026-10-31 23:59:59.999999+00' }),
    },
  },
  {
    name: 'year-extremes',
    description: 'dates at the beginning and the end of the calendar',
    changes: {
      deals: (_row, { generation }) => ({
        created_at: '0001-01-01 00:00:00+00',
        expected_closing_date: generation === 'g8' ? '9999-12-31 00:00:00+00' : '9999-12-31',
      }),
      dealNotes: () => ({ date: '9999-12-31 23:59:59.999999+00' }),
      tasks: () => ({ due_date: '0044-03-15 12:00:00+00 BC' }),
    },
  },
  {
    name: 'infinite-dates',
    description: 'infinity and -infinity, which PostgreSQL accepts as dates',
    changes: {
      deals: () => ({ expected_closing_date: 'infinity' }),
      contactNotes: () => ({ date: '-infinity' }),
    },
  },
  {
    name: 'closing-date-with-time',
    description:
      'an expected closing date that is not midnight UTC: its UTC day is another than the local one',
    only: 'g8',
    changes: {
      deals: (_row, { turn }) => ({
        expected_closing_date: turn % 2 === 0 ? '2026-03-31 23:30:00-05' : '2026-03-31 00:00:00+02',
      }),
    },
  },
  {
    name: 'tag-dangling',
    description: 'contacts.tags holds the id of a tag that is gone, or is null',
    isLight: true,
    changes: {
      contacts: (row, { counts, turn }) => ({
        tags: turn % 3 === 2 ? null : [...(row.tags ?? []), counts.tags + 900],
      }),
    },
  },
  {
    name: 'contact-email-jsonb-null-element',
    description:
      'contacts.email_jsonb has a JSON null or an entry without an e-mail, phone_jsonb a plain string',
    isLight: true,
    changes: {
      contacts: (_row, { turn }) => ({
        email_jsonb:
          turn % 2 === 0
            ? '[null]'
            : '[{"type": "Work"}, {"email": "A.Mixed@Case.example", "type": "Other"}]',
        phone_jsonb: '["+1 555 0100"]',
      }),
    },
  },
  {
    name: 'failed-avatar',
    description: 'contacts.avatar says that the look-up failed',
    changes: { contacts: () => ({ avatar: '{"src": "ERROR"}' }) },
  },
  {
    name: 'contact-without-anything',
    description: 'a contact of which only the id is known',
    changes: {
      contacts: () => ({
        first_name: null,
        last_name: null,
        gender: null,
        title: null,
        first_seen: null,
        last_seen: null,
        has_newsletter: null,
        status: null,
        tags: null,
        company_id: null,
        email_jsonb: null,
        phone_jsonb: null,
      }),
    },
  },
  {
    name: 'orphan-task-sales-id',
    description: 'tasks.sales_id, which has no foreign key, names nobody',
    isLight: true,
    changes: { tasks: (_row, { counts }) => ({ sales_id: counts.sales + 1_000 }) },
  },
  {
    name: 'task-without-due-date',
    description: 'tasks.due_date is null',
    only: 'g21',
    changes: { tasks: () => ({ due_date: null }) },
  },
] as const satisfies readonly Defect[]

export type DefectName = (typeof CATALOG)[number]['name']

const FOREIGN_FILE = JSON.stringify({
  src: 'https://files.other-crm.example/a b/angebot%20(1).pdf',
  title: 'Angebot "final" (1).pdf',
  rawFile: { name: 'Angebot (1).pdf', type: 'application/pdf' },
})

function nth(list: readonly string[], index: number): string {
  return list[index % list.length] ?? ''
}
