import fc from 'fast-check'
import type { Database, Transaction } from '../sql/client.ts'

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
      contacts: fc.option(fc.array(fc.option(fc.nat(12)), { maxLength: 12 })),
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

/** Adds the generated rows to an installation, with ids above those of the sample. */
export async function insertGenerated(sql: Database, data: GeneratedData): Promise<void> {
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
      await insertDeal(tx, FIRST_ID + place, deal, companyId(deal.company))
    }
  })
}

async function insertDeal(
  tx: Transaction,
  id: number,
  deal: GeneratedData['deals'][number],
  companyId: number | null,
): Promise<void> {
  const archivedAt = deal.isArchived ? '2025-06-01T00:00:00Z' : null
  await tx`
    insert into public.deals (id, name, stage, company_id, contact_ids, amount, index, description, archived_at)
    values (${id}, ${deal.name}, ${deal.stage}, ${companyId}, ${arrayText(deal.contacts)}::text::bigint[],
      ${deal.amount}::text::bigint, ${deal.index}, ${deal.text}, ${archivedAt})`
  if (deal.note === null) return
  await tx`insert into public.deal_notes (id, deal_id, text, date) values (${id}, ${id}, ${deal.note}, null)`
}

function arrayText(contacts: readonly (number | null)[] | null): string | null {
  if (contacts === null) return null
  return `{${contacts.map((place) => (place === null ? 'NULL' : FIRST_ID + place)).join(',')}}`
}
