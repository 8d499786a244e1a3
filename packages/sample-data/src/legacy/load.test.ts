import { copyIn } from '@valence/db'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { legacyDdl } from '../ddl.ts'
import { demoUsers } from '../demo-users.ts'
import type { SampleSink } from '../load-sql.ts'
import { loadLegacy } from './load.ts'
import { legacyTables } from './tables.ts'

const sinkOf = ({ sql }: TestDatabase): SampleSink => ({
  run: (statements) => sql.unsafe(statements),
  copy: (statement, lines) => copyIn(sql, statement, lines),
})

describe.each(['g8', 'g21'] as const)('the sample of %s', (generation) => {
  const options = { generation, deals: 2_000, defects: 'none' } as const
  const notes =
    generation === 'g8' ? ['"contactNotes"', '"dealNotes"'] : ['contact_notes', 'deal_notes']
  let db: TestDatabase

  /** Rows of a query; `contact_notes` and `deal_notes` are replaced by the names of the generation. */
  const query = (text: string) =>
    db.sql.unsafe(
      text.replaceAll('contact_notes', notes[0] ?? '').replaceAll('deal_notes', notes[1] ?? ''),
    )
  const count = async (text: string): Promise<number> =>
    Number((await query(`select count(*) as n ${text}`))[0]?.['n'])

  beforeAll(async () => {
    db = await createTestDatabase({
      template: `sample-${generation}`,
      build: async (template) => {
        await template.sql.unsafe(legacyDdl(generation))
        await loadLegacy(sinkOf(template), options)
      },
    })
  })
  afterAll(() => db.drop())

  it('loads every row with all constraints on', async () => {
    for (const stream of legacyTables(options)) {
      expect(await count(`from "${stream.schema}"."${stream.table}"`), stream.table).toBe(
        stream.rowCount,
      )
    }
    expect(await count('from pg_constraint where not convalidated')).toBe(0)
  })

  it('makes no HTTP call and leaves every trigger on', async () => {
    expect(await count('from net.http_calls')).toBe(0)
    expect(await count(`from pg_trigger where tgenabled <> 'O'`)).toBe(0)
  })

  it('leaves every sequence behind the highest id', async () => {
    const inserted = await query(`
      insert into public.tags (name, color) values ('next', '#ffffff') returning id;
    `)
    expect(inserted[0]).toEqual({ id: 16 })
    await query(`insert into public.companies (name) values ('next')`)
    await query(`insert into public.contacts (first_name, avatar) values ('next', '{}')`)
    await query(`insert into public.deals (name, stage) values ('next', 'won')`)
    await query(`insert into public.contact_notes (contact_id) values (1)`)
    await query(`insert into public.deal_notes (deal_id) values (1)`)
    await query(`insert into public.tasks (contact_id, due_date) values (1, now())`)
    expect(await count(`from public.deals where name = 'next' and id = 2001`)).toBe(1)
    await query(`delete from public.companies where name = 'next'`)
    await query(`delete from public.contacts where first_name = 'next'`)
    await query(`delete from public.deals where name = 'next'`)
    await query(`delete from public.contact_notes where text is null`)
    await query(`delete from public.deal_notes where text is null`)
  })

  it('refuses an installation in which somebody works', async () => {
    await expect(loadLegacy(sinkOf(db), options)).rejects.toThrow('needs an empty installation')
  })

  it('has demo users who can sign in, the first as administrator', async () => {
    for (const user of demoUsers) {
      const [row] = await db.sql`
        select s.id, s.administrator, s.first_name, extensions.crypt(${user.password}, u.encrypted_password) = u.encrypted_password as "canSignIn"
        from auth.users as u join public.sales as s on s.user_id = u.id
        where u.email = ${user.email} and u.id = ${user.userId}
      `
      expect(row).toEqual({
        id: user.salesId,
        administrator: user.role === 'administrator',
        first_name: user.firstName,
        canSignIn: true,
      })
    }
    expect(await count('from auth.users where encrypted_password is not null')).toBe(
      demoUsers.length,
    )
    expect(await count('from public.sales where disabled')).toBe(1)
    expect(
      await count(
        'from auth.identities as i join auth.users as u on u.id = i.user_id where i.email = u.email',
      ),
    ).toBe(8)
  })

  it('has a board that looks alive: 50 to 130 cards a stage, older closed deals archived', async () => {
    const stages = await query(`
      select stage, count(*) filter (where archived_at is null) as cards, count(*) as deals
      from public.deals group by stage
    `)
    expect(stages.map((row) => row['stage']).sort()).toEqual([
      'delayed',
      'in-negociation',
      'lost',
      'opportunity',
      'proposal-sent',
      'won',
    ])
    for (const row of stages) {
      expect(row['cards'], row['stage']).toBeGreaterThanOrEqual(50)
      expect(row['cards'], row['stage']).toBeLessThanOrEqual(130)
    }
    expect(await count('from public.deals where archived_at is not null')).toBeGreaterThan(1_200)
  })

  it('numbers the cards of a stage from the top, newest first, with a few duplicates and gaps', async () => {
    const [order] = await query(`
      select
        count(*) filter (where index < 0 or index > cards + 1) as outside,
        count(*) filter (where abs(index - newer) > 2) as misplaced,
        count(*) filter (where index <> newer) as slipped
      from (
        select index, count(*) over (partition by stage) as cards,
          row_number() over (partition by stage order by id desc) - 1 as newer
        from public.deals where archived_at is null
      ) as card
    `)
    expect(order).toMatchObject({ outside: 0, misplaced: 0 })
    expect(Number(order?.['slipped'])).toBeGreaterThan(5)
  })

  it('stores labels before the slugs came, and slugs after', async () => {
    const [row] = await query(`
      select
        (select count(*) from public.deals where category ~ '^[a-z-]+$') as deals,
        (select count(*) from public.companies where sector ~ '^[a-z-]+$') as companies,
        (select count(*) from public.tasks where type ~ '^[a-z-]+$') as tasks
    `)
    expect(Number(row?.['deals']) > 0).toBe(generation === 'g21')
    expect(Number(row?.['companies']) > 0).toBe(generation === 'g21')
    expect(Number(row?.['tasks']) > 0).toBe(generation === 'g21')
  })

  it('tells its story in order', async () => {
    const wrong = {
      'deal before its company':
        'from public.deals as d join public.companies as c on c.id = d.company_id where d.created_at < c.created_at',
      'contact before its company':
        'from public.contacts as p join public.companies as c on c.id = p.company_id where p.first_seen < c.created_at',
      'seen last before first': 'from public.contacts where last_seen < first_seen',
      'note after the contact was last seen':
        'from public.contact_notes as n join public.contacts as p on p.id = n.contact_id where n.date > p.last_seen',
      'note before its deal':
        'from public.deal_notes as n join public.deals as d on d.id = n.deal_id where n.date < d.created_at',
      'archived before it was made': 'from public.deals where archived_at < created_at',
      'open deal in the archive': `from public.deals where archived_at is not null and stage not in ('won', 'lost')`,
      'from the future': `from public.deals where created_at > '2026-11-02 09:30Z' or archived_at > '2026-11-02 09:30Z'`,
      'note from the future': `from public.contact_notes where date > '2026-11-02 09:30Z'`,
      'task done in the future': `from public.tasks where done_date > '2026-11-02 09:30Z'`,
      'done task that is due in the future': `from public.tasks where done_date is not null and due_date > '2026-11-02'`,
    }
    for (const [what, from] of Object.entries(wrong)) expect(await count(from), what).toBe(0)
  })

  it('names contacts in deals who exist, mostly of the same company', async () => {
    const [row] = await query(`
      select
        count(*) as links,
        count(*) filter (where p.id is null) as dangling,
        count(*) filter (where p.company_id is distinct from d.company_id) as elsewhere,
        max(cardinality(d.contact_ids)) as most
      from public.deals as d cross join unnest(d.contact_ids) as member (id) left join public.contacts as p on p.id = member.id
    `)
    const links = Number(row?.['links'])
    expect(row).toMatchObject({ dangling: 0, most: 4 })
    expect(links).toBeGreaterThan(3_000)
    expect(Number(row?.['elsewhere']) / links).toBeLessThan(0.15)
    expect(Number(row?.['elsewhere'])).toBeGreaterThan(50)
  })

  it('has work around today: overdue, due today and later', async () => {
    const [row] = await query(`
      select
        count(*) filter (where due_date < '2026-11-02Z') as overdue,
        count(*) filter (where due_date = '2026-11-02Z') as today,
        count(*) filter (where due_date > '2026-11-02Z') as later
      from public.tasks where done_date is null
    `)
    for (const value of Object.values(row ?? {})) expect(Number(value)).toBeGreaterThan(20)
  })

  it('has names that a customer list would have: hardly any twice, none odd', async () => {
    const distinct = Number(
      (await query('select count(distinct name) as n from public.companies'))[0]?.['n'],
    )
    expect(distinct).toBeGreaterThan(1_185)
    expect(await count(`from public.companies where name ~ 'undefined|null|NaN|[{}]|  '`)).toBe(0)
    expect(
      await count(
        `from public.contacts where email_jsonb -> 0 ->> 'email' !~ '^[a-z0-9.]+@[a-z0-9]+[.]example$'`,
      ),
    ).toBe(0)
  })
})

describe('loading with triggers off for the whole session', () => {
  it('makes the same sales people as the sign-up trigger', async () => {
    const sales = async (settings: string): Promise<unknown[]> => {
      const db = await createTestDatabase()
      const session = await db.sql.reserve()
      try {
        await session.unsafe(legacyDdl('g21') + settings)
        await loadLegacy(
          {
            run: (statements) => session.unsafe(statements),
            copy: (statement, lines) => copyIn(session, statement, lines),
          },
          { generation: 'g21', deals: 60 },
        )
        return [...(await session`select * from public.sales order by id`)]
      } finally {
        session.release()
        await db.drop()
      }
    }
    const usual = await sales('')
    expect(usual).toHaveLength(4)
    expect(await sales('; set session_replication_role = replica')).toEqual(usual)
  })
})
