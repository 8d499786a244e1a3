import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Database, OperatorError } from '@valence/db'
import { fixtureFacts, fixtureNames } from '@valence/sample-data'
import { createFixtureDatabase, schemaDump } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { planRun } from '../plan/plan.ts'
import { expectRoundTrip, OURS } from './promises.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

const migrating = fixtureNames.filter((name) => fixtureFacts[name].outcome === 'migrates')
const refused = fixtureNames.filter((name) => fixtureFacts[name].outcome === 'refused')

/** What stands in the way of a migration, as an operator reads it. */
async function refusalOf(
  sql: Database,
  stageMap: NonNullable<(typeof fixtureFacts)[keyof typeof fixtureFacts]['stageMap']>,
): Promise<string> {
  try {
    const planned = await planRun(sql, stageMap)
    if (planned.kind === 'target') return ''
    expect(planned.plan.verdict.decision).toBe('no-go')
    return planned.plan.findings
      .filter((finding) => finding.severity === 'blocker')
      .map((finding) => `${finding.message} ${finding.examples.join(' ')}`)
      .join('\n')
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    return `${error.message} ${error.object}`
  }
}

describe('an installation of any age', () => {
  it.each(migrating)('%s migrates with every promise, and back', async (name) => {
    const database = await createFixtureDatabase(name)
    try {
      const { stageMap = {} } = fixtureFacts[name]
      await expectRoundTrip(database, { backupFolder, stageMap })
    } finally {
      await database.drop()
    }
  })

  it.each(refused)(
    '%s is refused before the first write, and every object is named',
    async (name) => {
      const database = await createFixtureDatabase(name)
      try {
        const before = await schemaDump(database.url)
        const { names = [], stageMap = {} } = fixtureFacts[name]
        const text = await refusalOf(database.sql, stageMap)
        for (const wanted of names) expect(text).toContain(wanted)
        expect(await schemaDump(database.url, { excludeSchemas: [] })).toBe(before)
        expect(before).not.toContain(OURS[0])
      } finally {
        await database.drop()
      }
    },
  )
})
