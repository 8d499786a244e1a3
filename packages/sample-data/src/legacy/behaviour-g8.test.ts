import { createUser } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { legacyDdl } from '../ddl.ts'

let db: TestDatabase
let firstUser: string
let secondUser: string

beforeAll(async () => {
  db = await createTestDatabase({
    template: 'legacy-ddl-g8',
    build: async ({ sql }) => {
      await sql.unsafe(legacyDdl('g8'))
    },
  })
})
afterAll(() => db.drop())

const person = (first: string, last: string) => ({
  email: `${first.toLowerCase()}@studio.example`,
  password: 'correct horse battery',
  metadata: { first_name: first, last_name: last },
})

describe('a generation 8 installation', () => {
  it('says before the first sign-up that it is not initialized, to visitors too', async () => {
    const [state] = await db.asUser(
      'anon',
      (tx) => tx`select is_initialized from public.init_state`,
    )
    expect(state).toEqual({ is_initialized: 0 })
  })

  it('makes the first user administrator and nobody else', async () => {
    firstUser = await createUser(db.sql, person('Ada', 'Byron'))
    secondUser = await createUser(db.sql, person('Bo', 'Diddley'))
    const sales =
      await db.sql`select id, first_name, administrator, disabled, user_id from public.sales order by id`
    expect(sales).toEqual([
      { id: 1, first_name: 'Ada', administrator: true, disabled: false, user_id: firstUser },
      { id: 2, first_name: 'Bo', administrator: false, disabled: false, user_id: secondUser },
    ])
  })

  it('says 1, not the number of users, once it is initialized', async () => {
    const [state] = await db.asUser(
      'anon',
      (tx) => tx`select is_initialized from public.init_state`,
    )
    expect(state).toEqual({ is_initialized: 1 })
  })

  it('refuses a sign-up without names', async () => {
    const signUp = createUser(db.sql, {
      email: 'noname@studio.example',
      password: 'correct horse battery',
    })
    await expect(signUp).rejects.toMatchObject({ code: '23502', column_name: 'first_name' })
  })

  it('overwrites the names in sales on every update of the auth row', async () => {
    await db.sql`update public.sales set first_name = 'Renamed' where id = 2`
    await db.sql`update auth.users set last_sign_in_at = now() where id = ${secondUser}`
    const [sale] = await db.sql`select first_name, last_name, email from public.sales where id = 2`
    expect(sale).toEqual({ first_name: 'Bo', last_name: 'Diddley', email: 'bo@studio.example' })
  })

  it('refuses to delete an auth user who has a sales row', async () => {
    await expect(db.sql`delete from auth.users where id = ${secondUser}`).rejects.toMatchObject({
      code: '23503',
    })
  })

  it('reports 0 rows, no error, when a signed-in user changes or deletes sales', async () => {
    const counts = await db.asUser(secondUser, async (tx) => {
      const updated =
        await tx`update public.sales set administrator = true where user_id = ${secondUser}`
      const deleted = await tx`delete from public.sales where user_id = ${secondUser}`
      return [updated.count, deleted.count]
    })
    expect(counts).toEqual([0, 0])
  })

  it('refuses an insert into sales by a signed-in user', async () => {
    const insert = db.asUser(
      secondUser,
      (tx) => tx`insert into public.sales (first_name, last_name, email, administrator, user_id)
                 values ('X', 'Y', 'x@y.example', true, ${secondUser})`,
    )
    await expect(insert).rejects.toMatchObject({
      code: '42501',
      message: 'new row violates row-level security policy for table "sales"',
    })
  })

  it('leaks every contact to visitors through contacts_summary, though the table is closed', async () => {
    await db.sql`insert into public.contacts (first_name) values ('Secret')`
    const seen = await db.asUser('anon', async (tx) => ({
      table: (await tx`select id from public.contacts`).length,
      summary: (await tx`select id from public.contacts_summary`).length,
      companies: (await tx`select id from public.companies_summary`).length,
    }))
    expect(seen).toEqual({ table: 0, summary: 1, companies: 0 })
  })

  it('counts done tasks, too, in contacts_summary', async () => {
    const [contact] =
      await db.sql`insert into public.contacts (first_name) values ('Busy') returning id`
    const id = contact?.['id']
    await db.sql`insert into public.tasks (contact_id, due_date, done_date) values (${id}, now(), now()), (${id}, now(), null)`
    const [summary] = await db.sql`select nb_tasks from public.contacts_summary where id = ${id}`
    expect(summary).toEqual({ nb_tasks: 2 })
  })

  it('leaves sales_id null when a signed-in user does not give one', async () => {
    const [company] = await db.asUser(
      secondUser,
      (tx) => tx`insert into public.companies (name) values ('Nobody') returning sales_id`,
    )
    expect(company).toEqual({ sales_id: null })
  })

  it('takes contacts, deals, notes and tasks along when a company is deleted', async () => {
    await db.sql.unsafe(`
      insert into public.companies (id, name) values (900, 'Gone');
      insert into public.contacts (id, company_id) values (900, 900);
      insert into public.deals (id, name, stage, company_id, contact_ids) values (900, 'Gone', 'won', 900, '{900}');
      insert into public."contactNotes" (contact_id, text) values (900, 'gone');
      insert into public."dealNotes" (deal_id, text) values (900, 'gone');
      insert into public.tasks (contact_id, due_date) values (900, now());
      delete from public.companies where id = 900;
    `)
    const [left] = await db.sql`
      select
        (select count(*) from public.contacts where id = 900) as contacts,
        (select count(*) from public.deals where id = 900) as deals,
        (select count(*) from public."contactNotes" where contact_id = 900) as "contactNotes",
        (select count(*) from public."dealNotes" where deal_id = 900) as "dealNotes",
        (select count(*) from public.tasks where contact_id = 900) as tasks
    `
    expect(left).toEqual({ contacts: 0, deals: 0, contactNotes: 0, dealNotes: 0, tasks: 0 })
  })

  it('keeps the id of a deleted contact in contact_ids', async () => {
    await db.sql.unsafe(`
      insert into public.contacts (id) values (901);
      insert into public.deals (id, name, stage, contact_ids) values (901, 'Dangling', 'won', '{901}');
      delete from public.contacts where id = 901;
    `)
    const [deal] = await db.sql`select contact_ids from public.deals where id = 901`
    expect(deal).toEqual({ contact_ids: [901] })
  })

  it('leaves the sequence behind when an id is given', async () => {
    await db.sql`insert into public.tags (id, name, color) values (1, 'taken', '#fff')`
    await expect(
      db.sql`insert into public.tags (name, color) values ('next', '#fff')`,
    ).rejects.toMatchObject({
      code: '23505',
    })
  })
})
