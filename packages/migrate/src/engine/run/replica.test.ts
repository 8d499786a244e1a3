import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@valence/db'
import {
  createLegacyDatabase,
  findPostgresPrograms,
  type ServerWithStandby,
  type TestDatabase,
  useServerWithStandby,
} from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { onlineExecutor } from '../ground/executor.ts'
import { runMigration } from './run-migration.ts'
import { testOptions } from './stepwise.fixture.ts'
import { openThrottle } from './throttle.ts'

const bin = findPostgresPrograms()

describe.skipIf(bin === undefined)('a server with a streaming replica', () => {
  let server: ServerWithStandby
  let database: TestDatabase
  let backupFolder: string

  beforeAll(async () => {
    server = await useServerWithStandby(bin ?? '')
    database = await createLegacyDatabase({ generation: 'g21', deals: 120 })
    backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
  })
  afterAll(async () => {
    await database.drop()
    await server.close()
    await rm(backupFolder, { recursive: true })
  })

  it('is migrated no faster than the replica follows', async () => {
    const told: string[] = []
    let batches = 0
    let isPaused = false
    let whilePaused = 0
    let pausing: Promise<void> | undefined
    const run = runMigration(
      testOptions(database.url, { backupFolder, batchSize: 10, maxReplicaLagMs: 300 }),
      async () => true,
      (event: MigrationEvent) => {
        if (event.kind === 'message') told.push(event.text)
        if (event.kind !== 'task-progress' || event.task !== '1.1' || event.done === 0) return
        batches += 1
        if (batches === 3) pausing = pause()
        if (isPaused) whilePaused += 1
      },
    )
    async function pause(): Promise<void> {
      await server.pauseReplay()
      await sleep(600)
      isPaused = true
      await sleep(1_500)
      isPaused = false
      await server.resumeReplay()
    }
    expect((await run).kind).toBe('migrated')
    await pausing
    expect(pausing).toBeDefined()
    expect(whilePaused).toBe(0)
    expect(told.join('\n')).toMatch(
      /Waiting before the next batch: the replica \S+ is \d+\.\d s behind.*Going on/s,
    )
  })

  it('refuses a limit for replicas that the role cannot see', async () => {
    const admin = connect(database.superuserUrl, { max: 1 })
    await admin`create role blind login`
    const url = new URL(database.url)
    url.username = 'blind'
    const blind = connect(url.toString(), { max: 1 })
    const executor = onlineExecutor(blind)
    await expect(
      openThrottle(executor, { maxReplicaLagMs: 1_000 }, () => {}),
    ).rejects.toMatchObject({ code: 'VAL-REPLICA-LAG', exitCode: 2 })
    // Where nothing was asked for, what cannot be seen is not waited for.
    const throttle = await openThrottle(executor, {}, () => {})
    await throttle.wait(async () => {})
    await blind.end()
    await admin.end()
  })
})
