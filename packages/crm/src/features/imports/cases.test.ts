import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildRows } from './build-rows.ts'
import { matchFile } from './match-headers.ts'
import { answered, questionsOf } from './questions.ts'
import { type ReadOptions, readFile } from './read-file.ts'

const FOLDER = path.join(import.meta.dirname, 'cases')

/** A file as it is read, mapped and built when nobody changes anything. */
async function imported(name: string, options: ReadOptions = {}) {
  const found = readdirSync(FOLDER).find((file) => file.startsWith(name)) ?? ''
  const file = await readFile(new File([readFileSync(path.join(FOLDER, found))], found), options)
  const { mapping, program } = matchFile(file.table.headers)
  const is1904 = file.workbook?.is1904 ?? false
  const how = { choices: () => [], usualDayOrder: 'day_first' as const, owners: [], is1904 }
  const questions = questionsOf(file.table, mapping, how)
  const reading = answered({}, questions)
  const built = buildRows(file.table, mapping, { ...how, reading })
  return { file, mapping, program, questions, ...built }
}

const column = (rows: readonly object[], section: string, name: string) =>
  rows.map((row) => (row as Record<string, Record<string, unknown>>)[section]?.[name])

/** Every line is a row, or left out for a reason. */
const reconciles = ({ account }: Awaited<ReturnType<typeof readFile>>) =>
  account.total ===
  account.rows + Object.values(account.leftOut).reduce((sum, lines) => sum + lines, 0)

describe('files of the world', () => {
  const zone = process.env['TZ']
  beforeEach(() => {
    process.env['TZ'] = 'America/Los_Angeles'
  })
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
  })

  it('have their lines reconciled, each of them', async () => {
    for (const name of readdirSync(FOLDER)) {
      expect([name, reconciles((await imported(name)).file)]).toEqual([name, true])
    }
  })

  it('of LinkedIn have their row of names found below the preamble', async () => {
    const { rows, program, file } = await imported('01')
    expect([program, file.place?.headerLine]).toEqual(['LinkedIn', 4])
    expect(column(rows, 'contact', 'first_name')).toEqual(['Ida', 'Otto'])
    expect(column(rows, 'contact', 'title')).toEqual(['Head of Purchasing', 'Engineer'])
    expect(column(rows, 'contact', 'first_seen')).toEqual([
      '2024-01-15T20:00:00.000Z',
      '2024-02-03T20:00:00.000Z',
    ])
    expect(rows).toHaveLength(2)
  })

  it('may say their separator in a line of its own', async () => {
    const { file, rows } = await imported('02')
    expect(file.table.headers).toEqual(['First name', 'Last name', 'E-mail', 'Company'])
    expect(file.table.rows.map(({ line }) => line)).toEqual([3, 4])
    expect(rows).toHaveLength(2)
  })

  it('of Google have addresses, numbers and their kinds', async () => {
    const { rows, program, errors } = await imported('03')
    expect([program, errors]).toEqual(['Google Contacts', []])
    expect(rows[0]?.contact).toMatchObject({
      first_name: 'Ida',
      title: 'Head of Purchasing',
      department: 'Sourcing',
      tags: ['Fair'],
      email_jsonb: [
        { email: 'ida@nordhaus.example', type: 'Work' },
        { email: 'ida.blum@nordhaus.example', type: 'Work' },
        { email: 'ida@home.example', type: 'Home' },
      ],
      phone_jsonb: [
        { number: '+49 30 5550100', type: 'Work' },
        { number: '+49 30 5550101', type: 'Work' },
        { number: '+49 170 5550102', type: 'Other' },
      ],
    })
    expect(rows[0]?.organization).toEqual({
      name: 'Nordhaus Works',
      website: 'https://nordhaus.example',
    })
    expect(rows[1]?.contact).not.toHaveProperty('tags')
  })

  it('of Outlook have contacts with their job, and no opportunity by its priority', async () => {
    const { rows, errors, notices, mapping } = await imported('04')
    expect(errors).toEqual([])
    expect([mapping['Title'], mapping['Priority']]).toEqual(['', ''])
    expect(column(rows, 'contact', 'title')).toEqual(['Head of Purchasing', 'Engineer'])
    expect(rows[1]?.contact).not.toHaveProperty('email_jsonb')
    expect(notices).toContainEqual(expect.objectContaining({ line: 3, code: 'exchange_address' }))
  })

  it('of Salesforce have a footer that is left out, and IDs of Salesforce', async () => {
    const { file, rows, mapping, program } = await imported('05-')
    expect([program, mapping['Opportunity ID']]).toEqual(['Salesforce', 'opportunity.external_id'])
    expect(file.place?.footer).toMatchObject({ line: 5, isLeftOut: true })
    expect(file.place?.footer?.texts).toHaveLength(5)
    expect(column(rows, 'opportunity', 'expected_closing_date')).toEqual([
      '2026-03-31',
      '2026-04-15',
    ])
    expect(column(rows, 'opportunity', 'external_id')).toEqual([
      '0065g00000AbCdE',
      '0065g00000abcde',
    ])
    const accounts = await imported('05b')
    expect(column(accounts.rows, 'organization', 'name')).toEqual(['Kern Mills', 'Nordhaus Works'])
    expect(column(accounts.rows, 'organization', 'city')).toEqual(['Ulm', 'Hamburg'])
    const kept = await imported('05b', { withFooter: true })
    expect(kept.file.table.rows).toHaveLength(7)
  })

  it('of Pipedrive have stages and statuses that a step maps', async () => {
    const { rows, errors, questions, program } = await imported('06')
    expect([program, errors]).toEqual(['Pipedrive', []])
    expect(
      questions.values.map(({ field, values }) => [
        field.id,
        values.map(({ text, suggestion }) => [text, suggestion]),
      ]),
    ).toEqual([
      [
        'opportunity.stage',
        [
          ['Negotiations Started', 'negotiation'],
          ['Proposal Made', 'proposal'],
        ],
      ],
      [
        'opportunity.status',
        [
          ['Open', 'active'],
          ['Won', 'closed_won'],
          ['Lost', 'closed_lost'],
        ],
      ],
    ])
    expect(column(rows, 'opportunity', 'stage')).toEqual([
      'negotiation',
      'closed_won',
      'closed_lost',
    ])
    expect(column(rows, 'opportunity', 'status')).toEqual(['active', undefined, undefined])
    expect(column(rows, 'contact', 'last_name')).toEqual(['Kern', 'Blum', 'Kern'])
  })

  it('of HubSpot have stages with the name of their pipeline, and chances as parts of one', async () => {
    const { rows, errors, mapping } = await imported('07')
    expect(errors).toEqual([])
    expect(mapping['Record ID']).toBe('opportunity.external_id')
    expect(column(rows, 'opportunity', 'stage')).toEqual(['negotiation', 'closed_won', 'lead'])
    expect(column(rows, 'opportunity', 'probability')).toEqual([90, 100, 20])
    expect(column(rows, 'opportunity', 'amount')).toEqual([12000, 54000, 900])
    expect(column(rows, 'opportunity', 'expected_closing_date')).toEqual([
      '2026-03-31',
      '2026-01-15',
      undefined,
    ])
  })

  it('have amounts with either sign read as they are', async () => {
    const { rows, questions } = await imported('08')
    expect(questions.number).toBe(null)
    expect(column(rows, 'opportunity', 'amount')).toEqual([1235, 1235, 0, 1235, 10000, 1235])
    const sheet = await imported('20')
    expect(column(sheet.rows, 'opportunity', 'amount')).toEqual([1235, 0, 12, 1235, 0])
    expect(column(sheet.rows, 'opportunity', 'probability')).toEqual([100, 50, 90, 20, 1])
  })

  it('have quotes in cells that swallow no row', async () => {
    const { rows, file } = await imported('09')
    expect(column(rows, 'organization', 'name')).toEqual([
      'Kern Mills',
      '"Zum Anker" Gasthof',
      'Nordhaus Works',
      'Blum & Co',
      'The "Old" Mill',
      'Seeger',
    ])
    expect(file.notices).toEqual([{ code: 'mended_quote', lines: [3, 6] }])
  })

  it('end their lines as they like', async () => {
    for (const [name, cities] of [
      ['10b', ['Ulm', 'Hamburg']],
      ['10c', ['Ulm', 'Hamburg']],
      ['10d', ['Ulm', 'Hamburg']],
      ['10e', ['Ulm', 'Hamburg']],
      ['10f', ['Ulm', 'Hamburg']],
    ] as const) {
      const { rows } = await imported(name)
      expect([name, column(rows, 'organization', 'city')]).toEqual([name, cities])
    }
    const { rows } = await imported('10b')
    expect(rows[0]?.organization?.['description']).toBe('first\nsecond "quoted" line')
    expect((await imported('10e')).rows[0]?.organization?.['description']).toBe(
      '6" pipe and 8" pipe',
    )
  })

  it('have invisible signs taken out, and that said', async () => {
    const { rows, file } = await imported('11')
    expect(column(rows, 'organization', 'name')).toEqual([
      'Kern Mills',
      'Nordhaus Works',
      'Blum Group',
    ])
    expect(file.notices).toEqual([{ code: 'control_characters', lines: [3] }])
  })

  it.each([
    ['12', 'utf-16be', [['Müller', 'Köln']]],
    [
      '13',
      'windows-1250',
      [
        ['Łaźnia', 'Łódź'],
        ['Kovář', 'Plzeň'],
      ],
    ],
    ['14', 'macintosh', [['Müller', 'Köln']]],
    [
      '15',
      'utf-8',
      [
        ['Kern Mills', 'Ulm'],
        ['Nordhaus Works', 'Hamburg'],
      ],
    ],
  ] as const)('have their encoding found: %s in %s', async (name, encoding, cells) => {
    const { file } = await imported(name)
    expect(file.text).toMatchObject({ encoding, separator: ';' })
    expect(file.table.rows.map((row) => row.cells)).toEqual(cells)
  })

  it('have errors and formulas without a value told', async () => {
    expect((await imported('21')).file.notices).toEqual([{ code: 'error_cell', lines: [2] }])
    const { file, rows } = await imported('22')
    expect(file.notices).toEqual([{ code: 'formula_without_value', lines: [2] }])
    expect(rows).toHaveLength(2)
  })

  it('have zeros that the cells of a workbook show', async () => {
    const { file, rows } = await imported('23')
    expect(column(rows, 'organization', 'zipcode')).toEqual(['01067', '20457'])
    expect(file.table.rows.map(({ cells }) => cells.at(-1))).toEqual(['0351555010', '49405550100'])
  })

  it('have the first visible sheet read, and another one when asked', async () => {
    const { file, rows } = await imported('24')
    expect(file.workbook?.sheet).toBe('S2')
    expect(column(rows, 'organization', 'name')).toEqual(['Kern Mills'])
    expect((await imported('24', { sheet: 'S1' })).file.table.headers).toEqual(['lookup', 'code'])
  })

  it('have titles above the names of their columns', async () => {
    const { file, rows } = await imported('25')
    expect(file.place?.headerLine).toBe(3)
    expect(column(rows, 'organization', 'city')).toEqual(['Ulm', 'Hamburg'])
    expect((await imported('25', { headerLine: 4 })).file.table.headers).toEqual([
      'Kern Mills',
      'Ulm',
      'kern.example',
    ])
  })

  it('have days in numbers, in words and in every format', async () => {
    const { rows, errors } = await imported('26')
    expect(errors).toEqual([])
    for (const name of ['expected_closing_date', 'next_action_date']) {
      expect(column(rows, 'opportunity', name)).toEqual(Array(4).fill('2026-03-31'))
    }
    expect(column((await imported('28')).rows, 'opportunity', 'expected_closing_date')).toEqual([
      '2026-03-31',
    ])
  })

  it('have hidden rows read, and that said', async () => {
    const { rows, file } = await imported('27')
    expect(rows).toHaveLength(2)
    expect(file.notices).toEqual([{ code: 'hidden_rows', lines: [3] }])
  })

  it('may be strict, and begin with an empty column', async () => {
    expect(column((await imported('29')).rows, 'organization', 'city')).toEqual(['Ulm'])
    expect(column((await imported('30')).rows, 'organization', 'city')).toEqual(['Ulm'])
  })

  it('have days and hours of the reader', async () => {
    const { rows } = await imported('33')
    expect(column(rows, 'task', 'due_date')).toEqual([
      '2026-12-15T20:00:00.000Z',
      '2026-12-15T17:00:00.000Z',
      '2026-12-16T07:30:00.000Z',
    ])
  })

  it('may be cards', async () => {
    const { rows } = await imported('35')
    expect(rows).toEqual([
      {
        line: 1,
        contact: {
          first_name: 'Zoë',
          last_name: 'Müller',
          email_jsonb: [{ email: 'zoe@card.example', type: 'Work' }],
          phone_jsonb: [{ number: '+49 170 5550177', type: 'Other' }],
          department: 'Sales',
        },
        organization: { name: 'Card Works' },
      },
      {
        line: 9,
        contact: {
          first_name: 'Otto',
          last_name: 'Kern',
          email_jsonb: [{ email: 'otto@kern.example', type: 'Work' }],
        },
      },
    ])
  })

  it('have addresses beside names and remarks', async () => {
    const { rows, errors, notices } = await imported('38')
    expect(errors).toEqual([])
    expect(column(rows, 'contact', 'email_jsonb')).toEqual(
      [
        'ida@nordhaus.example',
        'otto@kern.example',
        'rosa@lind.example',
        undefined,
        'eva@horn.example',
      ].map((email) => email && [{ email, type: 'Work' }]),
    )
    expect(notices.map(({ line, code }) => [line, code])).toEqual([
      [2, 'beside_address'],
      [3, 'beside_address'],
      [4, 'beside_address'],
      [5, 'no_value'],
      [6, 'beside_address'],
    ])
  })
})
