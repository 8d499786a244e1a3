import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verifyDatabase } from './inspect.ts'
import {
  bytesOfRun,
  expectToGoOn,
  type FarDatabase,
  failureOf,
  farDatabase,
} from './network.fixture.ts'

let far: FarDatabase
afterEach(() => far.close())

describe('a network that breaks', () => {
  let total = 0
  beforeAll(async () => {
    total = await bytesOfRun()
  })

  // The first is in the COPY that proves the backup, the second in a backfill; the long form has ten places.
  const places = [0.52, 0.85]
  it.each(places)(
    'after %d of its bytes ends the run with what to do, and the same command goes on',
    async (place) => {
      far = await farDatabase({ cutAfterBytes: Math.round(total * place) })
      await expectToGoOn(far)
    },
  )
})

describe('a connection that is dead and looks alive', () => {
  it('is given up, and the same command goes on', async () => {
    far = await farDatabase()
    const startedAt = performance.now()
    const failure = await failureOf(
      far.migrate(
        (event) => {
          if (event.kind === 'task-progress' && event.task === '1.3' && event.done > 0)
            far.proxy.swallow()
        },
        { heartbeat: { everyMs: 300, silenceMs: 2_000 } },
      ),
    )
    expect(failure).toMatchObject({ code: 'VAL-CONNECTION-LOST', exitCode: 1 })
    expect(performance.now() - startedAt).toBeLessThan(60_000)
    // What a server's own keepalive does after half a minute.
    far.proxy.cut()
    await far.migrateAgain()
    expect((await verifyDatabase(far.database.url)).isGood).toBe(true)
  })
})
