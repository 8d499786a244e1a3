import { connect, type Database } from '@valence/migrate'
import { seededRandom } from '@valence/testkit'
import { runAs } from '../workload/as-user.ts'
import { type NoteNames, oldWrites, type World } from '../workload/kinds.ts'
import { noteNames, readWorld } from '../workload/read-world.ts'
import type { BenchStack } from './bench-stack.ts'
import { median, round } from './timing.ts'

/** What an old client writes, by the table that it goes to, and how much slower that may be. */
const WRITES = {
  opportunities: { kinds: ['old: move a deal'], most: 5 },
  contacts: { kinds: ['old: company of a contact'], most: 15 },
  notes: { kinds: ['old: edit a note of a deal', 'old: write a note on a deal'], most: 15 },
} as const

export interface GraceCost {
  readonly what: string
  /** Transactions a second, one client, without and with both shapes in step; the median of all rounds. */
  readonly legacyPerSecond: number
  readonly gracePerSecond: number
  /** The median of the rounds' own differences. */
  readonly slowerPercent: number
  readonly askedPercent: number
  readonly rounds: readonly number[]
}

/** The same writes of an old client on the installation as it was and as it is in the grace period, in paired rounds. */
export async function measureGraceCost(
  bench: BenchStack,
  { rounds, secondsEach }: { readonly rounds: number; readonly secondsEach: number },
): Promise<readonly GraceCost[]> {
  const legacy = await bench.copy('bench_legacy')
  const migrated = await bench.copy('bench_grace')
  await bench.migrate(migrated)
  const names = noteNames(bench.generation)
  const sides = [await sideOf(legacy, names), await sideOf(migrated, names)] as const
  const costs: GraceCost[] = []
  for (const [what, { kinds, most }] of Object.entries(WRITES)) {
    const rate = (place: 0 | 1, seed: number) =>
      rateOf(sides[place], bench.users[0] ?? '', kinds, { seconds: secondsEach, seed, names })
    costs.push(costOf(what, most, await pairs(rounds, rate)))
  }
  for (const { sql } of sides) await sql.end()
  await bench.drop('bench_legacy')
  await bench.drop('bench_grace')
  return costs
}

interface Pair {
  readonly legacy: number
  readonly grace: number
}

/** In turn first, so that whatever else the machine does falls on both. */
async function pairs(
  rounds: number,
  rate: (place: 0 | 1, seed: number) => Promise<number>,
): Promise<readonly Pair[]> {
  const found: Pair[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [first, second] = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)
    const rates = [await rate(first, round), await rate(second, round)]
    const [legacy = 0, grace = 0] = first === 0 ? rates : rates.toReversed()
    found.push({ legacy, grace })
  }
  return found
}

function costOf(what: string, most: number, found: readonly Pair[]): GraceCost {
  const slower = found.map((pair) => round(100 * (1 - pair.grace / pair.legacy)))
  return {
    what,
    legacyPerSecond: Math.round(median(found.map((pair) => pair.legacy))),
    gracePerSecond: Math.round(median(found.map((pair) => pair.grace))),
    slowerPercent: round(median(slower)),
    askedPercent: most,
    rounds: slower,
  }
}

interface Side {
  readonly sql: Database
  readonly world: World
}

async function sideOf(url: string, names: NoteNames): Promise<Side> {
  const sql = connect(url, { max: 1, applicationName: 'bench client' })
  return { sql, world: await readWorld(sql, names, 20_000) }
}

async function rateOf(
  { sql, world }: Side,
  user: string,
  kinds: readonly string[],
  { seconds, seed, names }: { seconds: number; seed: number; names: NoteNames },
): Promise<number> {
  const random = seededRandom(seed + 1)
  const chosen = oldWrites.filter(({ name }) => kinds.includes(name))
  const startedAt = performance.now()
  let done = 0
  while (performance.now() - startedAt < seconds * 1_000) {
    await runAs(sql, user, random.pick(chosen).sql({ random, world, names }))
    done += 1
  }
  return done / ((performance.now() - startedAt) / 1_000)
}
