import type { Transaction } from '@valence/db'
import type { TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { USER, userDatabase } from './user-database.fixture.ts'

/** A day ahead of UTC and a day behind it, at some hour of every day: what goes by UTC is wrong in one of them at any time. */
const FAR_EAST = 'Pacific/Kiritimati'
const FAR_WEST = 'Etc/GMT+12'

describe('the calendar of whoever asks', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await userDatabase()
  })
  afterAll(() => database?.drop())

  /** As the user, whose device is in that zone. Nothing of it stays. */
  const inZone = async <T>(zone: string, work: (tx: Transaction) => Promise<T>): Promise<T> => {
    let answer: T | undefined
    const undone = new Error('undone')
    await database
      .asUser(USER, async (tx) => {
        await tx`select set_config('valence.time_zone', ${zone}, true)`
        answer = await work(tx)
        throw undone
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error
      })
    return answer as T
  }
  const todayIn = async (tx: Transaction, zone: string) => {
    const [row] = await tx<
      { day: string }[]
    >`select (now() at time zone ${zone})::date::text as day`
    return row?.day
  }

  it.each([FAR_EAST, FAR_WEST])(
    'an opportunity is won on the day that is today there: %s',
    (zone) =>
      inZone(zone, async (tx) => {
        const [made] = await tx`
        insert into public.opportunities (name, stage) values ('Chance', 'lead') returning id`
        await tx`select public.move_opportunity(${made?.['id']}, 'closed_won', null)`
        const [won] = await tx`
        select o.actual_close_date::text as day from public.opportunities as o where o.id = ${made?.['id']}`
        expect(won?.['day']).toBe(await todayIn(tx, zone))
      }),
  )

  it.each([FAR_EAST, FAR_WEST, 'UTC'])(
    'stale is what has been so many days of it in its stage: %s',
    (zone) =>
      inZone(zone, async (tx) => {
        await tx`
        insert into public.opportunities (name, stage, created_at)
        select kind.name, 'lead', ((now() at time zone ${zone})::date - 14 + kind.later)::timestamp at time zone ${zone}
        from (values ('on the day', interval '23:59:59'), ('a day later', interval '24:00')) as kind (name, later)`
        const [row] = await tx<{ answer: { rows: { name: string }[] } }[]>`
        select public.list_opportunities('{"stale": true}') as answer`
        expect(row?.answer.rows.map(({ name }) => name)).toEqual(['on the day'])
      }),
  )

  it.each(['America/Los_Angeles', 'UTC', 'Asia/Tokyo', 'Pacific/Auckland', FAR_EAST])(
    'a task that was written at midnight of UTC is due on its day: %s',
    (zone) =>
      inZone(zone, async (tx) => {
        const [about] = await tx`insert into public.companies (name) values ('Works') returning id`
        await tx`
          insert into public.tasks (organization_id, text, due_date, sales_id)
          select ${about?.['id']}, 'Call', (now() at time zone ${zone})::date::timestamp at time zone 'UTC', s.id from public.sales as s`
        const bounds = `array(
          select ((now() at time zone '${zone}')::date + n)::timestamp at time zone '${zone}' from generate_series(0, 3) as n
        )`
        const [row] = await tx.unsafe<
          { groups: { name: string; total: number }[]; reminders: unknown }[]
        >(
          `select public.open_tasks(${bounds}) as groups, public.my_reminders(${bounds}) as reminders`,
        )
        expect(row?.groups.filter(({ total }) => total > 0)).toMatchObject([{ name: 'today' }])
        expect(row?.reminders).toMatchObject({ overdue: 0, today: 1 })
      }),
  )

  it('a moment is compared with the day as it begins there', () =>
    inZone('America/Los_Angeles', async (tx) => {
      await tx`
        insert into public.contacts (first_name, last_name, last_seen)
        values ('In', 'Time', '2026-03-05 08:00+00'), ('Too', 'Early', '2026-03-05 07:59:59+00')`
      const [row] = await tx<{ answer: { rows: { last_name: string }[] } }[]>`
        select public.list_contacts('{"last_seen@gte": "2026-03-05"}') as answer`
      expect(row?.answer.rows.map(({ last_name }) => last_name)).toEqual(['Time'])
    }))

  it('is taken from the header where PostgREST is asked, and is the session’s where the zone is none', () =>
    inZone('', async (tx) => {
      const zoneWith = async (headers: string) => {
        await tx`select set_config('request.headers', ${headers}, true)`
        const [row] = await tx<{ zone: string }[]>`select valence.reader_zone() as zone`
        return row?.zone
      }
      expect(await zoneWith('{"x-time-zone": "Asia/Tokyo"}')).toBe('Asia/Tokyo')
      const [session] = await tx<{ zone: string }[]>`select current_setting('TimeZone') as zone`
      for (const headers of ['{}', '{"x-time-zone": "Nowhere/Land"}', 'no JSON']) {
        expect(await zoneWith(headers)).toBe(session?.zone)
      }
    }))
})
