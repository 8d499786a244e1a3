import { expect, it } from 'vitest'
import type { ContactRecord } from '../../providers/types.ts'
import { toVcard } from './vcard.ts'

it('writes what is known, with signs that mean something to the format escaped', () => {
  const contact = {
    first_name: 'Ada',
    last_name: 'King; Lovelace',
    title: 'Analyst, first',
    email_jsonb: [{ email: 'ada@x.example', type: 'Work' }, null],
    phone_jsonb: [{ number: '+44 1', type: 'Fax' }],
    linkedin_url: null,
    background: 'Two\nlines',
  } as unknown as ContactRecord
  expect(toVcard(contact, ['Engines, Ltd']).split('\r\n')).toEqual([
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:King\\; Lovelace;Ada;;;',
    'FN:Ada King\\; Lovelace',
    'ORG:Engines\\, Ltd',
    'TITLE:Analyst\\, first',
    'EMAIL;TYPE=WORK:ada@x.example',
    'TEL;TYPE=OTHER:+44 1',
    'NOTE:Two\\nlines',
    'END:VCARD',
    '',
  ])
})
