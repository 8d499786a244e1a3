import { describe, expect, it } from 'vitest'
import { readFile } from './read-file.ts'
import { readAtomicJson } from './read-json.ts'

const csv = (text: string, name = 'people.csv') => new File([text], name)

describe('a file', () => {
  it.each([',', ';', '\t', '|'])('of cells parted by «%s» is read', async (separator) => {
    const text = [
      ['Name', 'City'],
      ['Acme', '"Ulm"'],
    ]
      .map((cells) => cells.join(separator))
      .join('\r\n')
    const { table, text: how } = await readFile(csv(text))
    expect(how).toEqual({ encoding: 'utf-8', separator, sample: [] })
    expect(table).toEqual({
      headers: ['Name', 'City'],
      rows: [{ line: 2, cells: ['Acme', 'Ulm'] }],
    })
  })

  it('can be read with another separator than the one that was found', async () => {
    const { table } = await readFile(csv('a;b,c\n1;2,3'), { separator: ',' })
    expect(table.headers).toEqual(['a;b', 'c'])
  })

  it('without rows, or that is no workbook, is refused with what to do', async () => {
    await expect(readFile(csv('Name,City\n'))).rejects.toThrow('crm.import.file_error.empty')
    const broken = new File([new Uint8Array([0x50, 0x4b, 0x11, 0xe0])], 'broken.xlsx')
    await expect(readFile(broken)).rejects.toThrow('crm.import.file_error.not_excel')
  })

  it('keeps its lines, leaves out empty ones, and calls columns without a name by their place', async () => {
    const { table } = await readFile(csv("\nName,,Name,\nA,x,B,\n,,,\n'+1,,,\n"))
    expect(table).toEqual({
      headers: ['Name', '(B)', 'Name 2'],
      rows: [
        { line: 3, cells: ['A', 'x', 'B'] },
        { line: 5, cells: ['+1', '', ''] },
      ],
    })
  })

  it('says of every line what became of it', async () => {
    const text =
      'Customers\n\nName,City,Note\nA,Ulm,"one\ntwo"\n\nB,Bonn,x\n\n"Printed by me on Monday"\n'
    const { account, table } = await readFile(csv(text))
    expect(account).toEqual({
      total: 9,
      rows: 2,
      leftOut: { before: 2, header: 1, empty: 2, footer: 1, within_cells: 1 },
    })
    expect(table.rows.map(({ line }) => line)).toEqual([4, 7])
  })

  it('may end in sums after an empty line, which are offered to be left out', async () => {
    const { table, place } = await readFile(csv('Name,City,Size\nA,Ulm,5\n,,\nTotal,,5\n'))
    expect([table.rows.length, place?.footer?.isLeftOut]).toEqual([1, true])
  })

  it('in UTF-8 with some letters of Windows among them is read letter by letter, and that said', async () => {
    const bytes = [
      ...new TextEncoder().encode('Name,City\nMüller,K'),
      0xf6,
      ...new TextEncoder().encode('ln\n'),
    ]
    const { table, notices } = await readFile(new File([new Uint8Array(bytes)], 'mixed.csv'))
    expect(table.rows[0]?.cells).toEqual(['Müller', 'Köln'])
    expect(notices).toEqual([{ code: 'mixed_encoding', lines: [2] }])
  })

  it('with a cell too many in a row says so, for nobody knows which one', async () => {
    const { table } = await readFile(csv('Name,City\nMiller, Sons,Ulm\nA,B\n'))
    expect(table.rows.map(({ line, fault }) => [line, fault])).toEqual([
      [2, 'too_many_cells'],
      [3, undefined],
    ])
  })

  it('with a quote that is never closed swallows nothing', async () => {
    const { table } = await readFile(
      csv('Name,City,Web\nA,"Ulm,a.example\nB,Bonn,b.example\nC,"Köln",c.example\n'),
    )
    expect(table.rows.map(({ line, cells, fault }) => [line, cells[0], fault])).toEqual([
      [2, 'A', undefined],
      [3, 'B', undefined],
      [4, 'C', undefined],
    ])
    expect(table.rows[0]?.cells).toEqual(['A', '"Ulm', 'a.example'])
  })
})

describe('the JSON of Atomic CRM', () => {
  it('becomes rows with names in the place of ids', () => {
    const { table, leftOut } = readAtomicJson({
      sales: [{ id: 7, email: 'jane@x.example' }],
      companies: [{ id: 1, name: 'Acme', city: 'Ulm', sales_id: 7 }],
      contacts: [
        {
          id: 2,
          first_name: 'Ada',
          last_name: 'King',
          company_id: 1,
          emails: [{ email: 'ada@x.example', type: 'Work' }],
          tags: ['vip', 'press'],
        },
      ],
      deals: [{ id: 3, name: 'Mill', company_id: 1, contact_ids: [2], stage: 'won', amount: 5 }],
      notes: [
        {
          id: 4,
          contact_id: 2,
          text: 'met',
          sales_id: 7,
          attachments: [{ url: 'https://x.example/a' }, 'https://x.example/b'],
        },
        { id: 5, contact_id: 9, text: 'of nobody' },
      ],
      tasks: [{ id: 6, contact_id: 2, text: 'call', due_date: '2030-01-02' }],
    })
    const ada = {
      'contact.first_name': 'Ada',
      'contact.last_name': 'King',
      'contact.email_work': 'ada@x.example',
      'organization.name': 'Acme',
    }
    const rows = table.rows.map(({ cells }) =>
      Object.fromEntries(
        table.headers.map((header, place) => [header, cells[place]]).filter(([, text]) => text),
      ),
    )
    expect(rows).toEqual([
      {
        'organization.name': 'Acme',
        'organization.city': 'Ulm',
        'organization.sales': 'jane@x.example',
      },
      {
        'contact.first_name': 'Ada',
        'contact.last_name': 'King',
        'contact.email_work': 'ada@x.example',
        'contact.tags': 'vip; press',
        'organization.name': 'Acme',
      },
      {
        'opportunity.name': 'Mill',
        'opportunity.stage': 'won',
        'opportunity.amount': '5',
        'opportunity.contacts': 'Ada King',
        'organization.name': 'Acme',
      },
      {
        ...ada,
        'note.text': 'met',
        'note.sales': 'jane@x.example',
        'note.attachments': 'https://x.example/a; https://x.example/b',
      },
      { ...ada, 'task.text': 'call', 'task.due_date': '2030-01-02' },
    ])
    expect(leftOut).toEqual({ notes: 1 })
  })
})
