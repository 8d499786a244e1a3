import type { TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { USER, userDatabase } from './user-database.fixture.ts'

describe('the last activity of a contact', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await userDatabase()
    // As Atomic CRM has them: every change of a contact without a picture gives it one, and a note moves the contact.
    await database.sql.unsafe(`
      create function public.handle_contact_saved() returns trigger language plpgsql as $f$
      begin
        if new.avatar is null then new.avatar := '{"src": "ERROR"}'; end if;
        return new;
      end $f$;
      create function public.handle_note() returns trigger language plpgsql security definer as $f$
      begin
        update public.contacts set last_seen = new.date where id = new.contact_id and last_seen < new.date;
        return new;
      end $f$;
      insert into public.contacts (id, first_name, last_name, last_seen)
      select n, 'Ada', 'Number ' || n, '2026-01-01' from generate_series(1, 9) as n;
      create trigger "20_contact_saved" before insert or update on public.contacts
        for each row execute function public.handle_contact_saved();
      create trigger on_note after insert on public.contact_notes for each row execute function public.handle_note()`)
  })
  afterAll(() => database?.drop())

  const log = (activity: Record<string, unknown>, participants: readonly unknown[] = []) =>
    database.asUser(
      USER,
      (tx) =>
        tx`select (public.log_activity(${tx.json(activity as never)}, ${tx.json(participants as never)})).id`,
    )
  const seen = async (id: number) => {
    const [row] = await database.sql<{ day: string; avatar: unknown }[]>`
      select to_char(c.last_seen at time zone 'UTC', 'YYYY-MM-DD') as day, c.avatar
      from public.contacts as c where c.id = ${id}`
    return row
  }

  it.each(['call', 'email', 'meeting', 'note'])('moves with what is logged: %s', async (type) => {
    const id = ['call', 'email', 'meeting', 'note'].indexOf(type) + 1
    await log({ type, contact_id: id, activity_date: '2026-03-05T10:00:00Z', description: 'Said' })
    expect(await seen(id)).toEqual({ day: '2026-03-05', avatar: null })
    await log({
      type,
      contact_id: id,
      activity_date: '2026-02-05T10:00:00Z',
      description: 'Before',
    })
    expect((await seen(id))?.day).toBe('2026-03-05')
  })

  it('moves for everyone who took part, and with the day of the activity', async () => {
    const [logged] = await log(
      { type: 'meeting', contact_id: 5, activity_date: '2026-03-05T10:00:00Z' },
      [{ contact_id: 7 }, { contact_id: 6 }],
    )
    expect([(await seen(6))?.day, (await seen(7))?.day]).toEqual(['2026-03-05', '2026-03-05'])
    await database.sql`
      update public.activities set activity_date = '2026-04-01' where id = ${logged?.['id']}`
    expect(await seen(5)).toEqual({ day: '2026-04-01', avatar: null })
  })

  it('is today where something is arranged for later', async () => {
    await log({ type: 'meeting', contact_id: 8, activity_date: '2999-01-01T10:00:00Z' })
    const [row] = await database.sql`
      select c.last_seen between now() - interval '1 minute' and now() as is_now from public.contacts as c where c.id = 8`
    expect(row?.['is_now']).toBe(true)
  })

  it('moves with a note of the old application, which changes no picture and leaves nothing in the log', async () => {
    await database.asUser(
      USER,
      (tx) => tx`
      insert into public.contact_notes (contact_id, text, date) values (9, 'Old', '2026-05-01')`,
    )
    expect(await seen(9)).toEqual({ day: '2026-05-01', avatar: null })
    const changes = await database.sql`
      select from public.record_changes as r where r.resource = 'contacts' and r.source = 'contacts' and r.verb = 'update'`
    expect(changes).toHaveLength(0)
  })

  it('leaves a picture that somebody gives alone', async () => {
    await database.asUser(
      USER,
      (tx) => tx`
      update public.contacts set avatar = '{"src": "https://x.example/a.png"}', last_seen = '2026-06-01' where id = 9`,
    )
    expect((await seen(9))?.avatar).toEqual({ src: 'https://x.example/a.png' })
    await log({ type: 'call', contact_id: 9, activity_date: '2026-07-01T10:00:00Z' })
    expect(await seen(9)).toEqual({ day: '2026-07-01', avatar: { src: 'https://x.example/a.png' } })
  })
})
