import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dryRun } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { approvePlan, openApprovalsForRole } from './approve-plan.ts'
import { type SecondRole, secondRole } from './second-role.fixture.ts'

const DAY_MS = 86_400_000

let database: TestDatabase
let backupFolder: string
let approver: SecondRole
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
  approver = await secondRole(database)
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterEach(async () => {
  vi.useRealTimers()
  await approver.drop()
  await database.drop()
  await rm(backupFolder, { recursive: true })
})

/** Only what the clock says; timers run as ever. */
function setClock(offDays: number): void {
  vi.useRealTimers()
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + offDays * DAY_MS })
}

const migrate = (isSolo = true) =>
  runMigration(
    testOptions(database.url, { backupFolder, isSolo }),
    async () => true,
    () => {},
  )
const rollBack = () =>
  runRollback(
    testOptions(database.url),
    async () => true,
    () => {},
  )

describe.each([-3, 3, 10])(
  'a clock that is wrong by %i days on the machine of the operator',
  (off) => {
    it('makes an approval neither younger nor older, and opens or closes no rollback window', async () => {
      const planned = await dryRun(database.url, {})
      if (planned.kind === 'target') throw new Error('this is no legacy database')
      await openApprovalsForRole(database.url, approver.name)
      setClock(-off)
      await approvePlan(
        {
          databaseUrl: approver.url,
          stageMap: {},
          functionMap: {},
          comment: null,
          administrator: null,
          hash: planned.plan.hash,
        },
        async () => true,
      )
      setClock(off)
      expect((await migrate(false)).kind).toBe('migrated')
      setClock(-off)
      const [run] = await database.sql<{ isNow: boolean }[]>`
      select r.completed_at between now() - interval '5 minutes' and now() as "isNow"
      from valence_migration.runs as r`
      expect(run?.isNow).toBe(true)

      await endedBefore('48 hours 1 minute')
      await expect(rollBack()).rejects.toMatchObject({ code: 'VAL-WINDOW-OVER', exitCode: 4 })
      await endedBefore('47 hours 59 minutes')
      expect((await rollBack()).kind).toBe('rolled-back')
    })

    it('does not matter to an approval that is too old', async () => {
      const planned = await dryRun(database.url, {})
      if (planned.kind === 'target') throw new Error('this is no legacy database')
      await openApprovalsForRole(database.url, approver.name)
      await approvePlan(
        {
          databaseUrl: approver.url,
          stageMap: {},
          functionMap: {},
          comment: null,
          administrator: null,
          hash: planned.plan.hash,
        },
        async () => true,
      )
      await database.sql.unsafe(`
        alter table valence_migration.approvals disable trigger valence_append_only;
        update valence_migration.approvals set approved_at = now() - interval '7 days 1 minute'`)
      setClock(off)
      await expect(migrate(false)).rejects.toMatchObject({ exitCode: 6 })
    })
  },
)

async function endedBefore(interval: string): Promise<void> {
  await database.sql`
    update valence_migration.runs set completed_at = now() - ${interval}::text::interval`
}
