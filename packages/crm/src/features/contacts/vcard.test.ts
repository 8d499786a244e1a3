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

const nobody = { first_name: '', last_name: null, email_jsonb: null, phone_jsonb: null }

it.each([
  [{ email_jsonb: [null, { email: 'a@x.example' }] }, [], 'a@x.example'],
  [{ phone_jsonb: [{ number: '+44 1' }] }, ['Engines, Ltd'], '+44 1'],
  [{}, ['Engines, Ltd'], 'Engines\\, Ltd'],
  [{}, [], '?'],
])('calls someone without a name by what is known: %j', (known, organizations, name) => {
  const contact = { ...nobody, ...known } as unknown as ContactRecord
  expect(toVcard(contact, organizations)).toContain(`\r\nFN:${name}\r\n`)
})

it('folds long lines, and cuts no letter in two', () => {
  const background = `${'Grüße, 你好 👋🏽; '.repeat(40)}\r\nend`
  const card = toVcard({ ...nobody, first_name: 'A', background } as unknown as ContactRecord, [])
  const sizes = card.split('\r\n').map((line) => new TextEncoder().encode(line).length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(75)
  expect(card).not.toContain('\ufffd')
  const escaped = background.replace(/[,;]/g, '\\$&').replace('\r\n', '\\n')
  expect(card.replaceAll('\r\n ', '')).toContain(`\r\nNOTE:${escaped}\r\n`)
})
