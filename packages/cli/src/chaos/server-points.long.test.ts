import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type OwnServer, useOwnServer } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawPoints, stages } from './points.fixture.ts'
import { type Ground, prepareGround, strikeAll } from './strike.fixture.ts'

const seed = Number(process.env['CHAOS_SEED'] ?? 2_026)
const share = Number(process.env['CHAOS_SHARE'] ?? 1)
const COUNT = 8

let folder: string
let server: OwnServer
let ground: Ground
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-chaos-'))
  server = await useOwnServer()
  ground = await prepareGround(folder, server)
}, 600_000)
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

describe.each(stages)(
  'a %s in which the server crashes anywhere, and which is run again',
  (stage) => {
    it('ends as an undisturbed one, and does at most one batch twice', async () => {
      const count = Math.ceil(COUNT * share)
      const points = drawPoints({ seed, lengths: ground.lengths, stage, kind: 'server', count })
      const startedAt = performance.now()
      // One after the other: they share the server.
      const wrong = await strikeAll(ground, points, 1)
      const seconds = Math.round((performance.now() - startedAt) / 1_000)
      process.stdout.write(
        `${stage}, server: ${count} points in ${seconds} s, ${wrong.length} wrong\n`,
      )
      expect(wrong).toEqual([])
    }, 3_600_000)
  },
)
