import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawPoints, type Kind, stages } from './points.fixture.ts'
import { type Ground, prepareGround, strikeAll } from './strike.fixture.ts'

const seed = Number(process.env['CHAOS_SEED'] ?? 2_026)
/** A tenth of it for a look: `CHAOS_SHARE=0.1 npm run test:long`. */
const share = Number(process.env['CHAOS_SHARE'] ?? 1)

/** In each stage; with those of the server in the other file there are 324. */
const COUNTS = { tool: 48, sessions: 40, process: 12 } as const satisfies Partial<
  Record<Kind, number>
>

let folder: string
let ground: Ground
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-chaos-'))
  ground = await prepareGround(folder, null)
}, 600_000)
afterAll(() => rm(folder, { recursive: true }))

describe.each(stages)('a %s that is broken off anywhere, and run again', (stage) => {
  it.each(['tool', 'sessions', 'process'] as const)(
    'ends as an undisturbed one, and does at most one batch twice: %s',
    async (kind) => {
      const count = Math.ceil(COUNTS[kind] * share)
      const points = drawPoints({ seed, lengths: ground.lengths, stage, kind, count })
      const startedAt = performance.now()
      const wrong = await strikeAll(ground, points, 4)
      const seconds = Math.round((performance.now() - startedAt) / 1_000)
      process.stdout.write(
        `${stage}, ${kind}: ${count} points in ${seconds} s, ${wrong.length} wrong\n`,
      )
      expect(wrong).toEqual([])
    },
    3_600_000,
  )
})
