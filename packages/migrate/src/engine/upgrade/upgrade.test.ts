import { SCHEMA_VERSION } from '@valence/schema/growth'
import {
  asBefore,
  everyRow,
  listReleases,
  type TestDatabase,
  writeEveryRow,
} from '@valence/testkit'
import { beforeAll, describe, expect, it } from 'vitest'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { requireCurrentSchema } from './plan-upgrade.ts'
import {
  dealsOf,
  dumpOf,
  type Installation,
  installation,
  upgradeInPieces,
  withoutPlaces,
  withReleased,
} from './released.fixture.ts'
import { dryUpgrade, upgradeDatabase } from './upgrade-database.ts'

const FIRST = '0001-arrived'

let known: Installation
beforeAll(async () => {
  known = await installation()
})

const yes = async () => true
const upgrade = ({ url }: TestDatabase) => upgradeDatabase(testOptions(url), yes, () => {})
const rollBack = ({ url }: TestDatabase) => runRollback(testOptions(url), yes, () => {})

describe.each(listReleases().filter(({ isArrived }) => isArrived))(
  'a database that release $name migrated',
  ({ name }) => {
    it('is upgraded to what this program migrates to, loses no value, and is rolled back exactly', () =>
      withReleased(name, async (database) => {
        const isOld = { code: 'VAL-SCHEMA-OLD' }
        await expect(requireCurrentSchema(database.sql)).rejects.toMatchObject(isOld)
        await expect(rollBack(database)).rejects.toMatchObject(isOld)
        await writeEveryRow(database)
        const rows = await everyRow(database)

        await upgrade(database)
        await requireCurrentSchema(database.sql)
        expect(withoutPlaces(await dumpOf(database))).toBe(known.migrated)
        expect(asBefore(rows, await everyRow(database))).toEqual(rows)

        await rollBack(database)
        expect(await dumpOf(database)).toBe(known.before)
      }))
  },
)

describe('an upgrade within the grace period', () => {
  // The long form cuts it before each of its pieces.
  it('that is cut off again and again while old clients write comes to the same end, and can be rolled back exactly', () =>
    withReleased(FIRST, async (database) => {
      const { cuts, deals } = await upgradeInPieces(database, 60)
      expect(cuts).toBeGreaterThan(3)
      expect(withoutPlaces(await dumpOf(database))).toBe(known.migrated)
      await rollBack(database)
      expect(await dumpOf(database)).toBe(known.before)
      expect(await dealsOf(database)).toEqual(deals)
    }))
})

describe('an upgrade', () => {
  it('is done once: the second time says that there is nothing to do', () =>
    withReleased(FIRST, async (database) => {
      const dry = { from: 1, to: SCHEMA_VERSION, isCurrent: false }
      expect(await dryUpgrade(database.url)).toMatchObject(dry)
      expect(await upgrade(database)).toMatchObject({ kind: 'upgraded' })
      expect(await upgrade(database)).toMatchObject({ kind: 'current' })
    }))

  it('leaves a database alone while its migration has not come to its end', () =>
    withReleased(FIRST, async (database) => {
      await database.sql`update valence_migration.runs set state = 'running'`
      const before = await dumpOf(database)
      expect(await upgrade(database)).toMatchObject({
        kind: 'current',
        plan: { isMigrating: true },
      })
      expect(await dumpOf(database)).toBe(before)
    }))

  it('refuses a database that is newer than the program', () =>
    withReleased(FIRST, async (database) => {
      await upgrade(database)
      await database.sql`
        insert into valence.schema_steps (version, name, checksum, tool) values (${SCHEMA_VERSION + 1}, 'later', '', 'later')`
      const isNewer = { code: 'VAL-SCHEMA-NEWER', exitCode: 3 }
      await expect(upgrade(database)).rejects.toMatchObject(isNewer)
      await expect(requireCurrentSchema(database.sql)).rejects.toMatchObject(isNewer)
    }))
})
