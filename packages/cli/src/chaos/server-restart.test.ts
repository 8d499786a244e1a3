import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createLegacyDatabase, type OwnServer, useOwnServer } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { carryOut } from './strike.fixture.ts'
import { leftOvers, targetState } from './target-state.fixture.ts'

let folder: string
let server: OwnServer
let undisturbed: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-chaos-'))
  server = await useOwnServer()
  const database = await createLegacyDatabase({ generation: 'g21' })
  await carryOut('run', database.url, folder)
  undisturbed = await targetState(database)
  await database.drop()
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe.each(['smart', 'fast', 'immediate'] as const)('a %s shutdown of the server', (how) => {
  it('in the middle of a run costs nothing: the same command ends as an undisturbed one', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    // A smart shutdown waits for every session, and one that looks on is not what it should wait for.
    await database.sql.end()
    let gone: Promise<void> | undefined
    await carryOut('run', database.url, folder, (event) => {
      if (event.kind === 'task-progress' && event.task === '1.2') gone ??= server.shutDown(how)
    }).catch(() => undefined)
    await gone
    await server.startAgain()
    const sql = connect(database.url, { max: 2, applicationName: 'valence-test' })
    try {
      await carryOut('run', database.url, folder)
      expect(await targetState({ url: database.url, sql })).toBe(undisturbed)
      expect(await leftOvers(sql)).toEqual([])
    } finally {
      await sql.end()
      await database.drop()
    }
  }, 120_000)
})
