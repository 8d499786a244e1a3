import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawKills, freshDump, strikeUpgrade } from './upgrade-strike.fixture.ts'

const seed = Number(process.env['CHAOS_SEED'] ?? 2_026)
/** A tenth of it for a look: `CHAOS_SHARE=0.1 npm run test:long`. */
const count = Math.ceil(50 * Number(process.env['CHAOS_SHARE'] ?? 1))

let folder: string
let fresh: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'valence-chaos-'))
  fresh = await freshDump()
})
afterAll(() => rm(folder, { recursive: true }))

describe('an upgrade whose process is killed anywhere', () => {
  it('comes to the same end by the same command', async () => {
    let killed = 0
    for (const entries of drawKills(seed, count)) {
      const struck = await strikeUpgrade(entries, path.join(folder, 'upgrade.log'))
      if (!struck.wasWhole) killed += 1
      expect(struck.code, `killed after ${entries} entries`).toBe(0)
      expect(struck.dump, `killed after ${entries} entries`).toBe(fresh)
    }
    process.stdout.write(`${count} upgrades, ${killed} of them killed on their way\n`)
    expect(killed).toBeGreaterThan(count * 0.8)
  }, 3_600_000)
})
