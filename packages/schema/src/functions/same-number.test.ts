import type { TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { USER, userDatabase } from './user-database.fixture.ts'

const NUMBERS = ['+49 170 5550199', '0170 5550199', '01705550199', '0049 (170) 555-01 99']
const ADDRESSES = [
  'Ada.Byron@Mail.example',
  'ada.byron+news@mail.example',
  'ADA.BYRON@MAIL.EXAMPLE',
]

describe('one number, one address, however they are written', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await userDatabase()
    const people = [
      ...NUMBERS.map((number) => ({ last_name: number, phone_jsonb: [{ number, type: 'Work' }] })),
      ...ADDRESSES.map((email) => ({
        last_name: email,
        email_jsonb: [
          { email: 'first@mail.example', type: 'Home' },
          { email, type: 'Work' },
        ],
      })),
      {
        last_name: 'Other',
        phone_jsonb: [{ number: '+49 170 5550188' }],
        email_jsonb: [{ email: 'b@mail.example' }],
      },
    ]
    await database.sql`
      insert into public.contacts (first_name, last_name, phone_jsonb, email_jsonb)
      select 'Ada', p.last_name, p.phone_jsonb, p.email_jsonb
      from jsonb_populate_recordset(null::public.contacts, ${database.sql.json(people as never)}) as p`
    await database.sql`insert into public.companies (name, phone_number) select 'Works ' || n, n from unnest(${NUMBERS}::text[]) as n`
  })
  afterAll(() => database?.drop())

  const call = async <T>(statement: string, ...values: unknown[]): Promise<T> => {
    const [row] = await database.asUser(USER, (tx) =>
      tx.unsafe<{ answer: T }[]>(`select ${statement} as answer`, values as never),
    )
    return row?.answer as T
  }
  const similar = async (resource: string, given: object) => {
    const found = await call<{ name: string; reason: string }[]>(
      'public.similar_records($1, $2)',
      resource,
      given,
    )
    return found.map(({ name, reason }) => [name.replace('Ada ', ''), reason]).sort()
  }
  const all = (names: readonly string[], reason: string) =>
    names.map((name) => [name, reason]).sort()

  it.each(NUMBERS)('who types the number is told of everyone who has it: %s', async (number) => {
    const phones = [number]
    expect(await similar('contacts', { last_name: '', emails: [], phones })).toEqual(
      all(NUMBERS, 'number'),
    )
    const names = NUMBERS.map((one) => `Works ${one}`)
    expect(await similar('organizations', { name: '', website: '', phones })).toEqual(
      all(names, 'number'),
    )
  })

  it.each(ADDRESSES)('who types the address is told of everyone who has it: %s', async (email) => {
    expect(await similar('contacts', { last_name: '', emails: [email], phones: [] })).toEqual(
      all(ADDRESSES, 'email'),
    )
  })

  it.each([...ADDRESSES, ...NUMBERS])(
    'lists and the search over everything find them by each other: %s',
    async (q) => {
      const expected = (ADDRESSES.includes(q) ? ADDRESSES : NUMBERS).toSorted()
      const list = await call<{ rows: { last_name: string }[] }>(
        'public.list_contacts(jsonb_build_object($$q$$, $1::text))',
        q,
      )
      expect(list.rows.map(({ last_name }) => last_name).sort()).toEqual(expected)
      const found = await call<{ contacts: { rows: { last_name: string }[] } }>(
        'public.search_everything($1, 20)',
        q,
      )
      expect(found.contacts.rows.map(({ last_name }) => last_name).sort()).toEqual(expected)
    },
  )

  it('too few digits are no number', async () => {
    expect(await similar('contacts', { last_name: '', emails: [], phones: ['5550199'] })).toEqual(
      [],
    )
  })
})
