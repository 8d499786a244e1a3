import { APPLICATION_PATH, connect, type Database } from '@valence/db'
import { defaultRunOptions, endGracePeriod } from '@valence/migrate'
import { seededRandom } from '@valence/testkit'
import { runAs } from '../workload/as-user.ts'
import { type Kind, type NoteNames, newWrites, oldWrites, type World } from '../workload/kinds.ts'
import { noteNames, readWorld } from '../workload/read-world.ts'
import type { BenchStack } from './bench-stack.ts'
import { median, round } from './timing.ts'

interface Writes {
  readonly kinds: readonly string[]
  /** How much slower they may be, in percent. */
  readonly most: number
}

/** What an old client writes, by the table that it goes to. */
const OLD_WRITES: Readonly<Record<string, Writes>> = {
  opportunities: { kinds: ['old: move a deal'], most: 5 },
  contacts: { kinds: ['old: company of a contact'], most: 15 },
  notes: { kinds: ['old: edit a note of a deal', 'old: write a note on a deal'], most: 15 },
}

/** What a new client writes to the same tables. */
const NEW_WRITES: Readonly<Record<string, Writes>> = {
  opportunities: { kinds: ['new: set the stage'], most: 5 },
  contacts: { kinds: ['new: organizations of a contact'], most: 15 },
  notes: { kinds: ['new: edit an activity of a deal note', 'new: log a note'], most: 15 },
}

export interface GraceCost {
  readonly what: string
  readonly client: 'old' | 'new'
  /** Transactions a second, one client: as it was before the run for the old one, as it is once the grace period is over for the new one. */
  readonly withoutPerSecond: number
  /** The same in the grace period; both are the median of all rounds. */
  readonly gracePerSecond: number
  /** The median of the rounds' own differences. */
  readonly slowerPercent: number
  readonly askedPercent: number
  readonly rounds: readonly number[]
}

/**
 * What the grace period costs, in paired rounds: the writes of an old client against those on the installation as it was, and
 * the writes of a new client against those on a migrated database whose grace period is over.
 */
export async function measureGraceCost(
  bench: BenchStack,
  options: { readonly rounds: number; readonly secondsEach: number },
): Promise<readonly GraceCost[]> {
  // Each comparison begins on fresh copies: what one has written would slow down the next.
  await bench.migrate(await bench.copy('bench_migrated'))
  const ended = await bench.copy('bench_ended', 'bench_migrated')
  await endGracePeriod(
    { ...defaultRunOptions, databaseUrl: ended, silentForMs: 0 },
    async () => true,
    () => {},
  )
  const legacy = await bench.copy('bench_legacy')
  const names = noteNames(bench.generation)
  const world = await worldOf(legacy, names)
  const user = bench.users[0] ?? ''
  const costs: GraceCost[] = []
  for (const [client, without] of [
    ['old', legacy],
    ['new', ended],
  ] as const) {
    const grace = await bench.copy('bench_grace', 'bench_migrated')
    costs.push(...(await costsOf({ client, without, grace, user, world, names }, options)))
    await bench.drop('bench_grace')
  }
  for (const name of ['bench_legacy', 'bench_ended', 'bench_migrated']) await bench.drop(name)
  return costs
}

async function worldOf(url: string, names: NoteNames): Promise<World> {
  const sql = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  const world = await readWorld(sql, names, 20_000)
  await sql.end()
  return world
}

interface Comparison {
  readonly client: 'old' | 'new'
  readonly without: string
  readonly grace: string
  readonly user: string
  readonly world: World
  readonly names: NoteNames
}

async function costsOf(
  { client, without, grace, user, world, names }: Comparison,
  { rounds, secondsEach }: { readonly rounds: number; readonly secondsEach: number },
): Promise<readonly GraceCost[]> {
  const sides = [without, grace].map((url) =>
    connect(url, {
      max: 1,
      settings: { search_path: APPLICATION_PATH },
      applicationName: 'bench client',
    }),
  ) as [Database, Database]
  const [all, writes] = client === 'old' ? [oldWrites, OLD_WRITES] : [newWrites, NEW_WRITES]
  const costs: GraceCost[] = []
  for (const [what, { kinds, most }] of Object.entries(writes)) {
    const chosen = all.filter(({ name }) => kinds.includes(name))
    const rate = (place: 0 | 1, seed: number) =>
      rateOf(sides[place], chosen, { user, seconds: secondsEach, seed, world, names })
    costs.push({ what, client, ...costOf(most, await pairs(rounds, rate)) })
  }
  for (const sql of sides) await sql.end()
  return costs
}

interface Pair {
  readonly without: number
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
    const [without = 0, grace = 0] = first === 0 ? rates : rates.toReversed()
    found.push({ without, grace })
  }
  return found
}

function costOf(most: number, found: readonly Pair[]): Omit<GraceCost, 'what' | 'client'> {
  const slower = found.map((pair) => round(100 * (1 - pair.grace / pair.without)))
  return {
    withoutPerSecond: Math.round(median(found.map((pair) => pair.without))),
    gracePerSecond: Math.round(median(found.map((pair) => pair.grace))),
    slowerPercent: round(median(slower)),
    askedPercent: most,
    rounds: slower,
  }
}

interface Rate {
  readonly user: string
  readonly seconds: number
  readonly seed: number
  readonly world: World
  readonly names: NoteNames
}

async function rateOf(
  sql: Database,
  kinds: readonly Kind[],
  { user, seconds, seed, world, names }: Rate,
): Promise<number> {
  const random = seededRandom(seed + 1)
  const startedAt = performance.now()
  let done = 0
  while (performance.now() - startedAt < seconds * 1_000) {
    await runAs(sql, user, random.pick(kinds).sql({ random, world, names }))
    done += 1
  }
  return done / ((performance.now() - startedAt) / 1_000)
}
