import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Transaction } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'

describe.each(['g8', 'g21'] as const)('notes and activities on %s', (generation) => {
  let database: TestDatabase
  let backupFolder: string
  let users: readonly string[]
  const names =
    generation === 'g8'
      ? { notes: '"dealNotes"', contactNotes: '"contactNotes"' }
      : { notes: 'deal_notes', contactNotes: 'contact_notes' }
  const migrate = () =>
    runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    await migrate()
    const rows = await database.sql<{ id: string }[]>`
      select user_id as id from public.sales where not disabled order by administrator desc, id`
    users = rows.map(({ id }) => id)
  })
  afterAll(async () => {
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  const as = <Result>(place: number, work: (tx: Transaction) => Promise<Result>) =>
    database.asUser(users[place] ?? '', work)

  async function logNote(place: number, text: string, target: object): Promise<number> {
    const [row] = await as(
      place,
      (tx) => tx<{ id: number }[]>`
        select (public.log_activity(${tx.json({ type: 'note', description: text, ...target })}::jsonb)).id`,
    )
    return row?.id ?? 0
  }

  const notesWith = async (text: string) =>
    (
      await database.sql.unsafe(
        `select 'deal' as of, deal_id as target from ${names.notes} where text = $1
         union all select 'contact', contact_id from ${names.contactNotes} where text = $1`,
        [text],
      )
    ).map((row) => ({ ...row }))

  const first = async (table: string) =>
    Number((await database.sql.unsafe(`select min(id) as id from ${table}`))[0]?.['id'])

  it('a note that is written as an activity is a note for old clients, wherever it hangs', async () => {
    const [deal, contact] = [await first('deals'), await first('contacts')]
    await logNote(1, 'On an opportunity', { opportunity_id: deal })
    await logNote(1, 'On a contact', { contact_id: contact })
    expect(await notesWith('On an opportunity')).toEqual([{ of: 'deal', target: deal }])
    expect(await notesWith('On a contact')).toEqual([{ of: 'contact', target: contact }])
  })

  it('a call or a meeting has no place in the old shape', async () => {
    await as(
      1,
      (tx) => tx`
      select public.log_activity(${tx.json({ type: 'call', description: 'Rang', opportunity_id: 1 })}::jsonb)`,
    )
    expect(await notesWith('Rang')).toEqual([])
  })

  it('an activity in the trash takes its note along, and brings it back under its id', async () => {
    const id = await logNote(1, 'Once trashed', { opportunity_id: await first('deals') })
    const [before] = await database.sql`select source_id from activities where id = ${id}`
    await as(1, (tx) => tx`update activities set deleted_at = now() where id = ${id}`)
    expect(await notesWith('Once trashed')).toEqual([])
    expect((await verifyDatabase(database.url)).checks.filter((c) => c.failures > 0)).toEqual([])
    await as(1, (tx) => tx`update activities set deleted_at = null where id = ${id}`)
    expect(await notesWith('Once trashed')).toHaveLength(1)
    const [after] =
      await database.sql`select source_id, source_row from activities where id = ${id}`
    expect(after).toEqual({ ...before, source_row: null })
  })

  it('one that was edited in the trash comes back as it is then, with what a note has beside', async () => {
    const deal = await first('deals')
    const [note] = await as(1, (tx) =>
      tx.unsafe<{ id: number }[]>(
        `insert into ${names.notes} (deal_id, type, text, attachments, sales_id)
         values ($1, 'kept', 'Before', array['{"src":"a"}'::jsonb], valence.current_sales_id()) returning id`,
        [deal],
      ),
    )
    const of = (tx: Transaction) =>
      tx`where source_table = 'opportunity_notes' and source_id = ${note?.id ?? 0}`
    await as(1, (tx) => tx`update activities set deleted_at = now() ${of(tx)}`)
    await as(1, (tx) => tx`update activities set description = 'After' ${of(tx)}`)
    await as(1, (tx) => tx`update activities set deleted_at = null ${of(tx)}`)
    expect(
      await database.sql.unsafe(
        `select type, text, deal_id, attachments[1] ->> 'src' as file from ${names.notes} where id = $1`,
        [note?.id ?? 0],
      ),
    ).toEqual([{ type: 'kept', text: 'After', deal_id: deal, file: 'a' }])
    expect((await verifyDatabase(database.url)).checks.filter((c) => c.failures > 0)).toEqual([])
  })

  it('what is in the trash is seen by its author and administrators', async () => {
    const id = await logNote(1, 'Mine', { contact_id: await first('contacts') })
    await as(1, (tx) => tx`update activities set deleted_at = now() where id = ${id}`)
    const seen = (place: number) => as(place, (tx) => tx`select from activities where id = ${id}`)
    expect(await seen(0)).toHaveLength(1)
    expect(await seen(1)).toHaveLength(1)
    expect(await seen(2)).toHaveLength(0)
  })

  it('a note that its own rules keep from being deleted keeps its activity out of the trash', async () => {
    const id = await logNote(1, 'Locked', { opportunity_id: await first('deals') })
    await database.sql`
      create policy "not this one" on public.opportunity_notes as restrictive for delete
      to authenticated using (text <> 'Locked')`
    await expect(
      as(1, (tx) => tx`update activities set deleted_at = now() where id = ${id}`),
    ).rejects.toMatchObject({ code: '42501' })
    expect(await notesWith('Locked')).toHaveLength(1)
    await database.sql`drop policy "not this one" on public.opportunity_notes`
  })

  it('the files of a note are not deleted while its activity is in the trash', async () => {
    if (generation === 'g8') return
    const deal = await first('deals')
    const calls = async () =>
      Number((await database.sql`select count(*) as n from net.http_calls`)[0]?.['n'])
    const before = await calls()
    await as(1, async (tx) => {
      await tx`select set_config('request.headers', '{"authorization":"Bearer x"}', true)`
      const [note] = await tx<{ id: number }[]>`
        insert into deal_notes (deal_id, text, attachments)
        values (${deal}, 'With a file', array['{"src":"a","path":"a"}'::jsonb]) returning id`
      await tx`
        update activities set deleted_at = now()
        where source_table = 'opportunity_notes' and source_id = ${note?.id ?? 0}`
      const [kept] = await tx`select current_setting('request.headers') as headers`
      expect(kept?.['headers']).toContain('Bearer x')
    })
    expect(await calls()).toBe(before)
    await as(1, async (tx) => {
      await tx`select set_config('request.headers', '{"authorization":"Bearer x"}', true)`
      await tx`
        insert into deal_notes (deal_id, text, attachments)
        values (${deal}, 'Really gone', array['{"src":"a","path":"a"}'::jsonb])`
      await tx`delete from deal_notes where text = 'Really gone'`
    })
    expect(await calls(), 'the clean-up works where a note is really deleted').toBe(before + 1)
  })

  it('an old client that deletes the note deletes its activity', async () => {
    const id = await logNote(1, 'Old delete', { opportunity_id: await first('deals') })
    await as(1, (tx) => tx.unsafe(`delete from ${names.notes} where text = 'Old delete'`))
    expect(await database.sql`select from activities where id = ${id}`).toHaveLength(0)
  })

  it('the trash and the notes outlive the way back and a second migration', async () => {
    const id = await logNote(1, 'There and back', { opportunity_id: await first('deals') })
    const trashed = await logNote(1, 'Trashed and back', { opportunity_id: await first('deals') })
    await as(1, (tx) => tx`update activities set deleted_at = now() where id = ${trashed}`)
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(await notesWith('There and back')).toHaveLength(1)
    expect(await notesWith('Trashed and back')).toHaveLength(0)
    expect((await migrate()).kind).toBe('migrated')
    expect(await database.sql`select from activities where id = ${id}`).toHaveLength(1)
    await as(1, (tx) => tx`update activities set deleted_at = null where id = ${trashed}`)
    expect(await notesWith('Trashed and back')).toHaveLength(1)
  })
})
