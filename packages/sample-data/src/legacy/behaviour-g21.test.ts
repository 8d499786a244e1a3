import { connect } from '@valence/db'
import { createUser } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { legacyDdl } from '../ddl.ts'

let db: TestDatabase
let admin: string
let user: string

beforeAll(async () => {
  db = await createTestDatabase({
    template: 'legacy-ddl-g21',
    build: async ({ sql }) => {
      await sql.unsafe(legacyDdl('g21'))
    },
  })
  admin = await createUser(db.sql, {
    email: 'ada@studio.example',
    password: 'correct horse',
    metadata: { first_name: 'Ada' },
  })
  user = await createUser(db.sql, {
    email: 'bo@studio.example',
    password: 'correct horse',
    metadata: { first_name: 'Bo' },
  })
})
afterAll(() => db.drop())
beforeEach(async () => {
  await db.sql`truncate net.http_calls`
})

async function httpCalls(): Promise<string[]> {
  const rows = await db.sql<{ call: string }[]>`
    select method || ' ' || regexp_replace(url, '/avatar/.*', '/avatar/…') as call from net.http_calls order by id
  `
  return rows.map(({ call }) => call)
}

describe('people in a generation 21 installation', () => {
  it('are called Pending until they say their names', async () => {
    const [sale] =
      await db.sql`select first_name, last_name from public.sales where user_id = ${user}`
    expect(sale).toEqual({ first_name: 'Bo', last_name: 'Pending' })
  })

  it('may change the configuration only as administrator', async () => {
    const change = (actor: string) =>
      db.asUser(
        actor,
        async (tx) => (await tx`update public.configuration set config = '{"title": "X"}'`).count,
      )
    expect([await change(user), await change(admin)]).toEqual([0, 1])
  })

  it('are found by e-mail by the service alone', async () => {
    const find = (actor: string) =>
      db.asUser(actor, (tx) => tx`select id from public.get_user_id_by_email('bo@studio.example')`)
    expect(await find('service_role')).toEqual([{ id: user }])
    await expect(find(user)).rejects.toMatchObject({ code: '42501' })
  })

  it('become the owner of what they insert without one', async () => {
    const [owned] = await db.asUser(
      user,
      (tx) => tx`insert into public.deals (name, stage) values ('Mine', 'won') returning sales_id`,
    )
    const [own] =
      await db.sql`insert into public.deals (name, stage) values ('Nobody', 'won') returning sales_id`
    expect([owned, own]).toEqual([{ sales_id: 2 }, { sales_id: null }])
  })
})

describe('what visitors read in a generation 21 installation', () => {
  it('is nothing but whether it is initialized', async () => {
    await db.sql`insert into public.contacts (first_name, avatar) values ('Secret', '{}')`
    const seen = await db.asUser('anon', async (tx) => ({
      contacts: (await tx`select 1 from public.contacts_summary`).length,
      companies: (await tx`select 1 from public.companies_summary`).length,
      log: (await tx`select 1 from public.activity_log`).length,
      state: (await tx`select is_initialized from public.init_state`)[0],
    }))
    expect(seen).toEqual({ contacts: 0, companies: 0, log: 0, state: { is_initialized: 1 } })
  })
})

describe('saving a contact in generation 21', () => {
  it('lower-cases its e-mails', async () => {
    const [row] = await db.sql`
      insert into public.contacts (avatar, email_jsonb)
      values ('{}', '[{"email": "A.B@Case.Example", "type": "Work"}]') returning email_jsonb
    `
    expect(row).toEqual({ email_jsonb: [{ email: 'a.b@case.example', type: 'Work' }] })
  })

  it('turns an element without an e-mail into JSON null', async () => {
    const [row] = await db.sql`
      insert into public.contacts (avatar, email_jsonb) values ('{}', '[{"type": "Work"}]') returning email_jsonb::text
    `
    expect(row).toEqual({ email_jsonb: '[null]' })
  })

  it('fails when its e-mails are no array', async () => {
    const insert = (value: string) =>
      db.sql.unsafe(`insert into public.contacts (avatar, email_jsonb) values ('{}', '${value}')`)
    await expect(insert('{"email": "a@b.example"}')).rejects.toMatchObject({
      code: '22023',
      message: 'cannot extract elements from an object',
    })
    await expect(insert('7')).rejects.toMatchObject({
      code: '22023',
      message: 'cannot extract elements from a scalar',
    })
  })

  it('makes an HTTP call for each e-mail until one has a picture, and none when there is an avatar', async () => {
    await db.sql`alter table public.contacts disable trigger user`
    await db.sql`insert into public.favicons_excluded_domains (domain) values ('mail.example')`
    await db.sql`
      insert into public.contacts (id, avatar, email_jsonb) values
        (701, null, '[{"email": "a@mail.example"}, {"email": "a@shop.example"}, {"email": "never@asked.example"}]'),
        (702, '{"src": "own"}', '[{"email": "b@shop.example"}]'),
        (703, null, null)
    `
    await db.sql`alter table public.contacts enable trigger user`
    await db.sql`update public.contacts set title = 'Updated' where id between 701 and 703`
    const rows =
      await db.sql`select id, avatar from public.contacts where id between 701 and 703 order by id`
    expect(await httpCalls()).toEqual([
      'GET https://www.gravatar.com/avatar/…',
      'GET https://www.gravatar.com/avatar/…',
    ])
    expect(rows).toEqual([
      { id: 701, avatar: { src: 'https://favicon.show/shop.example' } },
      { id: 702, avatar: { src: 'own' } },
      { id: 703, avatar: null },
    ])
  })

  it('takes the picture of the first e-mail that has one', async () => {
    const [row] = await db.sql.begin(async (tx) => {
      await tx`select set_config('valence.http_status', '200', true)`
      return tx`insert into public.contacts (email_jsonb) values ('[{"email": "c@shop.example"}]') returning avatar ->> 'src' as src`
    })
    expect(row?.['src']).toMatch(/^https:\/\/www\.gravatar\.com\/avatar\/[0-9a-f]{64}\?d=404$/)
  })

  it('stores the word ERROR when the call fails', async () => {
    const root = connect(db.superuserUrl, { max: 1 })
    try {
      await root`alter function extensions.http_get(varchar) rename to http_get_gone`
      const [row] =
        await db.sql`insert into public.contacts (email_jsonb) values ('[{"email": "d@shop.example"}]') returning avatar`
      expect(row).toEqual({ avatar: { src: 'ERROR' } })
    } finally {
      await root`alter function extensions.http_get_gone(varchar) rename to http_get`
      await root.end()
    }
  })
})

describe('saving a company in generation 21', () => {
  it('sets a logo from the website without any call, and none without a website', async () => {
    const rows = await db.sql`
      insert into public.companies (name, website) values ('Site', 'https://www.Shop.example/about'), ('No site', null)
      returning logo
    `
    expect(rows.map((row) => row['logo'])).toEqual([
      { src: 'https://favicon.show/Shop.example', title: 'Company favicon' },
      null,
    ])
    expect(await httpCalls()).toEqual([])
  })
})

describe('notes in generation 21', () => {
  it('raise last_seen of the contact when it is older, and leave null alone', async () => {
    await db.sql`
      insert into public.contacts (id, avatar, last_seen) values
        (801, '{}', '2026-01-01'), (802, '{}', '2026-12-01'), (803, '{}', null)
    `
    await db.sql`insert into public.contact_notes (contact_id, date) values (801, '2026-06-01'), (802, '2026-06-01'), (803, '2026-06-01')`
    const rows =
      await db.sql`select to_char(last_seen, 'YYYY-MM') as seen from public.contacts where id between 801 and 803 order by id`
    expect(rows.map((row) => row['seen'])).toEqual(['2026-06', '2026-12', null])
  })

  it('delete their files by HTTP when the API deletes them or changes their attachments, never in plain SQL', async () => {
    await db.sql`insert into public.deals (id, name, stage) values (801, 'With files', 'won')`
    await db.sql.unsafe(`
      insert into public.deal_notes (id, deal_id, attachments) values
        (801, 801, array['{"path": "a"}'::jsonb]), (802, 801, array['{"path": "b"}'::jsonb]), (803, 801, null);
      delete from public.deal_notes where id = 801;
    `)
    expect(await httpCalls()).toEqual([])
    await db.sql.begin(async (tx) => {
      await tx`select set_config('request.headers', '{"authorization": "Bearer x"}', true)`
      await tx`update public.deal_notes set text = 'untouched files' where id = 802`
      await tx`update public.deal_notes set attachments = null where id = 802`
      await tx`delete from public.deal_notes where id = 803`
    })
    const url = 'POST http://kong:8000/functions/v1/delete_note_attachments'
    expect(await httpCalls()).toEqual([url, url])
  })
})

describe('views of generation 21', () => {
  it('count pending tasks only in contacts_summary', async () => {
    await db.sql`insert into public.contacts (id, avatar) values (811, '{}')`
    await db.sql`insert into public.tasks (contact_id, done_date) values (811, now()), (811, null)`
    const [row] = await db.sql`select nb_tasks from public.contacts_summary where id = 811`
    expect(row).toEqual({ nb_tasks: 1 })
  })

  it('show whole rows by column name in activity_log', async () => {
    await db.sql`insert into public.deals (id, name, stage, amount) values (811, 'Logged', 'won', 5)`
    const [row] =
      await db.sql`select type, deal ->> 'amount' as amount, company from public.activity_log where id = 'deal.811.created'`
    expect(row).toEqual({ type: 'deal.created', amount: '5', company: null })
  })
})

describe('merge_contacts in generation 21', () => {
  it('moves everything to the winner and forgets the loser', async () => {
    await db.sql.unsafe(`
      insert into public.contacts (id, first_name, title, avatar, first_seen, last_seen, tags, email_jsonb, phone_jsonb) values
        (32, 'Winner', null, '{}', '2026-02-01', '2026-03-01', '{1,2}', '[{"email": "w@x.example", "type": "Work"}, {"email": "both@x.example", "type": "Work"}]', null),
        (31, 'Loser', 'Boss', '{}', '2026-01-01', '2026-02-01', '{2,3}', '[{"email": "both@x.example", "type": "Home"}, {"email": "l@x.example", "type": "Home"}]', '[{"number": "1", "type": "Work"}]');
      insert into public.tasks (id, contact_id) values (901, 31);
      insert into public.contact_notes (id, contact_id, date) values (901, 31, null);
      insert into public.deals (id, name, stage, contact_ids) values
        (901, 'both', 'won', '{33,31,32,31}'), (902, 'loser', 'won', '{31}'), (903, 'neither', 'won', '{7}');
    `)
    const [merged] = await db.sql`select public.merge_contacts(31, 32) as winner`
    const deals = await db.sql`
      select array(select unnest(contact_ids) order by 1) as ids from public.deals where id between 901 and 903 order by id
    `
    const [winner] = await db.sql`
      select title, to_char(first_seen, 'YYYY-MM') as first, to_char(last_seen, 'YYYY-MM') as last,
        array(select unnest(tags) order by 1) as tags,
        jsonb_path_query_array(email_jsonb, '$[*].email') as emails, phone_jsonb as phones,
        email_jsonb -> 1 ->> 'type' as "typeOfShared"
      from public.contacts where id = 32
    `
    const [moved] = await db.sql`
      select (select contact_id from public.tasks where id = 901) as task,
        (select contact_id from public.contact_notes where id = 901) as note,
        (select count(*) from public.contacts where id = 31) as losers
    `
    expect(merged).toEqual({ winner: 32 })
    expect(deals.map((row) => row['ids'])).toEqual([[32, 33], [32], [7]])
    expect(winner).toEqual({
      title: 'Boss',
      first: '2026-01',
      last: '2026-03',
      tags: [1, 2, 3],
      emails: ['w@x.example', 'both@x.example', 'l@x.example'],
      phones: [{ number: '1', type: 'Work' }],
      typeOfShared: 'Work',
    })
    expect(moved).toEqual({ task: 32, note: 32, losers: 0 })
  })

  it('skips deals that the caller may not change, and deletes the contact all the same', async () => {
    await db.sql.unsafe(`
      insert into public.contacts (id, avatar) values (921, '{}'), (922, '{}');
      insert into public.deals (id, name, stage, sales_id, contact_ids) values (921, 'foreign', 'won', 1, '{921}');
      alter policy "Enable update for authenticated users only" on public.deals using (sales_id = 2) with check (sales_id = 2);
    `)
    await db.asUser(user, (tx) => tx`select public.merge_contacts(921, 922)`)
    const [deal] = await db.sql`select contact_ids from public.deals where id = 921`
    expect(deal).toEqual({ contact_ids: [921] })
  })

  it('refuses a contact that does not exist', async () => {
    await expect(db.sql`select public.merge_contacts(999999, 2)`).rejects.toThrow(
      'Contact not found',
    )
  })
})
