import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildIndexes, connect, type Database } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Executor, onlineExecutor } from '../ground/executor.ts'
import { runMigration } from './run-migration.ts'
import { testOptions } from './stepwise.fixture.ts'
import { openThrottle } from './throttle.ts'

const nothing = async () => {}

describe('between two batches', () => {
  let database: TestDatabase
  let db: Database
  let executor: Executor

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    db = connect(database.url, { max: 1, applicationName: 'valence migrate' })
    executor = onlineExecutor(db)
    await database.sql`create table public.load (value int)`
    await database.sql`insert into public.load values (0)`
  })
  afterAll(async () => {
    await db.end()
    await database.drop()
  })

  const elapsed = async (work: Promise<unknown>) => {
    const startedAt = performance.now()
    await work
    return performance.now() - startedAt
  }

  it('nothing is waited for when nothing speaks against it', async () => {
    const throttle = await openThrottle(executor, {}, () => {})
    expect(await elapsed(throttle.wait(nothing))).toBeLessThan(240)
  })

  it('the query of the operator is asked until it lets go, and said so', async () => {
    const told: string[] = []
    const throttle = await openThrottle(
      executor,
      { throttleQuery: 'select value > 3 from public.load' },
      (event) => told.push(event.kind === 'message' ? event.text : ''),
    )
    await database.sql`update public.load set value = 4`
    const waited = elapsed(throttle.wait(nothing))
    await sleep(700)
    await database.sql`update public.load set value = 0`
    expect(await waited).toBeGreaterThan(650)
    expect(told).toEqual([
      'Waiting before the next batch: the throttle query says true',
      'Going on',
    ])
  })

  it('a query that fails in between is a reason to wait; one that fails at first is refused', async () => {
    await expect(
      openThrottle(executor, { throttleQuery: 'select value from public.nowhere' }, () => {}),
    ).rejects.toMatchObject({ code: 'VAL-THROTTLE-QUERY', exitCode: 2 })
    await expect(
      openThrottle(executor, { throttleQuery: 'delete from public.load returning 1' }, () => {}),
    ).rejects.toMatchObject({ code: 'VAL-THROTTLE-QUERY' })
    const throttle = await openThrottle(
      executor,
      { throttleQuery: 'select 1 / (value - 7) > 5 from public.load' },
      () => {},
    )
    await database.sql`update public.load set value = 7`
    const waited = elapsed(throttle.wait(nothing))
    await sleep(400)
    await database.sql`update public.load set value = 0`
    expect(await waited).toBeGreaterThan(350)
  })

  it('sessions that wait for a lock are let through, for some seconds', async () => {
    const [holder, waiter] = [connect(database.url, { max: 1 }), connect(database.url, { max: 1 })]
    await holder.unsafe('begin; update public.load set value = 1')
    const waiting = waiter`update public.load set value = 2`.execute()
    const isWaiting = async () =>
      (
        await database.sql`
          select from pg_locks as l join pg_stat_activity as a on a.pid = l.pid
          where not l.granted and a.datname = current_database()
            and l.waitstart < clock_timestamp() - interval '100 ms'`
      ).length > 0
    while (!(await isWaiting())) await sleep(20)
    const throttle = await openThrottle(executor, {}, () => {})
    const waited = elapsed(throttle.wait(nothing))
    await sleep(500)
    await holder.unsafe('commit')
    const ms = await waited
    expect(ms).toBeGreaterThan(450)
    expect(ms).toBeLessThan(4_000)
    await waiting
    await holder.end()
    await waiter.end()
  })

  it('sessions that go on waiting for one another hold up a run less and less', async () => {
    const [holder, waiter] = [connect(database.url, { max: 1 }), connect(database.url, { max: 1 })]
    await holder.unsafe('begin; update public.load set value = 1')
    const waiting = waiter`update public.load set value = 2`.execute()
    await sleep(300)
    const throttle = await openThrottle(executor, {}, () => {})
    const waits = []
    for (let batch = 0; batch < 5; batch += 1) waits.push(await elapsed(throttle.wait(nothing)))
    expect(waits[0]).toBeGreaterThan(4_500)
    expect(waits[4]).toBeLessThan(1_000)
    await holder.unsafe('commit')
    await waiting
    await throttle.wait(nothing)
    await holder.unsafe('begin; update public.load set value = 1')
    const again = waiter`update public.load set value = 2`.execute()
    await sleep(300)
    expect(await elapsed(throttle.wait(nothing))).toBeGreaterThan(4_500)
    await holder.unsafe('commit')
    await again
    await holder.end()
    await waiter.end()
  })

  it('a run that waits can be ended', async () => {
    const throttle = await openThrottle(executor, { throttleQuery: 'select true' }, () => {})
    const stop = new Error('ended')
    const until = performance.now() + 400
    await expect(
      throttle.wait(async () => {
        if (performance.now() > until) throw stop
      }),
    ).rejects.toBe(stop)
  })
})

describe('a migration', () => {
  it('rewrites no table', async () => {
    const database = await createLegacyDatabase({ generation: 'g8' })
    const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    const files = async () =>
      new Map(
        (
          await database.sql<{ oid: string; file: string }[]>`
            select c.oid::text as oid, pg_relation_filenode(c.oid)::text as file
            from pg_class as c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`
        ).map(({ oid, file }) => [oid, file]),
      )
    const before = await files()
    await runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      () => {},
    )
    const after = await files()
    expect(before.size).toBeGreaterThan(7)
    for (const [oid, file] of before) expect(after.get(oid), oid).toBe(file)
    await database.drop()
    await rm(backupFolder, { recursive: true })
  })

  it('builds an index again that an interrupted build left invalid', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    await database.sql`insert into public.tags (name, color) values ('twice', '#000'), ('twice', '#000')`
    await expect(
      database.sql`create unique index concurrently valence_tags_name on public.tags (name)`,
    ).rejects.toMatchObject({ code: '23505' })
    const state = async () =>
      (
        await database.sql`
          select indisvalid as valid, indisunique as is_unique from pg_index
          where indexrelid = 'public.valence_tags_name'::regclass`
      )[0]
    expect(await state()).toEqual({ valid: false, is_unique: true })
    const statement =
      'create index concurrently if not exists valence_tags_name on public.tags (name)'
    await buildIndexes(database.sql, [statement])
    expect(await state()).toEqual({ valid: true, is_unique: false })
    await database.drop()
  })
})
