import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawPoints, stages } from './points.fixture.ts'
import { type Ground, prepareGround, strikeAll } from './strike.fixture.ts'

/** Another one finds other points; the long form (`npm run test:long`) has 25 times as many. */
const SEED = 20_260

let folder: string
let ground: Ground
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-chaos-'))
  ground = await prepareGround(folder, null)
}, 600_000)
afterAll(() => rm(folder, { recursive: true }))

describe.each(stages)('a %s that is broken off anywhere, and run again', (stage) => {
  it('ends as an undisturbed one, and does at most one batch twice', async () => {
    const { lengths } = ground
    const points = [
      ...drawPoints({ seed: SEED, lengths, stage, kind: 'tool', count: 4 }),
      ...drawPoints({ seed: SEED, lengths, stage, kind: 'sessions', count: 3 }),
      ...drawPoints({ seed: SEED, lengths, stage, kind: 'process', count: 1 }),
    ]
    expect(await strikeAll(ground, points, 4)).toEqual([])
  }, 600_000)
})
