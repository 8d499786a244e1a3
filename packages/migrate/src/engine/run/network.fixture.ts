import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { asOperatorError, type OperatorError } from '@valence/db'
import {
  createLegacyDatabase,
  type NetworkFaults,
  type NetworkProxy,
  startNetworkProxy,
  type TestDatabase,
} from '@valence/testkit'
import { expect } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import type { RunOptions } from '../plan/options.ts'
import { verifyDatabase } from './inspect.ts'
import { runMigration } from './run-migration.ts'
import { testOptions } from './stepwise.fixture.ts'

/** A sample installation behind a network that is slow or breaks. */
export interface FarDatabase {
  readonly database: TestDatabase
  readonly proxy: NetworkProxy
  /** Through that network. */
  migrate(
    emit?: (event: MigrationEvent) => void,
    changes?: Partial<RunOptions>,
  ): ReturnType<typeof runMigration>
  /** The same command again, over a good network. A server may need a moment to see that a client is gone. */
  migrateAgain(): Promise<void>
  close(): Promise<void>
}

export async function farDatabase(faults: NetworkFaults = {}): Promise<FarDatabase> {
  const database = await createLegacyDatabase({ generation: 'g21' })
  const backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  const proxy = await startNetworkProxy(database.url, faults)
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
  return {
    database,
    proxy,
    migrate: (emit, changes) => migrate(proxy.url, emit, changes),
    migrateAgain: async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await migrate(database.url)
          return
        } catch (error) {
          if (asOperatorError(error).code !== 'VAL-BUSY' || attempt === 20) throw error
          await sleep(250)
        }
      }
    },
    close: async () => {
      await proxy.stop()
      await database.drop()
      await rm(backupFolder, { recursive: true })
    },
  }
}

/** The bytes of an undisturbed run, both ways. */
export async function bytesOfRun(): Promise<number> {
  const far = await farDatabase()
  await far.migrate()
  const bytes = far.proxy.passed()
  await far.close()
  return bytes
}

export async function failureOf(run: Promise<unknown>): Promise<OperatorError | null> {
  try {
    await run
    return null
  } catch (error) {
    return asOperatorError(error)
  }
}

/** Its network is cut on the way: that is said with what to do, and the same command goes on to a good end. */
export async function expectToGoOn(far: FarDatabase): Promise<void> {
  expect(await failureOf(far.migrate())).toMatchObject({
    exitCode: 1,
    hint: expect.stringMatching(/again/i),
  })
  await far.migrateAgain()
  const { checks } = await verifyDatabase(far.database.url)
  expect(checks.filter((check) => check.failures > 0)).toEqual([])
}
