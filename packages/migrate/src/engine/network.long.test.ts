import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createLegacyDatabase,
  type NetworkProxy,
  seededRandom,
  startNetworkProxy,
  type TestDatabase,
} from '@valence/testkit'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asMigrationError, type MigrationError } from '../errors.ts'
import type { MigrationEvent } from './events.ts'
import { verifyDatabase } from './inspect.ts'
import type { RunOptions } from './options.ts'
import { runMigration } from './run-migration.ts'
import { runRollback } from './run-rollback.ts'
import { testOptions } from './stepwise.fixture.ts'

let database: TestDatabase
let backupFolder: string
let proxy: NetworkProxy | undefined
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterEach(async () => {
  await proxy?.stop()
  proxy = undefined
  await database.drop()
  await rm(backupFolder, { recursive: true })
})

const migrate = (
  url: string,
  emit: (event: MigrationEvent) => void = () => {},
  changes: Partial<RunOptions> = {},
) =>
  runMigration(
    testOptions(url, { backupFolder, batchSize: 40, ...changes }),
    async () => true,
    emit,
  )

/** The same command again. A server may need a moment to see that a client is gone. */
async function migrateAgain(): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await migrate(database.url)
      return
    } catch (error) {
      if (asMigrationError(error).code !== 'VAL-BUSY' || attempt === 20) throw error
      await sleep(250)
    }
  }
}

async function failureOf(run: Promise<unknown>): Promise<MigrationError | null> {
  try {
    await run
    return null
  } catch (error) {
    return asMigrationError(error)
  }
}

// In the long form: at 20 ms a statement this takes minutes, and each cut is a run and a half.
describe('a slow network', () => {
  it('of 20 ms and 1 MB/s makes a run and a rollback slow, and nothing else', async () => {
    proxy = await startNetworkProxy(database.url, { latencyMs: 10, bytesPerSecond: 1_000_000 })
    expect((await migrate(proxy.url)).kind).toBe('migrated')
    expect((await verifyDatabase(proxy.url)).isGood).toBe(true)
    const outcome = await runRollback(
      testOptions(proxy.url),
      async () => true,
      () => {},
    )
    expect(outcome.kind).toBe('rolled-back')
  })
})

describe('a network that breaks', () => {
  let total = 0
  beforeAll(async () => {
    const measured = await createLegacyDatabase({ generation: 'g21' })
    const folder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    const through = await startNetworkProxy(measured.url)
    await runMigration(
      testOptions(through.url, { backupFolder: folder, batchSize: 40 }),
      async () => true,
      () => {},
    )
    total = through.passed()
    await through.stop()
    await measured.drop()
    await rm(folder, { recursive: true })
  })

  const random = seededRandom(20)
  const places = Array.from({ length: 10 }, (_, place) => (place + random.fraction()) / 10)
  it.each(places)(
    'after %d of its bytes ends the run with what to do, and the same command goes on',
    async (place) => {
      proxy = await startNetworkProxy(database.url, { cutAfterBytes: Math.round(total * place) })
      const failure = await failureOf(migrate(proxy.url))
      expect(failure).toMatchObject({
        exitCode: 1,
        hint: expect.stringMatching(/again/i),
      })
      await migrateAgain()
      const { checks } = await verifyDatabase(database.url)
      expect(checks.filter((check) => check.failures > 0)).toEqual([])
    },
  )
})

describe('a connection that is dead and looks alive', () => {
  it('is given up, and the same command goes on', async () => {
    proxy = await startNetworkProxy(database.url)
    const startedAt = performance.now()
    const failure = await failureOf(
      migrate(
        proxy.url,
        (event) => {
          if (event.kind === 'task-progress' && event.task === '1.3' && event.done > 0)
            proxy?.swallow()
        },
        { heartbeat: { everyMs: 300, silenceMs: 2_000 } },
      ),
    )
    expect(failure).toMatchObject({ code: 'VAL-CONNECTION-LOST', exitCode: 1 })
    expect(performance.now() - startedAt).toBeLessThan(60_000)
    // What a server's own keepalive does after half a minute.
    await proxy.stop()
    proxy = undefined
    await migrateAgain()
    expect((await verifyDatabase(database.url)).isGood).toBe(true)
  })
})
