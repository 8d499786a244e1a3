import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawKills, freshDump, strikeUpgrade } from './upgrade-strike.fixture.ts'

/** The long form (`npm run test:long`) has 50. */
const COUNT = 3
const SEED = 20_261

let folder: string
let fresh: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-chaos-'))
  fresh = await freshDump()
})
afterAll(() => rm(folder, { recursive: true }))

describe('an upgrade whose process is killed', () => {
  it.each(drawKills(SEED, COUNT))(
    'after %i entries comes to the same end by the same command',
    async (entries) => {
      const struck = await strikeUpgrade(entries, path.join(folder, 'upgrade.log'))
      expect(struck).toMatchObject({ wasKilled: true, wasWhole: false, code: 0 })
      expect(struck.dump).toBe(fresh)
    },
  )
})
