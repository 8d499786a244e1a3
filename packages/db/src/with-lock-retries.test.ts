import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from './connect.ts'
import { DatabaseError } from './database-error.ts'
import { withLockRetries } from './with-lock-retries.ts'

describe('a lock that is not free', () => {
  let db: TestDatabase
  let work: Database
  let holder: Database
  let bystander: Database

  beforeAll(async () => {
    db = await createTestDatabase({
      template: 'lock-retries',
      build: async ({ sql }) => {
        await sql`create table public.held (id int primary key)`
        await sql`create table public.other (id int primary key)`
      },
    })
    work = connect(db.url, { max: 1 })
    holder = connect(db.url, { max: 1, applicationName: 'nightly report' })
    bystander = connect(db.url, { max: 1, applicationName: 'bystander' })
  })
  afterAll(async () => {
    await Promise.all([work.end(), holder.end(), bystander.end()])
    await db.drop()
  })

  const lockHeld = (attempts: number, onRetry?: (blockers: readonly string[]) => void) =>
    withLockRetries(
      work,
      {
        lockTimeoutMs: 150,
        attempts,
        databaseUrl: db.url,
        random: () => 0,
        onRetry: (_attempt, blockers) => onRetry?.(blockers),
      },
      async (tx) => {
        await tx`lock table public.held in access exclusive mode`
        return 'done'
      },
    )

  it('is told with the session that has it, and not with one that is merely old', async () => {
    const error = await bystander.begin(async (old) => {
      await old`select from public.other`
      return await holder.begin(async (tx) => {
        const [session] = await tx<
          { pid: number }[]
        >`select pg_backend_pid() as pid from public.held union select pg_backend_pid()`
        const failure = await lockHeld(2).catch((error: unknown) => error)
        return { failure, pid: session?.pid }
      })
    })
    expect(error.failure).toBeInstanceOf(DatabaseError)
    const { code, object } = error.failure as DatabaseError
    expect(code).toBe('VAL-LOCKED')
    expect(object).toMatch(
      new RegExp(
        `^pid ${error.pid} \\(\\w+, nightly report, idle in transaction\\) open for \\d+ s$`,
      ),
    )
  })

  it('is taken once it is free, after a try that named who had it', async () => {
    const named: string[] = []
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    let isHeld = (): void => undefined
    const held = new Promise<void>((resolve) => {
      isHeld = resolve
    })
    const holding = holder.begin(async (tx) => {
      await tx`lock table public.held in row exclusive mode`
      isHeld()
      await released
    })
    await held
    const outcome = await lockHeld(20, (blockers) => {
      named.push(...blockers)
      release()
    })
    await holding
    expect(outcome).toBe('done')
    expect(named.join()).toContain('nightly report')
  })

  it('names the oldest transactions where no other session can be asked', async () => {
    const failure = await holder.begin(async (tx) => {
      await tx`lock table public.held in row exclusive mode`
      return await withLockRetries(
        work,
        { lockTimeoutMs: 100, attempts: 2, random: () => 0 },
        (own) => own`lock table public.held in access exclusive mode`,
      ).catch((error: unknown) => error)
    })
    expect(failure).toMatchObject({
      code: 'VAL-LOCKED',
      object: expect.stringContaining('nightly report'),
    })
  })
})
