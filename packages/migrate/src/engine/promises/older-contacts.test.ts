import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createFixtureDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

const migrate = (database: TestDatabase) =>
  runMigration(
    testOptions(database.url, { backupFolder }),
    async () => true,
    () => {},
  )

describe.each([
  { generation: 'g1b', first: 'phone_number1', second: 'phone_number2', type: '' },
  { generation: 'g2', first: 'phone_1_number', second: 'phone_2_number', type: 'Work' },
] as const)('contacts of $generation', ({ generation, first, second, type }) => {
  let database: TestDatabase
  let id: number
  beforeEach(async () => {
    database = await createFixtureDatabase(generation)
    id = await addContact()
    await migrate(database)
  })
  afterEach(() => database.drop())

  /** A contact of before, with both numbers. */
  async function addContact(): Promise<number> {
    const typed = type === '' ? {} : { phone_1_type: type, phone_2_type: 'Home' }
    const [contact] = await database.sql<{ id: number }[]>`
      insert into public.contacts ${database.sql({ first_name: 'Ada', last_name: 'Old', email: 'ada@old.test', [first]: '1', [second]: '2', ...typed })}
      returning id`
    return contact?.id ?? 0
  }

  const change = (values: Record<string, unknown>) =>
    database.sql`update public.contacts set ${database.sql(values)} where id = ${id}`

  async function contact() {
    const [found] = await database.sql`
      select c.email, c.email_jsonb as emails, ${database.sql(first)} as one, ${database.sql(second)} as two, c.phone_jsonb as phones
      from public.contacts as c where c.id = ${id}`
    return found
  }

  it('have their e-mail and numbers in lists', async () => {
    const secondType = type === '' ? '' : 'Home'
    expect(await contact()).toMatchObject({
      emails: [{ email: 'ada@old.test', type: 'Other' }],
      phones: [
        { number: '1', type },
        { number: '2', type: secondType },
      ],
    })
    const [created] = await database.sql`
      insert into public.contacts (first_name, last_name) values ('No', 'Details') returning email_jsonb, phone_jsonb`
    expect(created).toEqual({ email_jsonb: null, phone_jsonb: [] })
  })

  it('stay in step, whichever application writes, and keep what only the list holds', async () => {
    await change({
      email_jsonb: database.sql.json([
        { email: 'ada@work.test', type: 'Work' },
        { email: 'ada@home.test', type: 'Home' },
      ]),
      phone_jsonb: database.sql.json(['7', '8', '9'].map((number) => ({ number, type: 'Work' }))),
    })
    expect(await contact()).toMatchObject({ email: 'ada@work.test', one: '7', two: '8' })
    await change({ email: 'ada@new.test', [second]: null })
    expect(await contact()).toMatchObject({
      emails: [{ email: 'ada@new.test', type: 'Work' }, { email: 'ada@home.test' }],
      phones: [{ number: '7' }, { number: '9' }],
    })
    expect((await verifyDatabase(database.url)).isGood).toBe(true)
  })

  it('have the rest of their lists again when a rollback comes in between', async () => {
    await change({
      email_jsonb: database.sql.json([
        { email: 'ada@work.test', type: 'Work' },
        { email: 'ada@home.test', type: 'Home' },
      ]),
      phone_jsonb: database.sql.json(['7', '8', '9'].map((number) => ({ number, type: 'Work' }))),
    })
    await database.sql`update public.tasks set sales_id = 1`
    const { kind, ...rolledBack } = await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(kind).toBe('rolled-back')
    expect(JSON.stringify(rolledBack)).toContain('more than one e-mail')
    await change({ email: 'ada@late.test', [first]: '70' })
    await migrate(database)
    expect(await contact()).toMatchObject({
      emails: [{ email: 'ada@late.test', type: 'Work' }, { email: 'ada@home.test' }],
      phones: [{ number: '70' }, { number: '8' }, { number: '9', type: 'Work' }],
    })
    const [owners] =
      await database.sql`select bool_and(t.sales_id = 1) as kept from public.tasks as t`
    expect(owners?.['kept']).toBe(true)
    expect((await verifyDatabase(database.url)).isGood).toBe(true)
  })
})
