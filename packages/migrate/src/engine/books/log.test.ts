import { connect, type Database, type Transaction } from '@valence/db'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inspectLog } from './inspect-log.ts'
import { appendLog, openLog, readLogHead } from './log.ts'

let database: TestDatabase
let sql: Database

beforeAll(async () => {
  database = await createTestDatabase()
  sql = connect(database.url, { max: 8, applicationName: 'a test' })
})
afterAll(async () => {
  await sql.end({ timeout: 5 })
  await database.drop()
})
beforeEach(async () => {
  await sql.unsafe('drop schema if exists valence_migration cascade')
  await sql.begin(async (tx) => openLog(tx))
  await appendLog(sql, 'plan approved', null, { plan: 'abc', comment: 'ünï "quoted"' })
  await appendLog(sql, 'run started', 1, { solo: false })
  await appendLog(sql, 'phase started', 1, { phase: '1.1' })
  await appendLog(sql, 'phase finished', 1, { phase: '1.1', rows: { deals: 60 } })
  await appendLog(sql, 'run finished', 1)
})

/** What an owner can do, who may switch the triggers off. */
const tamper = async (statements: string) =>
  await sql.begin(async (tx) => {
    await tx.unsafe('alter table valence_migration.log disable trigger valence_append_only')
    await tx.unsafe(statements)
    await tx.unsafe('alter table valence_migration.log enable always trigger valence_append_only')
  })

const breaks = async (expected?: string) =>
  (await inspectLog(database.url, expected)).breaks.map(({ kind, from, to }) =>
    from === to ? `${kind} ${from}` : `${kind} ${from}-${to}`,
  )

/** Makes the hash of an entry right again, as the log itself would. */
const rehash = (seq: number) => `
  update valence_migration.log as l set hash = encode(sha256(convert_to(l.seq || ' ' || jsonb_build_array(
    to_char(l.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), l.who, l.application, l.what, l.run_id,
    l.details, l.previous_hash), 'UTF8')), 'hex') where l.seq = ${seq};`

describe('the log', () => {
  it('knows who, as what, when and what, and is whole', async () => {
    const { entries, head } = await inspectLog(database.url)
    expect(entries.map(({ seq, what }) => `${seq} ${what}`)).toEqual([
      '1 plan approved',
      '2 run started',
      '3 phase started',
      '4 phase finished',
      '5 run finished',
    ])
    expect(entries[0]).toMatchObject({ who: 'postgres', application: 'a test', runId: null })
    expect(Math.abs(Date.now() - (entries[0]?.at.getTime() ?? 0))).toBeLessThan(60_000)
    expect(head).toEqual({ seq: 5, hash: entries[4]?.hash })
    expect(await breaks()).toEqual([])
  })

  it.each([
    'update valence_migration.log set who = who where false',
    'delete from valence_migration.log',
    'truncate valence_migration.log',
    "set local session_replication_role = 'replica'; update valence_migration.log set what = 'x'",
  ])('refuses to forget: %s', async (statement) => {
    await expect(sql.begin((tx) => tx.unsafe(statement))).rejects.toMatchObject({ code: '42501' })
  })

  it('is one chain, however many write at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, place) => appendLog(sql, 'cleanup', null, { place })),
    )
    const { entries } = await inspectLog(database.url)
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 45 }, (_, n) => n + 1))
    expect(await breaks()).toEqual([])
  })

  it('leaves no hole where a transaction is undone', async () => {
    await sql
      .begin(async (tx) => {
        await appendLog(tx, 'cleanup', null)
        throw new Error('undone')
      })
      .catch(() => undefined)
    await appendLog(sql, 'cleanup', null)
    expect((await inspectLog(database.url)).entries).toHaveLength(6)
    expect(await breaks()).toEqual([])
  })

  it('lets no one wait long for an entry that is not committed', async () => {
    const holder = await sql.reserve()
    try {
      await holder.unsafe('begin')
      await appendLog(holder as unknown as Transaction, 'cleanup', null) // a session that was reserved
      const startedAt = performance.now()
      await expect(appendLog(sql, 'cleanup', null)).rejects.toMatchObject({ code: '55P03' })
      expect(performance.now() - startedAt).toBeLessThan(8_000)
    } finally {
      await holder.unsafe('rollback')
      holder.release()
    }
    await appendLog(sql, 'cleanup', null)
    expect(await breaks()).toEqual([])
  })
})

describe('an entry', () => {
  const edits = [
    `at = at + interval '1 microsecond'`,
    `who = 'someone'`,
    `application = 'psql'`,
    `what = 'run finished'`,
    `run_id = 7`,
    `details = '{"solo": false}'`,
    `previous_hash = repeat('1', 64)`,
    `hash = repeat('1', 64)`,
  ]
  it.each([1, 3, 5].flatMap((seq) => edits.map((edit) => [seq, edit] as const)))(
    '%i that was edited is named (%s)',
    async (seq, edit) => {
      await tamper(`update valence_migration.log set ${edit} where seq = ${seq}`)
      // What does not differ from before is no edit.
      const isNoEdit = seq === 5 && edit === `what = 'run finished'`
      expect(await breaks()).toEqual(isNoEdit ? [] : [`edited ${seq}`])
    },
  )

  it.each([1, 3, 5])('%i that was taken out is named', async (seq) => {
    await tamper(`delete from valence_migration.log where seq = ${seq}`)
    expect(await breaks()).toEqual([`missing ${seq}`])
  })

  it('that was edited and given a right hash is found by the one after it', async () => {
    await tamper(`
      update valence_migration.log set who = 'someone' where seq = 3;${rehash(3)}`)
    expect(await breaks()).toEqual(['replaced 3-4'])
    await tamper(`
      update valence_migration.log set who = 'someone' where seq = 5;${rehash(5)}`)
    expect(await breaks()).toEqual(['replaced 3-4', 'replaced 5'])
  })

  it('that was forged is named, at the end and in between', async () => {
    const forged = (seq: number) => `
      insert into valence_migration.log (seq, at, who, application, what, details, previous_hash, hash)
      select ${seq}, now(), 'other', 'valence', 'plan approved', '{}', l.hash, '' from valence_migration.log as l
      where l.seq = ${seq - 1};${rehash(seq)}`
    await tamper(forged(6))
    expect(await breaks()).toEqual(['forged 6'])
    await tamper(`
      delete from valence_migration.log where seq = 6;
      update valence_migration.log set seq = seq + 101 where seq >= 3;
      update valence_migration.log set seq = seq - 100 where seq >= 100;${forged(3)}`)
    expect(await breaks()).toEqual(['moved 4', 'moved 5', 'moved 6', 'forged 6'])
  })

  it('that changed places with another is named, and so is that one', async () => {
    await tamper(`
      update valence_migration.log set seq = 99 where seq = 3;
      update valence_migration.log set seq = 3 where seq = 4;
      update valence_migration.log set seq = 4 where seq = 99`)
    expect(await breaks()).toEqual(['moved 3', 'moved 4'])
  })

  it('is missed at the end even where the note of the end was cut too, by who kept its hash', async () => {
    const head = await readLogHead(sql)
    await tamper(`
      delete from valence_migration.log where seq > 3;
      update valence_migration.log_head
      set seq = 3, hash = (select l.hash from valence_migration.log as l where l.seq = 3)`)
    expect(await breaks()).toEqual([])
    expect(await breaks(head?.hash)).toEqual(['cut-off 4'])
    expect(await breaks(head?.hash.slice(0, 16))).toEqual(['cut-off 4'])
  })

  it('and the note of the end cannot be taken out unseen', async () => {
    await sql`delete from valence_migration.log_head`
    expect(await breaks()).toEqual(['missing 5'])
  })
})
