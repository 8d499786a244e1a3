import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@valence/db'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { readLockHolder, requireRunLock, withRunLock } from './run-lock.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(() => database.drop())

const heldBy = (work: (lockLost: AbortSignal) => Promise<unknown>, texts: string[] = []) =>
  withRunLock(
    database.url,
    (event: MigrationEvent) => {
      if (event.kind === 'message') texts.push(event.text)
    },
    work,
  )

/** Ends the session that holds the lock, as the server does with the session of a killed tool. */
async function endHolder(): Promise<void> {
  await database.sql`select pg_terminate_backend(${await readLockHolder(database.sql)}::int)`
}

describe('the lock of a run', () => {
  it('is waited for where its holder was just killed', async () => {
    const { isOpen, open } = gate()
    const first = heldBy(() => isOpen)
    while ((await readLockHolder(database.sql)) === null) await sleep(20)
    const texts: string[] = []
    const second = heldBy(async () => 'worked', texts)
    while (texts.length === 0) await sleep(20)
    await endHolder()
    expect(await second).toBe('worked')
    expect(texts).toEqual([expect.stringContaining('waiting a moment')])
    open()
    await first
  })

  it('is refused with the holder named while that one lives', async () => {
    const { isOpen, open } = gate()
    const first = heldBy(() => isOpen)
    while ((await readLockHolder(database.sql)) === null) await sleep(20)
    const holder = await readLockHolder(database.sql)
    await expect(heldBy(async () => 'worked')).rejects.toMatchObject({
      code: 'VAL-BUSY',
      exitCode: 5,
      object: `backend ${holder}`,
    })
    open()
    await first
  })

  it('stops its owner between two pieces of work when it is lost', async () => {
    const { isOpen: isWorking, open: work } = gate()
    const run = heldBy(async (lockLost) => {
      work()
      for (;;) {
        requireRunLock(lockLost)
        await sleep(20)
      }
    })
    await isWorking
    await endHolder()
    await expect(run).rejects.toMatchObject({ code: 'VAL-LOCK-LOST', exitCode: 1 })
  })

  it('is used only once the statements of the former holder are over', async () => {
    const { left, over } = leftBehind(1_500)
    await left
    await heldBy(async () => expect(await over()).toBe('ended by itself'))
  })

  it('ends what the former holder left behind when it goes on for long', async () => {
    const { left, over } = leftBehind(60_000)
    await left
    const texts: string[] = []
    await heldBy(async () => expect(await over()).toBe('was ended'), texts)
    expect(texts).toEqual([expect.stringMatching(/^Ending what a killed run left working/)])
  }, 30_000)
})

function gate(): { isOpen: Promise<void>; open(): void } {
  let open = () => {}
  const isOpen = new Promise<void>((resolve) => {
    open = resolve
  })
  return { isOpen, open: () => open() }
}

/** A session of a killed tool whose statement goes on in the server. */
function leftBehind(ms: number): { left: Promise<void>; over(): Promise<string> } {
  const worker = connect(database.url, { max: 1, applicationName: 'valence migrate' })
  const statement = worker`select pg_sleep(${ms / 1_000})`.then(
    () => 'ended by itself',
    () => 'was ended',
  )
  const ended = statement.finally(() => worker.end({ timeout: 1 }))
  return {
    left: (async () => {
      for (;;) {
        const [seen] = await database.sql`
          select from pg_stat_activity as a where a.application_name = 'valence migrate' and a.state = 'active'`
        if (seen !== undefined) return
        await sleep(20)
      }
    })(),
    over: () => ended,
  }
}
