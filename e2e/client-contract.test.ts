import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultRunOptions, runMigration, runRollback } from '@valence/migrate'
import { demoUsers, type LegacyGeneration } from '@valence/sample-data'
import { type RunningServer, startServer } from '@valence/server'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiClient, signIn } from './contract/api-client.fixture.ts'
import { newClientRounds } from './contract/new-client.fixture.ts'
import { oldClientRound } from './contract/old-client.fixture.ts'
import { oldSqlRound } from './contract/old-sql-client.fixture.ts'

const EVERY_MS = 100

/** Repeats rounds until it is told to stop; the first that fails ends it, and its error is the result. */
class Loop {
  readonly #stop = new AbortController()
  readonly #done: Promise<unknown>
  rounds = 0

  constructor(round: (number: number) => Promise<void>) {
    this.#done = this.#run(round)
  }

  async #run(round: (number: number) => Promise<void>): Promise<unknown> {
    try {
      while (!this.#stop.signal.aborted) {
        await round(this.rounds)
        this.rounds += 1
        await sleep(EVERY_MS)
      }
      return null
    } catch (error) {
      return error
    }
  }

  /** @throws what a round failed on */
  async stop(): Promise<void> {
    this.#stop.abort()
    const error = await this.#done
    if (error !== null) throw error
  }
}

describe.each(['g8', 'g21'] as const)('clients of %s', (generation: LegacyGeneration) => {
  let database: TestDatabase
  let server: RunningServer
  let home: string
  const clients: ApiClient[] = []

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
    database = await createLegacyDatabase({ generation, deals: 80 })
    server = await startServer({
      databaseUrl: database.apiUrl,
      home: path.join(home, 'api'),
      publicDir: path.join(home, 'none'),
      port: 0,
    })
  })
  afterAll(async () => {
    await server.stop()
    await database.drop()
    await rm(home, { recursive: true, force: true })
  })

  it('are served before, during every phase, after, and after the rollback', async () => {
    const [admin, sales] = demoUsers
    if (admin === undefined || sales === undefined) throw new Error('no demo users')
    const old = await signIn(server, sales)
    const fresh = await signIn(server, admin)
    clients.push(old, fresh)

    const oldPages = new Loop((n) => oldClientRound(old, generation, `o${n}x`))
    const oldSql = new Loop((n) =>
      database.asUser(sales.userId, (tx) => oldSqlRound(tx, generation, `s${n}x`)),
    )
    const newLoops: Loop[] = []
    const knownAfterMs: Record<string, number> = {}
    const options = {
      ...defaultRunOptions,
      databaseUrl: database.url,
      backupFolder: path.join(home, 'backups'),
      isSolo: true,
      // Small batches, so that every phase lasts for some rounds.
      batchSize: 25,
      restRatio: 1,
      signal: new AbortController().signal,
    }
    const opened: Promise<void>[] = []
    await sleep(1_000)
    const outcome = await runMigration(
      options,
      async () => true,
      (event) => {
        if (event.kind !== 'task-finished' || !(event.task in newClientRounds)) return
        const phase = event.task as keyof typeof newClientRounds
        opened.push(
          waitUntilKnown(fresh, phase).then((ms) => {
            knownAfterMs[phase] = ms
            newLoops.push(new Loop((n) => newClientRounds[phase](fresh, `${phase}n${n}x`)))
          }),
        )
      },
    )
    expect(outcome.kind).toBe('migrated')
    await Promise.all(opened)
    await sleep(1_500)
    const roundsBefore = { old: oldPages.rounds, sql: oldSql.rounds }
    for (const loop of newLoops) await loop.stop()
    await runRollback(
      options,
      async () => true,
      () => {},
    )
    await sleep(1_500)
    await oldPages.stop()
    await oldSql.stop()

    expect(newLoops.map(({ rounds }) => rounds > 0)).toEqual([true, true, true, true, true])
    expect(roundsBefore.old).toBeGreaterThan(3)
    expect(oldPages.rounds).toBeGreaterThan(roundsBefore.old)
    expect(oldSql.rounds).toBeGreaterThan(roundsBefore.sql)
    // A tenth of a second by itself; a schema that nobody tells of would never be known.
    for (const ms of Object.values(knownAfterMs)) expect(ms).toBeLessThan(10_000)
  }, 300_000)
})

/** The names that each phase brings, and how long the API takes to know them once the phase has ended. */
const BROUGHT = {
  '1.1': 'opportunities',
  '1.2': 'contact_organizations',
  '1.3': 'opportunity_participants',
  '1.4': 'activities',
  rest: 'opportunities_summary',
} as const

async function waitUntilKnown(api: ApiClient, phase: keyof typeof BROUGHT): Promise<number> {
  const startedAt = performance.now()
  for (;;) {
    try {
      await api.getList(BROUGHT[phase], { order: 'id.asc', limit: '1' })
      return performance.now() - startedAt
    } catch (error) {
      if (performance.now() - startedAt > 5_000) throw error
      await sleep(20)
    }
  }
}
