import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpportunityStack, startOpportunityStack } from './opportunities.fixture.ts'
import { type RestClient, signIn, visitor } from './rest-client.fixture.ts'

interface Task {
  readonly id: number
  readonly due_date: string
  readonly done_date: string | null
  readonly repeat_unit: string | null
  readonly repeat_every: number | null
}

describe('tasks through the API', () => {
  let stack: OpportunityStack
  let ada: RestClient

  beforeAll(async () => {
    stack = await startOpportunityStack()
    ada = await signIn(stack.server, stack.users[0])
  })
  afterAll(() => stack?.stop())

  const add = async (task: Record<string, unknown>) => {
    const { status, body } = await ada.ask<Task[]>('tasks', { body: task })
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
    return body[0] as Task
  }
  /** As an old client does it: it knows nothing of repetitions. */
  const check = (id: number, at: string | null) =>
    ada.ask(`tasks?id=eq.${id}`, { method: 'PATCH', body: { done_date: at } })
  const called = (text: string) =>
    stack.database.sql<{ id: number; due: string; done: boolean; unit: string | null }[]>`
      select t.id::int as id, to_char(t.due_date at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as due,
        t.done_date is not null as done, t.repeat_unit as unit
      from public.tasks as t where t.text = ${text} order by t.id`

  it('are about a contact, an organization or an opportunity, and never about nothing', async () => {
    const about = { organization_id: 4, text: 'About an organization' }
    expect(await add(about)).toMatchObject({ organization_id: 4, contact_id: null })
    expect(await add({ opportunity_id: 5, contact_id: 3, text: 'x' })).toMatchObject({
      opportunity_id: 5,
      contact_id: 3,
    })
    expect((await ada.ask('tasks', { body: { text: 'About nothing' } })).status).toBe(400)
    expect((await visitor(stack.server).ask('tasks', { body: about })).status).toBe(401)
  })

  it('of an organization are its own and those of its people and opportunities, the nearest first, as in SQL', async () => {
    const { sql } = stack.database
    await sql`
      update public.tasks as t set contact_id = 1 + t.id % 40, opportunity_id = 1 + t.id % 100, organization_id = 1 + t.id % 50, done_date = null where t.id % 5 = 0`
    const scopes = [
      ['contact_id', 't.contact_id = 6'],
      ['opportunity_id', 't.opportunity_id = 6'],
      [
        'organization_id',
        `(t.organization_id = 6
          or exists (select from public.contacts as c where c.id = t.contact_id and c.company_id = 6)
          or exists (select from public.opportunities as o where o.id = t.opportunity_id and o.customer_organization_id = 6))`,
      ],
    ] as const
    for (const [key, condition] of scopes) {
      const expected = await sql.unsafe<{ id: number }[]>(
        `select t.id::int as id from public.tasks as t where t.done_date is null and ${condition}
         order by t.due_date nulls last, t.id limit 50`,
      )
      expect(expected.length, key).toBeGreaterThan(0)
      const rows = await ada.call<Task[]>('tasks_about', { scope: { [key]: 6 } })
      expect(
        rows.map(({ id }) => id),
        key,
      ).toEqual(expected.map(({ id }) => id))
    }
    const [named] = await ada.call<{ about: Record<string, { name: string } | null> }[]>(
      'tasks_about',
      { scope: { opportunity_id: 6 } },
    )
    const [opportunity] =
      await sql`select o.id::int as id, o.name from public.opportunities as o where o.id = 6`
    expect(named?.about['opportunity']).toEqual(opportunity)
    expect(await ada.call('tasks_about', { scope: {} })).toEqual([])
  })

  it('go with the opportunity or the organization that they are about', async () => {
    const [made] = (
      await ada.ask<{ id: number }[]>('opportunities', {
        body: { name: 'Short-lived', stage: 'lead' },
      })
    ).body
    await add({ opportunity_id: made?.id, text: 'Goes with it' })
    await ada.ask(`deals?id=eq.${made?.id}`, { method: 'DELETE' })
    await ada.ask(`opportunities?id=eq.${made?.id}`, { method: 'DELETE' })
    expect(await called('Goes with it')).toEqual([])
  })

  it('come back when they are done, once, whoever checks them and however often', async () => {
    const task = await add({
      contact_id: 3,
      text: 'Weekly',
      due_date: '2030-03-04T12:00:00Z',
      repeat_unit: 'week',
      repeat_every: 2,
      sales_id: stack.users[1].salesId,
    })
    await Promise.all([
      check(task.id, '2030-03-04T15:00:00Z'),
      check(task.id, '2030-03-04T15:00:01Z'),
    ])
    await check(task.id, null)
    await check(task.id, '2030-03-04T16:00:00Z')
    expect(await called('Weekly')).toMatchObject([
      { due: '2030-03-04 12:00', done: true, unit: null },
      { due: '2030-03-18 12:00', done: false, unit: 'week' },
    ])
    const [next] = await stack.database.sql`
      select t.contact_id::int as contact, t.sales_id::int as owner, t.repeat_every as every
      from public.tasks as t where t.text = 'Weekly' and t.done_date is null`
    expect(next).toEqual({ contact: 3, owner: stack.users[1].salesId, every: 2 })
  })

  it('skip the days that went by, and are not moved by a day that was put off', async () => {
    const late = await add({
      contact_id: 3,
      text: 'Late',
      due_date: '2030-03-04T12:00:00Z',
      repeat_unit: 'week',
      repeat_every: 1,
    })
    await check(late.id, '2030-03-20T09:00:00Z')
    expect(await called('Late')).toMatchObject([{}, { due: '2030-03-25 12:00' }])

    const put = await add({
      contact_id: 3,
      text: 'Put off',
      due_date: '2030-03-04T12:00:00Z',
      repeat_unit: 'week',
      repeat_every: 1,
    })
    await ada.ask(`tasks?id=eq.${put.id}`, {
      method: 'PATCH',
      body: { due_date: '2030-03-06T12:00:00Z' },
    })
    await check(put.id, '2030-03-06T13:00:00Z')
    expect(await called('Put off')).toMatchObject([{}, { due: '2030-03-11 12:00' }])
  })

  it('keep the last day of a month through months that are shorter', async () => {
    let { id } = await add({
      organization_id: 4,
      text: 'Month end',
      due_date: '2031-12-31T12:00:00Z',
      repeat_unit: 'month',
      repeat_every: 1,
    })
    for (let turn = 0; turn < 4; turn += 1) {
      const open = (await called('Month end')).find(({ done }) => !done)
      id = open?.id ?? 0
      await check(id, `${open?.due.slice(0, 10)}T13:00:00Z`)
    }
    expect((await called('Month end')).map(({ due }) => due.slice(0, 10))).toEqual([
      '2031-12-31',
      '2032-01-31',
      '2032-02-29',
      '2032-03-31',
      '2032-04-30',
    ])
  })

  it('refuse a repetition that is none', async () => {
    const task = { contact_id: 3, text: 'x', due_date: '2030-03-04T12:00:00Z' }
    for (const wrong of [
      { repeat_unit: 'week' },
      { repeat_every: 2 },
      { repeat_unit: 'year', repeat_every: 1 },
      { repeat_unit: 'day', repeat_every: 0 },
    ]) {
      expect((await ada.ask('tasks', { body: { ...task, ...wrong } })).status).toBe(400)
    }
  })

  it('remind each user of their own, up to the first moment of tomorrow', async () => {
    const { sql } = stack.database
    const today = new Date()
    today.setUTCHours(0, 0, 0, 0)
    const tomorrow = new Date(today.getTime() + 86_400_000)
    const mine = stack.users[0].salesId
    await sql`
      update public.tasks as t set done_date = null, due_date = case t.id % 4
        when 0 then ${today}::timestamptz - interval '1 microsecond' when 1 then ${today}
        when 2 then ${tomorrow}::timestamptz - interval '1 microsecond' else ${tomorrow} end
      where t.id % 10 < 4`
    const soon = await add({
      contact_id: 3,
      text: 'Soon',
      due_date: new Date(Date.now() + 60_000).toISOString(),
      sales_id: mine,
    })
    const [expected] = await sql`
      select count(*) filter (where t.due_date < ${today})::int as overdue,
        count(*) filter (where t.due_date >= ${today} and t.due_date < ${tomorrow})::int as today
      from public.tasks as t where t.sales_id = ${mine} and t.done_date is null`
    const reminders = await ada.call<{ due: readonly Task[] }>('my_reminders', {
      bounds: [today, tomorrow],
    })
    expect(reminders).toMatchObject({ ...expected })
    expect(reminders.due.map(({ id }) => id)).toContain(soon.id)
    const bob = await signIn(stack.server, stack.users[1])
    const others = await bob.call<{ due: readonly Task[] }>('my_reminders', {
      bounds: [today, tomorrow],
    })
    expect(others.due.map(({ id }) => id)).not.toContain(soon.id)
    await expect(
      visitor(stack.server).call('my_reminders', { bounds: [today, tomorrow] }),
    ).rejects.toThrow(/40[13]/)
  })

  it('count as the next step of an opportunity, in the list as in SQL', async () => {
    const { sql } = stack.database
    await sql`update public.opportunities set next_action = null, next_action_date = null where id % 3 = 0`
    for (const planned of [true, false]) {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from public.opportunities as o
        where o.archived_at is null and o.deleted_at is null and ${planned} = (
          o.next_action is not null or o.next_action_date is not null
          or exists (select from public.tasks as t where t.opportunity_id = o.id and t.done_date is null))`
      expect(row?.n).toBeGreaterThan(0)
      const answer = await ada.call<{ total: number }>('list_opportunities', {
        filter: { planned },
      })
      expect(answer.total).toBe(row?.n)
    }
  })
})
