import type { Database, Transaction } from '@valence/db'
import fc from 'fast-check'

/** Rows as an API, an import or a script may have left them: legal, and nothing more. */
export interface GeneratedData {
  readonly companies: readonly { name: string }[]
  readonly contacts: readonly { name: string | null; company: number | null; hasSeen: boolean }[]
  readonly deals: readonly {
    name: string
    stage: string
    company: number | null
    contacts: readonly (number | null)[] | null
    amount: string | null
    index: number | null
    text: string | null
    note: string | null
    isArchived: boolean
  }[]
}

// PostgreSQL stores every character but NUL, and lone surrogates are no characters.
const text = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((value) => value.replaceAll('\0', ''))

const stage = fc.constantFrom(
  'opportunity',
  'proposal-sent',
  'in-negociation',
  'in-negotiation',
  'won',
  'lost',
  'delayed',
)

/** One deal with ten thousand contacts, of which most dangle. */
export const MANY_CONTACTS: readonly number[] = Array.from({ length: 10_000 }, (_, place) => place)

export const legacyData: fc.Arbitrary<GeneratedData> = fc.record({
  companies: fc.array(fc.record({ name: text }), { minLength: 1, maxLength: 5 }),
  contacts: fc.array(
    fc.record({
      name: fc.option(text),
      company: fc.option(fc.nat(4)),
      hasSeen: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
  deals: fc.array(
    fc.record({
      name: text,
      stage,
      company: fc.option(fc.nat(4)),
      // Indexes into the contacts; those beyond them dangle.
      contacts: fc.option(
        fc.oneof(
          { weight: 20, arbitrary: fc.array(fc.option(fc.nat(12)), { maxLength: 12 }) },
          { weight: 1, arbitrary: fc.constant(MANY_CONTACTS) },
        ),
      ),
      amount: fc.option(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => value.toString()),
      ),
      index: fc.option(fc.integer({ min: -32_768, max: 32_767 })),
      text: fc.option(text),
      note: fc.option(text),
      isArchived: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
})

const FIRST_ID = 1_000_000

/** Rows that chance may miss: each bound and each odd shape at least once. */
export const EDGES: GeneratedData = {
  companies: [{ name: '' }, { name: '株式会社 🦊 O\u0301' }],
  contacts: [
    { name: null, company: null, hasSeen: false },
    { name: '\u202Eright to left\u202C', company: 1, hasSeen: true },
  ],
  deals: [
    { name: '', stage: 'won', company: null, contacts: null, index: -32_768 },
    { name: 'ﷺ\t\n\\N', stage: 'lost', company: 0, contacts: [], index: 32_767 },
    { name: 'null', stage: 'delayed', company: 1, contacts: [null, 1, 1, null, 99], index: null },
    { name: 'many', stage: 'opportunity', company: 1, contacts: MANY_CONTACTS, index: 0 },
  ].map((deal) => ({ ...deal, amount: null, text: null, note: '', isArchived: true })),
}

/** Adds the generated rows to an installation, with ids above those of the sample. */
export async function insertGenerated(
  sql: Database,
  data: GeneratedData,
  notes: 'deal_notes' | '"dealNotes"' = 'deal_notes',
): Promise<void> {
  const companyId = (place: number | null) =>
    place === null ? null : FIRST_ID + (place % data.companies.length)
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    for (const [place, company] of data.companies.entries()) {
      await tx`insert into public.companies (id, name) values (${FIRST_ID + place}, ${company.name})`
    }
    for (const [place, contact] of data.contacts.entries()) {
      const firstSeen = contact.hasSeen ? '2025-03-01T10:00:00Z' : null
      await tx`
        insert into public.contacts (id, last_name, company_id, first_seen)
        values (${FIRST_ID + place}, ${contact.name}, ${companyId(contact.company)}, ${firstSeen})`
    }
    for (const [place, deal] of data.deals.entries()) {
      await insertDeal(tx, FIRST_ID + place, deal, companyId(deal.company), notes)
    }
  })
}

async function insertDeal(
  tx: Transaction,
  id: number,
  deal: GeneratedData['deals'][number],
  companyId: number | null,
  notes: string,
): Promise<void> {
  const archivedAt = deal.isArchived ? '2025-06-01T00:00:00Z' : null
  await tx`
    insert into public.deals (id, name, stage, company_id, contact_ids, amount, index, description, archived_at)
    values (${id}, ${deal.name}, ${deal.stage}, ${companyId}, ${arrayText(deal.contacts)}::text::bigint[],
      ${deal.amount}::text::bigint, ${deal.index}, ${deal.text}, ${archivedAt})`
  if (deal.note === null) return
  await tx.unsafe(
    `insert into public.${notes} (id, deal_id, text, date) values ($1, $1, $2, null)`,
    [id, deal.note],
  )
}

function arrayText(contacts: readonly (number | null)[] | null): string | null {
  if (contacts === null) return null
  return `{${contacts.map((place) => (place === null ? 'NULL' : FIRST_ID + place)).join(',')}}`
}
