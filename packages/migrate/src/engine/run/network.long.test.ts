import { seededRandom } from '@valence/testkit'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { verifyDatabase } from './inspect.ts'
import { bytesOfRun, expectToGoOn, type FarDatabase, farDatabase } from './network.fixture.ts'
import { runRollback } from './run-rollback.ts'
import { testOptions } from './stepwise.fixture.ts'

let far: FarDatabase
afterEach(() => far.close())

describe('a network that breaks', () => {
  let total = 0
  beforeAll(async () => {
    total = await bytesOfRun()
  })

  const random = seededRandom(20)
  const places = Array.from({ length: 10 }, (_, place) => (place + random.fraction()) / 10)
  it.each(places)(
    'after %d of its bytes ends the run with what to do, and the same command goes on',
    async (place) => {
      far = await farDatabase({ cutAfterBytes: Math.round(total * place) })
      await expectToGoOn(far)
    },
  )
})

describe('a slow network', () => {
  it('of 20 ms and 1 MB/s makes a run and a rollback slow, and nothing else', async () => {
    far = await farDatabase({ latencyMs: 10, bytesPerSecond: 1_000_000 })
    expect((await far.migrate()).kind).toBe('migrated')
    expect((await verifyDatabase(far.proxy.url)).isGood).toBe(true)
    const outcome = await runRollback(
      testOptions(far.proxy.url),
      async () => true,
      () => {},
    )
    expect(outcome.kind).toBe('rolled-back')
  }, 600_000)
})
