import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactRecord, OpportunityRecord, OrganizationRecord } from '../../providers/types.ts'
import { type CsvColumn, csvHead, csvLines } from '../../ui/export/csv.ts'
import { en } from '../../words/english.ts'
import { fr } from '../../words/french.ts'
import { contactColumns } from '../contacts/index.ts'
import { opportunityColumns } from '../opportunities/index.ts'
import { organizationColumns } from '../organizations/index.ts'
import { buildRows } from './build-rows.ts'
import { matchFile } from './match-headers.ts'
import { questionsOf } from './questions.ts'
import { readFile } from './read-file.ts'

const wordsOf = (catalog: object) => (key: string) => {
  const found = key
    .split('.')
    .reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], catalog)
  return typeof found === 'string' ? found : key
}

/** What an import makes of rows that were exported. */
async function thereAndBack<T>(columns: readonly CsvColumn<T>[], row: T) {
  const file = new File([csvHead(columns), csvLines(columns, [row])], 'export.csv')
  const { table } = await readFile(file)
  const { mapping, program } = matchFile(table.headers)
  const how = { choices: () => [], usualDayOrder: 'month_first' as const, owners: [] }
  const built = buildRows(table, mapping, how)
  const { number } = questionsOf(table, mapping, how)
  return { ...built, mapping, program, number }
}

/** Texts of every kind that people write, without what no text keeps: spaces around it, and signs of control. */
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...`a1 ,;"'=+-@|:\n\t_é漢/.`), maxLength: 12 }),
    fc.constantFrom(
      'Fair, spring',
      "'=x",
      '"a"',
      'a;b',
      '1.234',
      '-',
      'n/a',
      '12/11/2026',
      'a ::: b',
      '* x',
    ),
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is left out
  .map((given) => given.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').trim())
const filled = text.filter((given) => given !== '')
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().replace('Z', '456+00:00'))
const day = moment.map((at) => at.slice(0, 10))
const email = fc.constantFrom('a@x.example', 'b.c@y.example', "o'neil@z.example")

const absentAs = (value: string) => (value === '' ? undefined : value)

describe.each([
  ['English', en],
  ['French', fr],
])('an export in %s comes back as it was', (_, catalog) => {
  const translate = wordsOf(catalog)

  it('of contacts', async () => {
    const tags = fc.uniqueArray(filled, { maxLength: 3 })
    const record = fc.record({
      id: fc.integer({ min: 1, max: 99_999 }),
      first_name: filled,
      last_name: filled,
      company_name: text,
      title: text,
      department: text,
      email_jsonb: fc.uniqueArray(email, { maxLength: 3 }),
      phone_jsonb: fc.uniqueArray(filled, { maxLength: 3 }),
      tags,
      linkedin_url: text,
      gender: text,
      background: text,
      has_newsletter: fc.boolean(),
      first_seen: moment,
    })
    await fc.assert(
      fc.asyncProperty(record, async (given) => {
        const columns = contactColumns({
          translate,
          userName: () => '',
          statuses: [],
          tags: given.tags.map((name, id) => ({ id, name })),
        })
        const row = {
          ...given,
          email_jsonb: given.email_jsonb.map((address) => ({ email: address, type: 'Home' })),
          phone_jsonb: given.phone_jsonb.map((number) => ({ number, type: 'Other' })),
          tags: given.tags.map((__, id) => id),
        } as unknown as ContactRecord
        const { rows, errors, program } = await thereAndBack(columns, row)
        expect([errors, program]).toEqual([[], null])
        const back = rows[0]?.contact ?? {}
        for (const name of [
          'id',
          'first_name',
          'last_name',
          'has_newsletter',
          'first_seen',
        ] as const) {
          expect([name, back[name]]).toEqual([name, given[name]])
        }
        for (const name of [
          'title',
          'department',
          'linkedin_url',
          'gender',
          'background',
        ] as const) {
          expect([name, back[name]]).toEqual([name, absentAs(given[name])])
        }
        expect(rows[0]?.organization?.['name']).toEqual(absentAs(given.company_name))
        expect(back['email_jsonb'] ?? []).toEqual(row.email_jsonb)
        expect(back['phone_jsonb'] ?? []).toEqual(row.phone_jsonb)
        expect(back['tags'] ?? []).toEqual(given.tags)
      }),
    )
  })

  it('of organizations', async () => {
    const texts = fc.record({
      segment: text,
      priority: text,
      sector: text,
      website: text,
      phone_number: text,
      address: text,
      zipcode: text,
      city: text,
      state_abbr: text,
      country: text,
      revenue: text,
      tax_identifier: text,
      linkedin_url: text,
      description: text,
    })
    const record = fc.record({
      id: fc.integer({ min: 1 }),
      name: filled,
      size: fc.constantFrom(1, 10, 50, 250, 500, null),
      organization_type: fc.constantFrom('customer', 'prospect', 'unknown'),
      parent_name: text,
    })
    await fc.assert(
      fc.asyncProperty(record, texts, async (given, more) => {
        const columns = organizationColumns({ translate, userName: () => '', sectors: [] })
        const row = { ...given, ...more } as unknown as OrganizationRecord & { parent_name: string }
        const { rows, errors } = await thereAndBack(columns, row)
        expect(errors).toEqual([])
        const back = rows[0]?.organization ?? {}
        const { parent_name: parent, size, ...plain } = given
        expect(back).toMatchObject(plain)
        expect([back['size'], back['parent']]).toEqual([size ?? undefined, absentAs(parent)])
        for (const [name, value] of Object.entries(more)) {
          expect([name, back[name]]).toEqual([name, absentAs(value)])
        }
      }),
    )
  })

  it('of opportunities', async () => {
    const record = fc.record({
      id: fc.integer({ min: 1 }),
      name: filled,
      company_name: text,
      stage: fc.constantFrom('lead', 'negotiation', 'closed_lost', 'nurturing'),
      status: fc.constantFrom('active', 'on_hold', 'expired', 'nurturing'),
      priority: fc.constantFrom('low', 'critical'),
      category: text,
      amount: fc.option(fc.integer({ min: -9_999_999, max: 999_999_999 })),
      probability: fc.integer({ min: 0, max: 100 }),
      actual_close_date: fc.option(day),
      next_action: text,
      description: text,
      contact_names: fc.uniqueArray(
        filled.filter((name) => !/\s/.test(name)),
        { maxLength: 3 },
      ),
    })
    await fc.assert(
      fc.asyncProperty(record, async (given) => {
        const columns = opportunityColumns({ translate, categories: [] })
        const { rows, errors, number } = await thereAndBack(
          columns,
          given as unknown as OpportunityRecord,
        )
        expect([errors, number]).toEqual([[], null])
        const back = rows[0]?.opportunity ?? {}
        for (const name of ['id', 'name', 'stage', 'status', 'priority', 'probability'] as const) {
          expect([name, back[name]]).toEqual([name, given[name]])
        }
        expect(back['amount'] ?? null).toEqual(given.amount)
        expect(back['actual_close_date'] ?? null).toEqual(given.actual_close_date)
        for (const name of ['category', 'next_action', 'description'] as const) {
          expect([name, back[name]]).toEqual([name, absentAs(given[name])])
        }
        expect(back['contacts'] ?? []).toEqual(
          given.contact_names.map((first_name) => ({ first_name, last_name: '' })),
        )
      }),
    )
  })
})
