import { describe, expect, it } from 'vitest'
import { buildRows, inBatches } from './build-rows.ts'
import { matchFile, matchHeaders } from './match-headers.ts'

const options = { choices: () => [], usualDayOrder: 'day_first' } as const

function build(headers: readonly string[], ...rows: string[][]) {
  const table = { headers, rows: rows.map((cells, place) => ({ line: place + 2, cells })) }
  return buildRows(table, matchHeaders(headers), options)
}

describe('rows of a file', () => {
  it('say what of a person, an organization and an opportunity they hold', () => {
    const headers = [
      'First name',
      'Last name',
      'E-mail',
      'Mobile',
      'Company',
      'Deal name',
      'Amount',
    ]
    const { rows, errors } = build(headers, [
      'Ada',
      'King',
      'ada@x.example',
      '+1',
      'Acme',
      'Mill',
      '5',
    ])
    expect(errors).toEqual([])
    expect(rows).toEqual([
      {
        line: 2,
        contact: {
          first_name: 'Ada',
          last_name: 'King',
          email_jsonb: [{ email: 'ada@x.example', type: 'Work' }],
          phone_jsonb: [{ number: '+1', type: 'Other' }],
        },
        organization: { name: 'Acme' },
        opportunity: { name: 'Mill', amount: 5 },
      },
    ])
  })

  it('leave empty cells out, and a kind of record that is not named', () => {
    const headers = ['First name', 'Last name', 'Company', 'City']
    const { rows } = build(headers, ['Ada', '', '', 'Ulm'])
    expect(rows).toEqual([{ line: 2, contact: { first_name: 'Ada' } }])
  })

  it('leave out notes and tasks of nobody', () => {
    const headers = ['Last name', 'Company', 'note.text', 'task.text']
    const { rows, errors } = build(headers, ['King', '', 'met', 'call'], ['', 'Acme', 'lost', ''])
    expect(errors).toEqual([])
    expect(rows).toEqual([
      { line: 2, contact: { last_name: 'King' }, note: { text: 'met' }, task: { text: 'call' } },
      { line: 3, organization: { name: 'Acme' } },
    ])
  })

  it('with a value that does not fit are told by line and field, and not built', () => {
    const headers = ['Deal name', 'Amount']
    const { rows, errors } = build(headers, ['One', 'lots'], ['Two', '2'])
    expect(rows.map(({ line }) => line)).toEqual([3])
    expect(errors).toEqual([
      { line: 2, field: 'opportunity.amount', code: 'number', value: 'lots' },
    ])
  })

  it('have values that do not fit left empty where people said so, each of them told', () => {
    const table = { headers: ['Deal name', 'Amount'], rows: [{ line: 2, cells: ['One', 'lots'] }] }
    const built = buildRows(table, matchHeaders(table.headers), {
      ...options,
      reading: { leaveEmpty: true },
    })
    expect(built).toEqual({
      rows: [{ line: 2, opportunity: { name: 'One' } }],
      errors: [],
      notices: [{ line: 2, field: 'opportunity.amount', code: 'left_empty', value: 'lots' }],
    })
  })

  it('are not refused for a value of a record that they do not name', () => {
    const { rows, errors } = build(['Last name', 'Stage', 'Deal name'], ['King', 'nowhere', ''])
    expect([rows, errors]).toEqual([[{ line: 2, contact: { last_name: 'King' } }], []])
  })

  it('take addresses from several columns, of the kind that the column beside says', () => {
    const headers = [
      'Last Name',
      'E-mail 1 - Label',
      'E-mail 1 - Value',
      'E-mail 2 - Label',
      'E-mail 2 - Value',
    ]
    const table = {
      headers,
      rows: [
        {
          line: 2,
          cells: ['King', '* Work', 'a@x.example ::: b@x.example', 'Home', 'c@x.example'],
        },
      ],
    }
    expect(
      buildRows(table, matchFile(headers).mapping, options).rows[0]?.contact?.['email_jsonb'],
    ).toEqual([
      { email: 'a@x.example', type: 'Work' },
      { email: 'b@x.example', type: 'Work' },
      { email: 'c@x.example', type: 'Home' },
    ])
  })

  it('become several parts where they are heavy', () => {
    const rows = [1, 2, 3].map((line) => ({ line, organization: { name: 'a'.repeat(60) } }))
    expect(inBatches(rows, 250, 200).map((part) => part.length)).toEqual([2, 1])
  })

  it('split a full name, unless first and last name are there', () => {
    expect(build(['Name', 'E-mail'], ['Ada King', 'a@x.example']).rows[0]?.contact).toMatchObject({
      first_name: 'Ada',
      last_name: 'King',
    })
  })

  it('about one organization are in one part, in the order of the file', () => {
    const rows = ['b', 'a', 'b', 'a'].map((name, line) => ({ line, organization: { name } }))
    expect(inBatches(rows, 2).map((part) => part.map(({ line }) => line))).toEqual([
      [0, 2],
      [1, 3],
    ])
  })
})
