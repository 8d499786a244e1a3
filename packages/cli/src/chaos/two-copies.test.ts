import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { asOperatorError } from '@valence/db'
import { dryRun, reportDatabase, verifyDatabase } from '@valence/migrate'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { valence } from '../valence.fixture.ts'
import { carryOut } from './strike.fixture.ts'
import { leftOvers, legacyState, targetState } from './target-state.fixture.ts'

let folder: string
let database: TestDatabase
let undisturbed: string
let legacy: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-chaos-'))
  const reference = await createLegacyDatabase({ generation: 'g21' })
  legacy = await legacyState(reference)
  await carryOut('run', reference.url, folder)
  undisturbed = await targetState(reference)
  await reference.drop()
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
  return () => database.drop()
})

const migrate = () => carryOut('run', database.url, folder)
const rollBack = () => carryOut('rollback', database.url, folder)

/** How two commands end that begin at the same moment: the exit code of each. */
async function together(...commands: readonly (() => Promise<void>)[]): Promise<readonly number[]> {
  const codes = await Promise.all(
    commands.map((command) =>
      command().then(
        () => 0,
        (error: unknown) => asOperatorError(error).exitCode,
      ),
    ),
  )
  return codes.toSorted()
}

describe('two commands that begin at the same moment', () => {
  it('are one migration and one that is turned away with exit code 5', async () => {
    expect(await together(migrate, migrate)).toEqual([0, 5])
    expect(await targetState(database)).toBe(undisturbed)
    expect(await leftOvers(database.sql)).toEqual([])
    const [runs] = await database.sql`select count(*)::int as count from valence_migration.runs`
    expect(runs?.['count']).toBe(1)
  })

  it('are one rollback and one that is turned away with exit code 5', async () => {
    await migrate()
    const codes = await together(rollBack, rollBack)
    expect(codes).toEqual([0, 5])
    expect(await legacyState(database)).toBe(legacy)
  })

  it('are a migration or a rollback, never both', async () => {
    await migrate()
    // A second migration has nothing to do, whether it comes first or is turned away.
    const codes = await together(rollBack, migrate)
    expect(codes[0]).toBe(0)
    const state = await database.sql`select r.state from valence_migration.runs as r`
    expect(['migrated', 'rolled_back']).toContain(state[0]?.['state'])
    if (state[0]?.['state'] === 'rolled_back') expect(await legacyState(database)).toBe(legacy)
    else expect(await targetState(database)).toBe(undisturbed)
  })

  it('are told apart as processes too', async () => {
    const run = () =>
      valence(
        [
          'migrate:production',
          '--yes',
          '--solo',
          '--backup-dir',
          folder,
          '--log-file',
          `${folder}/two.log`,
        ],
        { DATABASE_URL: database.url },
      )
    const codes = (await Promise.all([run(), run()])).map(({ code }) => code)
    expect(codes.toSorted()).toEqual([0, 5])
    expect(await leftOvers(database.sql)).toEqual([])
  })
})

describe('whoever only looks during a run', () => {
  it('neither disturbs it nor changes its state', async () => {
    const looks: Promise<unknown>[] = []
    await carryOut('run', database.url, folder, (event) => {
      if (event.kind !== 'task-started' || !event.task.startsWith('1.')) return
      looks.push(
        dryRun(database.url, {}).catch((error: unknown) => asOperatorError(error)),
        reportDatabase(database.url),
        verifyDatabase(database.url).catch((error: unknown) => asOperatorError(error)),
      )
      if (event.task !== '1.2') return
      for (const command of ['migrate:backup', 'migrate:log']) {
        const common = ['--log-file', `${folder}/looks.log`]
        const own = command === 'migrate:backup' ? ['--backup-dir', folder] : []
        looks.push(valence([command, ...common, ...own], { DATABASE_URL: database.url }))
      }
    })
    await Promise.all(looks)
    expect(looks.length).toBe(14)
    expect(await targetState(database)).toBe(undisturbed)
    expect(await leftOvers(database.sql)).toEqual([])
  })
})
