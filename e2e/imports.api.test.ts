import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Result {
  readonly line: number
  readonly outcome: string
  readonly records: readonly {
    resource: string
    outcome: string
    near?: string
    changes?: object
  }[]
  readonly error?: { code: string; field: string; value: string; message: string }
}

/** Tables that an import may touch. */
const TABLES = [
  'companies',
  'contacts',
  'contact_organizations',
  'opportunities',
  'opportunity_contacts',
  'opportunity_participants',
  'tags',
  'contact_notes',
  'tasks',
  'activities',
] as const

/** What an import makes of these goes to the trash when it is taken back, an opportunity with its customer as a participant. */
const OUT_OF_TRASH: Readonly<Record<string, string>> = {
  companies: 't.deleted_at is null',
  opportunities: 't.deleted_at is null',
  opportunity_participants:
    'exists (select from public.opportunities as o where o.id = t.opportunity_id and o.deleted_at is null)',
}

/** A dry run makes other ids, which are gone again. */
const withoutIds = ({ line, outcome, records }: Result) => [
  line,
  outcome,
  records.map((record) => [record.resource, record.outcome]),
]

const email = (address: string, type = 'Work') => [{ email: address, type }]

describe('imports through the API', () => {
  let stack: OpportunityStack
  let sql: OpportunityStack['database']['sql']
  let ada: RestClient
  let bob: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    sql = stack.database.sql
    ada = await signIn(stack.server, stack.users[0])
    bob = await signIn(stack.server, stack.users[1])
  })
  afterAll(() => stack?.stop())

  const start = (who: RestClient = ada): Promise<number> =>
    who.call('start_import_run', {
      file_name: 'people.csv',
      signature: '3-abc',
      mapping: { Name: 'organization.name' },
      total_rows: 3,
    })
  /** Imports rows, numbered as in a file, in a run of its own. */
  const load = async (rows: readonly object[], who: RestClient = ada) => {
    const runId = await start(who)
    return { runId, results: await send(rows, runId, who) }
  }
  const send = (rows: readonly object[], runId: number | null, who: RestClient = ada) =>
    who.call<Result[]>('import_rows', {
      batch: rows.map((row, place) => ({ line: place + 2, ...row })),
      run_id: runId,
    })
  const outcomes = (results: readonly Result[]) => results.map(({ outcome }) => outcome)
  const undo = async (runId: number, who: RestClient = ada) => {
    let kept = 0
    for (;;) {
      const part = await who.call<{ kept: number; remaining: number }>('undo_import_run', {
        run_id: runId,
        page_size: 7,
      })
      kept += part.kept
      if (part.remaining === 0) return kept
    }
  }
  /** Every row of every table that is not in the trash, without the time of its last change. */
  const everything = async (): Promise<Record<string, string>> => {
    const rows = await Promise.all(
      TABLES.map((table) =>
        sql.unsafe<{ id: string; row: string }[]>(
          `select t.id::text as id, (to_jsonb(t) - 'updated_at')::text as row from public.${table} as t
           where ${OUT_OF_TRASH[table] ?? 'true'}`,
        ),
      ),
    )
    return Object.fromEntries(
      rows.flatMap((found, place) => found.map(({ id, row }) => [`${TABLES[place]}:${id}`, row])),
    )
  }
  const person = async (address: string) => {
    const [row] = await sql<
      { id: number; first: string; organizations: string[]; company: string; tags: string[] }[]
    >`
      select c.id::int as id, c.first_name as first,
        (select o.name from public.companies as o where o.id = c.company_id) as company,
        array(
          select o.name from public.contact_organizations as l
          join public.companies as o on o.id = l.organization_id
          where l.contact_id = c.id and l.deleted_at is null
          order by l.is_primary_organization desc, o.name
        ) as organizations,
        array(select t.name from public.tags as t where t.id = any (c.tags) order by t.name) as tags
      from public.contacts as c
      where c.email_jsonb @> ${sql.json([{ email: address }])} and c.deleted_at is null`
    return row
  }

  const FILE = [
    {
      organization: { name: 'Mill & Sons Ltd', city: 'Leeds', organization_type: 'prospect' },
      contact: {
        first_name: 'Mona',
        last_name: 'Mill',
        email_jsonb: email('Mona@mill.example'),
        phone_jsonb: [{ number: '+44 1', type: 'Work' }],
        tags: ['Millers', 'vip'],
        role: 'buyer',
        organizations: ['Flour Guild'],
        sales: 'jane@atomic.demo',
      },
      opportunity: {
        name: 'New mill',
        stage: 'proposal',
        amount: 5000,
        probability: 60,
        role: 'champion',
      },
    },
    {
      organization: { name: 'MILL &  sons, ltd.' },
      contact: { first_name: 'Nils', last_name: 'Mill' },
      opportunity: { name: 'New mill' },
    },
    { organization: { name: 'Sub Mill', parent: 'Mill & Sons Ltd' } },
  ]
  let owner = ''

  it('make contacts, organizations, opportunities and their links from one file', async () => {
    const [user] = await sql<
      { email: string }[]
    >`select email from public.sales order by id limit 1`
    owner = user?.email ?? ''
    if (FILE[0]?.contact) Object.assign(FILE[0].contact, { sales: owner.toUpperCase() })
    const { results } = await load(FILE)
    expect(results.map(({ line, outcome, error }) => [line, outcome, error])).toEqual([
      [2, 'created', undefined],
      [3, 'created', undefined],
      [4, 'created', undefined],
    ])
    expect(await person('mona@mill.example')).toMatchObject({
      company: 'Mill & Sons Ltd',
      organizations: ['Mill & Sons Ltd', 'Flour Guild'],
      tags: expect.arrayContaining(['Millers']),
    })
    const [made] = await sql`
      select o.stage::text, o.amount::int, o.probability_manual as manual, c.name as customer,
        array(
          select concat(p.first_name, ':', l.role, ':', l.is_primary) from public.opportunity_contacts as l
          join public.contacts as p on p.id = l.contact_id where l.opportunity_id = o.id order by l.position
        ) as people,
        cardinality(o.contact_ids) as listed
      from public.opportunities as o join public.companies as c on c.id = o.customer_organization_id
      where o.name = 'New mill'`
    expect(made).toEqual({
      stage: 'proposal',
      amount: 5000,
      manual: false,
      customer: 'Mill & Sons Ltd',
      people: ['Mona:champion:t', 'Nils::f'],
      listed: 2,
    })
    const [below] = await sql`
      select p.name from public.companies as c join public.companies as p on p.id = c.parent_company_id
      where c.name = 'Sub Mill'`
    expect(below).toEqual({ name: 'Mill & Sons Ltd' })
    expect(await sql`select from public.companies where name ilike 'mill & sons%'`).toHaveLength(1)
  })

  it('of the same file twice change nothing', async () => {
    const before = await everything()
    const { results } = await load(FILE)
    expect(outcomes(results)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(await everything()).toEqual(before)
  })

  it('keep people of one address apart by their names, in the file and after it, dry as well', async () => {
    const row = (first_name: string, title: string) => ({
      organization: { name: 'Feld Farm' },
      contact: { first_name, last_name: 'Feld', title, email_jsonb: email('office@feld.example') },
    })
    const rows = [row('Anna', 'Owner'), row('Bert', 'Bookkeeper'), row('Cara', 'Driver')]
    expect(outcomes(await send(rows, null))).toEqual(['created', 'created', 'created'])
    const { results, runId } = await load(rows)
    expect(outcomes(results)).toEqual(['created', 'created', 'created'])
    expect(outcomes((await load(rows)).results)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    const { results: told } = await load([
      {
        contact: {
          first_name: 'A.',
          last_name: 'Feld',
          title: 'Boss',
          email_jsonb: email('office@feld.example'),
        },
      },
      { contact: { last_name: 'Feld', email_jsonb: email('office@feld.example') } },
      {
        contact: {
          first_name: 'Dora',
          last_name: 'Moor',
          email_jsonb: email('office@feld.example'),
        },
      },
    ])
    expect(told[0]?.records).toMatchObject([
      { outcome: 'updated', changes: { title: ['Owner', 'Boss'] } },
    ])
    expect(told[1]?.error).toMatchObject({ code: 'several_people', value: 'office@feld.example' })
    expect(told[2]?.records).toMatchObject([{ outcome: 'created', near: 'Anna Feld' }])
    const names = await sql`
      select first_name from public.contacts where email_jsonb::text like '%office@feld.example%' order by id`
    expect(names.map(({ first_name }) => first_name)).toEqual(['Anna', 'Bert', 'Cara', 'Dora'])
    await undo(runId)
  })

  it('take organizations for two whose names differ by their legal form, and say so', async () => {
    const names = ['NV Energy', 'AS Energy', 'Energy AG', 'Weber GmbH', 'Weber AG', 'weber-gmbh']
    const { results, runId } = await load(
      names.map((name) => ({ organization: { name, city: name } })),
    )
    expect(outcomes(results)).toEqual([
      'created',
      'created',
      'created',
      'created',
      'created',
      'updated',
    ])
    expect(results.map(({ records }) => records[0])).toMatchObject([
      {},
      { near: 'NV Energy' },
      { near: 'NV Energy' },
      {},
      { near: 'Weber GmbH' },
      { changes: { city: ['Weber GmbH', 'weber-gmbh'] } },
    ])
    await undo(runId)
  })

  it('with a text that is too long fail alone', async () => {
    const long = Array.from({ length: 12_000 }, (_, place) => place.toString(36)).join(' ')
    const { results, runId } = await load([
      { organization: { name: 'Short Works' } },
      { organization: { name: long } },
      { organization: { name: 'Late Works', description: long } },
    ])
    expect(outcomes(results).filter((outcome) => outcome === 'created').length).toBeGreaterThan(1)
    expect([results[0]?.outcome, results[2]?.outcome]).toEqual(['created', 'created'])
    await undo(runId)
  })

  it('that are dry say the same and leave nothing', async () => {
    const rows = [
      {
        organization: { name: 'Dry Dock' },
        contact: { last_name: 'Dry', email_jsonb: email('d@dry.example') },
      },
      {
        organization: { name: 'Dry Dock' },
        contact: { title: 'CEO', email_jsonb: email('D@dry.example') },
      },
      { organization: { name: 'Mill & Sons Ltd', city: 'York' } },
      { opportunity: { amount: 5 } },
    ]
    const before = await everything()
    const planned = await send(rows, null)
    expect(outcomes(planned)).toEqual(['created', 'updated', 'updated', 'failed'])
    expect(await everything()).toEqual(before)
    const { results, runId } = await load(rows)
    expect(results.map(withoutIds)).toEqual(planned.map(withoutIds))
    await undo(runId)
  })

  it('update by key what is given, and leave the rest', async () => {
    await load([
      {
        organization: { name: 'Key Works' },
        contact: {
          first_name: 'Kay',
          last_name: 'Key',
          title: 'CTO',
          email_jsonb: email('kay@key.example'),
          phone_jsonb: [{ number: '+1 (23) 45', type: 'Work' }],
        },
      },
    ])
    const before = await person('kay@key.example')
    const { results } = await load([
      {
        organization: { name: 'Key Lab' },
        contact: {
          first_name: 'Kay',
          department: 'R&D',
          email_jsonb: [...email('KAY@key.example'), ...email('kay@home.example', 'Home')],
          phone_jsonb: [{ number: '+1 23 45', type: 'Home' }],
        },
      },
    ])
    expect(outcomes(results)).toEqual(['created'])
    const after = await person('kay@key.example')
    expect(after).toMatchObject({
      id: before?.id,
      company: 'Key Works',
      organizations: ['Key Works', 'Key Lab'],
    })
    const [row] = await sql`
      select title, department, jsonb_array_length(email_jsonb) as emails, jsonb_array_length(phone_jsonb) as phones
      from public.contacts where id = ${after?.id ?? 0}`
    expect(row).toEqual({ title: 'CTO', department: 'R&D', emails: 2, phones: 1 })
  })

  it('find a person by name only within the organization, and not who has another address', async () => {
    const smith = (organization: string | null, address: string | null) => ({
      ...(organization ? { organization: { name: organization } } : {}),
      contact: {
        first_name: 'Sam',
        last_name: 'Smith',
        ...(address ? { email_jsonb: email(address) } : {}),
      },
    })
    const count = async () =>
      (await sql`select from public.contacts where last_name = 'Smith' and first_name = 'Sam'`)
        .length
    await load([smith('One Forge', null), smith('Two Forge', null), smith(null, null)])
    expect(await count()).toBe(3)
    await load([smith('One Forge', 'sam@one.example')])
    expect(await count()).toBe(3)
    await load([smith('One Forge', 'other.sam@one.example')])
    expect(await count()).toBe(4)
  })

  it('find a person by name and telephone number wherever they work, and add no number twice', async () => {
    const dial = (organization: string | null, number: string, address?: string) => ({
      ...(organization ? { organization: { name: organization } } : {}),
      contact: {
        first_name: 'Dora',
        last_name: 'Dial',
        phone_jsonb: [{ number, type: 'Work' }],
        ...(address ? { email_jsonb: email(address) } : {}),
      },
    })
    const held = () => sql<{ numbers: string[] }[]>`
      select jsonb_path_query_array(c.phone_jsonb, '$[*].number') as numbers
      from public.contacts as c where c.last_name = 'Dial' order by c.id`
    await load([dial('Dial One', '0170 5550199'), dial('Dial Two', '+49 170 5550199')])
    await load([dial(null, '01705550199', 'dora@dial.example')])
    expect(await held()).toEqual([{ numbers: ['0170 5550199'] }])
    await load([dial(null, '01705550199', 'another.dora@dial.example')])
    await load([dial('Dial Three', '0170 5550188')])
    expect(await held()).toHaveLength(3)
  })

  it('find records by id, and tell ids that lead nowhere', async () => {
    const [known] = await sql<{ id: number; name: string }[]>`
      select id::int as id, name from public.companies where deleted_at is null order by id limit 1`
    const { results, runId } = await load([
      { organization: { id: known?.id, name: 'Renamed by id' } },
      { organization: { id: 99_999_999, name: 'Nobody' } },
      { contact: { id: 99_999_999 } },
      { opportunity: { id: 99_999_999 } },
    ])
    expect(results.map(({ outcome, error }) => [outcome, error?.code, error?.field])).toEqual([
      ['updated', undefined, undefined],
      ['failed', 'not_found', 'organization.id'],
      ['failed', 'not_found', 'contact.id'],
      ['failed', 'not_found', 'opportunity.id'],
    ])
    await undo(runId)
    const [back] = await sql`select name from public.companies where id = ${known?.id ?? 0}`
    expect(back).toEqual({ name: known?.name })
  })

  it('with bad rows say where and why, leave nothing of them, and take the others', async () => {
    const { results } = await load([
      { organization: { name: 'Good One' } },
      {
        organization: { name: 'Half Made' },
        contact: { last_name: 'Half', has_newsletter: 'perhaps' },
      },
      { organization: { name: 'Bad Priority', priority: 'Z' } },
      { organization: { name: 'Bad Owner', sales: 'Nobody Known' } },
      { opportunity: { name: 'Bad Stage', stage: 'nowhere' } },
      { contact: { title: 'Nameless' } },
      { organization: { name: 'Bad Link', website: 'javascript:alert(1)' } },
      { contact: { last_name: 'Bad Link', linkedin_url: ' data:text/html,x' } },
      { organization: { name: 'Bad Link', context_links: ['https://a.example', 'data:x'] } },
      { organization: { name: 'Good Two', website: 'good.example:8080/two' } },
    ])
    expect(
      results.map(({ line, outcome, error }) => [line, outcome, error?.code, error?.field]),
    ).toEqual([
      [2, 'created', undefined, undefined],
      [3, 'failed', 'invalid', 'contact.has_newsletter'],
      [4, 'failed', 'invalid', ''],
      [5, 'failed', 'unknown_owner', 'organization.sales'],
      [6, 'failed', 'invalid', 'opportunity.stage'],
      [7, 'failed', 'missing', 'contact.last_name'],
      [8, 'failed', 'web_address', 'organization.website'],
      [9, 'failed', 'web_address', 'contact.linkedin_url'],
      [10, 'failed', 'web_address', 'organization.context_links'],
      [11, 'created', undefined, undefined],
    ])
    expect(results[2]?.error?.message).toContain('companies_priority_check')
    const names = await sql<{ name: string }[]>`
      select name from public.companies where name in ('Half Made', 'Bad Priority', 'Bad Owner', 'Good One', 'Good Two')
      order by name`
    expect(names.map(({ name }) => name)).toEqual(['Good One', 'Good Two'])
  })

  it('cannot write what is not for people to write', async () => {
    for (const row of [
      { contact: { last_name: 'X', company_id_backup: 1 } },
      { organization: { name: 'X', deleted_at: '2026-01-01' } },
      { opportunity: { name: 'X', 'no such column': 1 } },
    ]) {
      await expect(send([row], null)).rejects.toThrow(/An import cannot write/)
    }
  })

  it('are taken back to the last row', async () => {
    const before = await everything()
    const { runId, results } = await load([
      ...FILE,
      {
        organization: { name: 'Undo Works', city: 'Oslo' },
        contact: { last_name: 'Undo', email_jsonb: email('u@undo.example'), tags: ['undone'] },
        opportunity: {
          name: 'To undo',
          stage: 'closed_won',
          contacts: [{ first_name: 'Una', last_name: 'Undo' }],
        },
      },
      { organization: { name: 'Undo Works', city: 'Bergen' } },
      {
        organization: { name: 'Mill & Sons Ltd', city: 'Hull' },
        contact: { first_name: 'Nils', last_name: 'Mill', title: 'Miller', tags: ['undone'] },
        opportunity: { name: 'New mill', stage: 'closed_lost', amount: 1 },
      },
    ])
    expect(outcomes(results)).not.toContain('failed')
    expect(await everything()).not.toEqual(before)
    expect(await undo(runId)).toBe(0)
    expect(await everything()).toEqual(before)
    const trash = await sql`
      select c.name from public.companies as c where c.deleted_at is not null and c.name = 'Undo Works'
      union all
      select o.name from public.opportunities as o where o.deleted_at is not null and o.name = 'To undo'`
    expect(trash.map(({ name }) => name)).toEqual(['Undo Works', 'To undo'])
    expect(await person('u@undo.example')).toBeUndefined()
    await expect(ada.call('undo_import_run', { run_id: runId })).rejects.toThrow(
      /cannot be taken back/,
    )
    await expect(send([FILE[2] ?? {}], runId)).rejects.toThrow(/taken back/)
  })

  it('taken back keep what was changed or used since, and say so', async () => {
    const { runId } = await load([
      {
        organization: { name: 'Kept Ltd' },
        contact: { last_name: 'Used', email_jsonb: email('used@kept.example') },
      },
      { contact: { last_name: 'Edited', email_jsonb: email('edited@kept.example') } },
      { contact: { last_name: 'Gone', email_jsonb: email('gone@kept.example') } },
      { organization: { name: 'Sub Mill', city: 'Ghent', country: 'Belgium' } },
    ])
    const used = await person('used@kept.example')
    const edited = await person('edited@kept.example')
    await sql`
      insert into public.tasks (contact_id, text, due_date, sales_id) values (${used?.id ?? 0}, 'call', now(), 1)`
    await ada.ask(`contacts?id=eq.${edited?.id}`, { method: 'PATCH', body: { title: 'Later' } })
    await ada.ask('companies?name=eq.Sub%20Mill', { method: 'PATCH', body: { city: 'Liège' } })
    expect(await undo(runId)).toBeGreaterThan(0)
    const { body } = await ada.ask<{ line: number; source: string; outcome: string }[]>(
      `import_changes?run_id=eq.${runId}&outcome=neq.undone&select=line,source,outcome&order=line,source`,
    )
    expect(body).toEqual([
      { line: 2, source: 'contacts', outcome: 'used' },
      { line: 3, source: 'contacts', outcome: 'changed' },
      { line: 5, source: 'companies', outcome: 'changed' },
    ])
    expect(await person('gone@kept.example')).toBeUndefined()
    expect(await person('used@kept.example')).toBeDefined()
    const [sub] = await sql`select city, country from public.companies where name = 'Sub Mill'`
    expect(sub).toEqual({ city: 'Liège', country: null })
  })

  it('bring notes and tasks of a contact once, and take them back', async () => {
    await load([
      { contact: { first_name: 'Nora', last_name: 'Noted', email_jsonb: email('n@note.example') } },
    ])
    const before = await everything()
    const whose = { contact: { email_jsonb: email('N@note.example') } }
    const rows = [
      {
        ...whose,
        note: {
          text: 'Met at the fair',
          date: '2024-05-06T07:08:09Z',
          sales: owner,
          attachments: ['https://files.example/a.pdf'],
        },
      },
      { ...whose, note: { text: 'Met at the fair', date: '2024-05-07T07:08:09Z' } },
      { ...whose, task: { text: 'Call back', type: 'call', due_date: '2030-01-02T09:00:00Z' } },
      { contact: { title: 'nobody' }, note: { text: 'lost' } },
      { ...whose, task: { text: ' ' } },
    ]
    const planned = await send(rows, null)
    expect(await everything()).toEqual(before)
    const { results, runId } = await load(rows)
    expect(results.map(withoutIds)).toEqual(planned.map(withoutIds))
    expect(results.map(({ outcome, error }) => [outcome, error?.code, error?.field])).toEqual([
      ['created', undefined, undefined],
      ['created', undefined, undefined],
      ['created', undefined, undefined],
      ['failed', 'missing', 'contact.last_name'],
      ['failed', 'missing', 'task.text'],
    ])
    const nora = await person('n@note.example')
    const made = await sql`
      select a.description, a.activity_date::text as day, a.attachments[1] ->> 'src' as file
      from public.activities as a where a.contact_id = ${nora?.id ?? 0} order by a.activity_date`
    expect(made).toEqual([
      {
        description: 'Met at the fair',
        day: expect.stringContaining('2024-05-06'),
        file: 'https://files.example/a.pdf',
      },
      { description: 'Met at the fair', day: expect.stringContaining('2024-05-07'), file: null },
    ])
    const tasks = await sql`
      select t.text, t.type, t.done_date from public.tasks as t where t.contact_id = ${nora?.id ?? 0}`
    expect(tasks).toEqual([{ text: 'Call back', type: 'call', done_date: null }])

    const after = await everything()
    const again = await load(rows)
    expect(outcomes(again.results).slice(0, 3)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(await everything()).toEqual(after)
    expect(await undo(runId)).toBe(0)
    expect(await everything()).toEqual(before)
    await expect(send([{ ...whose, note: { text: 'x', contact_id: 1 } }], null)).rejects.toThrow(
      /An import cannot write note.contact_id/,
    )
  })

  it('are seen, continued and taken back by whom they belong to alone', async () => {
    const { runId } = await load([{ organization: { name: 'Ada alone' } }])
    const { body: seen } = await bob.ask<unknown[]>(`import_runs?id=eq.${runId}`)
    const { body: changes } = await bob.ask<unknown[]>(`import_changes?run_id=eq.${runId}`)
    expect([seen, changes]).toEqual([[], []])
    await expect(send([{ organization: { name: 'B' } }], runId, bob)).rejects.toThrow(/not yours/)
    await expect(undo(runId, bob)).rejects.toThrow(/cannot be taken back/)
    const { body } = await ada.ask<{ mapping: object; counts: object }[]>(
      `import_runs?id=eq.${runId}&select=mapping,counts`,
    )
    expect(body).toEqual([{ mapping: { Name: 'organization.name' }, counts: { created: 1 } }])
    const stranger = visitor(stack.server)
    for (const [name, args] of [
      ['start_import_run', { file_name: 'x', signature: 'x', mapping: {}, total_rows: 1 }],
      ['import_rows', { batch: [] }],
      ['undo_import_run', { run_id: runId }],
    ] as const) {
      await expect(stranger.call(name, args)).rejects.toThrow(/40[134]/)
    }
    expect((await stranger.ask('import_runs')).status).toBeGreaterThanOrEqual(400)
  })

  // Last, because it closes doors that the others use.
  it('do no more than the caller could by hand', async () => {
    const { runId } = await load([
      { contact: { last_name: 'Kept from deletion', email_jsonb: email('k@kept.example') } },
    ])
    await sql.unsafe(`
      create policy "no new contacts" on public.contacts as restrictive for insert to authenticated with check (false);
      create policy "own organizations" on public.companies as restrictive for update to authenticated
        using (sales_id = (select valence.current_sales_id()));
      create policy "nothing goes" on public.contacts as restrictive for delete to authenticated using (false)`)
    const { results } = await load(
      [
        { contact: { last_name: 'Refused' } },
        { organization: { name: 'Mill & Sons Ltd', city: 'Rome' } },
        { organization: { name: 'Mill & Sons Ltd' } },
        { organization: { name: 'New of Bob' } },
      ],
      bob,
    )
    expect(results.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
      ['failed', 'forbidden'],
      ['failed', 'forbidden'],
      ['unchanged', undefined],
      ['created', undefined],
    ])
    expect(await undo(runId)).toBe(1)
    expect(await person('k@kept.example')).toBeDefined()
  })
})
