import { expect, it } from 'vitest'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import {
  dealsOf,
  dumpOf,
  installation,
  upgradeInPieces,
  withoutPlaces,
  withReleased,
} from './released.fixture.ts'

it('an upgrade within the grace period, cut off before each of its pieces while old clients write, comes to the same end, and can be rolled back exactly', async () => {
  const known = await installation()
  await withReleased('0001-arrived', async (database) => {
    const { cuts, deals } = await upgradeInPieces(database, 1)
    process.stdout.write(`${cuts} cuts\n`)
    expect(cuts).toBeGreaterThan(200)
    expect(withoutPlaces(await dumpOf(database))).toBe(known.migrated)
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    expect(await dumpOf(database)).toBe(known.before)
    expect(await dealsOf(database)).toEqual(deals)
  })
}, 3_600_000)
