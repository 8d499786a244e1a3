import { connect, type Database, type Transaction } from '@valence/db'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { followDeleted, withoutAskingKeys } from './copied-references.ts'

let db: TestDatabase
let work: Database
let other: Database

beforeEach(async () => {
  db = await createTestDatabase({
    template: 'copied-references',
    build: async ({ sql }) => {
      await sql.unsafe(`
        create table public.authors (id bigint primary key);
        create table public.notes (id bigint primary key, author_id bigint);
        create table public.copies (
          id bigint primary key,
          author_id bigint references public.authors (id) on delete cascade,
          editor_id bigint references public.authors (id) on delete set null
        );
        create schema valence_migration;
        create table valence_migration.parked_rows (table_name text, reason text, data jsonb);
        insert into public.authors values (1), (2);
        insert into public.notes values (10, 1), (20, 2)`)
    },
  })
  work = connect(db.url, { max: 1 })
  other = connect(db.url, { max: 1 })
})
afterEach(async () => {
  await Promise.all([work.end(), other.end()])
  await db.drop()
})

const KEY = 'alter table public.notes add foreign key (author_id) references public.authors (id)'
const REFERENCES = [{ table: 'notes', column: 'author_id', refersTo: 'authors' }]
const COPY = `
  insert into public.copies (id, author_id)
  select n.id, coalesce(held.id, n.author_id)
  from public.notes as n
  left join lateral (select a.id from public.authors as a where a.id = n.author_id offset 0) as held on true`

/** Copies, with whether our own keys were looked at. */
async function copy(tx: Transaction, statement = COPY): Promise<{ readonly asksKeys: boolean }> {
  let asksKeys = true
  await withoutAskingKeys(tx, REFERENCES, async () => {
    const [mode] = await tx<{ mode: string }[]>`
      select current_setting('session_replication_role') as mode`
    asksKeys = mode?.mode === 'origin'
    await tx.unsafe(statement)
  })
  const [after] = await tx`select current_setting('session_replication_role') as mode`
  expect(after).toEqual({ mode: 'origin' })
  return { asksKeys }
}

it('does not ask our keys where the installation\u2019s own keep what is copied', async () => {
  await work.unsafe(KEY)
  expect(await work.begin(copy)).toEqual({ asksKeys: false })
  expect(await work`select id::int, author_id::int from public.copies order by id`).toEqual([
    { id: 10, author_id: 1 },
    { id: 20, author_id: 2 },
  ])
})

it('lets what is deleted beside a copy be deleted, and its copies follow as the keys say', async () => {
  await work.unsafe(KEY)
  await work.begin(async (tx) => {
    await copy(tx, 'insert into public.copies select n.id, n.author_id, 1 from public.notes as n')
    await other`delete from public.notes where author_id = 1`
    await other`delete from public.authors where id = 1`
  })
  const left = () =>
    work`select id::int, author_id::int, editor_id::int from public.copies order by id`
  expect(await left()).toHaveLength(2)
  await followDeleted(work, [
    { table: 'copies', column: 'author_id' },
    { table: 'copies', column: 'editor_id' },
  ])
  expect(await left()).toEqual([{ id: 20, author_id: 2, editor_id: null }])
  expect(await work`select reason, data from valence_migration.parked_rows`).toEqual([
    {
      reason: 'its author_id was deleted while it was copied',
      data: { id: 10, author_id: 1, editor_id: 1 },
    },
  ])
})

it.each([
  ['is missing', ''],
  ['was never validated', `${KEY} not valid`],
])('asks ours where its key %s, and these refuse what refers to nothing', async (_why, ddl) => {
  await work`insert into public.notes values (30, 987)`
  await work.unsafe(ddl)
  await expect(work.begin(copy)).rejects.toMatchObject({ code: '23503' })
  await work`delete from public.notes where id = 30`
  expect(await work.begin(copy)).toEqual({ asksKeys: true })
})

it('asks ours where the role may not set replica mode', async () => {
  await work.unsafe(KEY)
  await work.unsafe(
    'grant select, insert, update on public.notes, public.authors, public.copies to authenticated',
  )
  const outcome = await work.begin(async (tx) => {
    await tx`set local role authenticated`
    return copy(tx)
  })
  expect(outcome).toEqual({ asksKeys: true })
})
