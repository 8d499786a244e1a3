import { setTimeout as sleep } from 'node:timers/promises'
import { APPLICATION_PATH, connect } from '@valence/db'
import type { LoadWindow } from '../load-process.ts'
import { noteNames } from '../workload/read-world.ts'
import type { BenchStack } from './bench-stack.ts'
import { startLoad } from './load.ts'
import { type LongestWait, watchLocks } from './lock-watch.ts'
import { round, timed } from './timing.ts'

export interface UnderLoad {
  readonly askedPerSecond: number
  readonly reachedPerSecond: number
  readonly rest: number
  readonly migrationSeconds: number
  readonly before: LoadWindow
  readonly during: LoadWindow
  readonly after: LoadWindow
  readonly failed: number
  readonly wait: LongestWait
  /** p95 during against before; asked for is at most 1.15 when throttled. */
  readonly p95Ratio: number
}

export interface UnderLoadOptions {
  readonly perSecond: number
  readonly connections: number
  readonly warmSeconds: number
  /** Rests after each batch, as a share of its time: the throttled form. */
  readonly rest: number
  /** First gives the installation the indexes without which one of its size can answer few of its own requests. */
  readonly ownIndexes: boolean
}

/** A migration under old clients from before it, and new ones from the phase on that lets them. */
export async function measureUnderLoad(
  bench: BenchStack,
  { perSecond, connections, warmSeconds, rest, ownIndexes }: UnderLoadOptions,
): Promise<UnderLoad> {
  const url = await bench.copy('bench_load')
  const { generation, users } = bench
  if (ownIndexes) await addOwnIndexes(url, generation)
  const load = await startLoad({ url, generation, users, perSecond, connections })
  const unwatch = watchLocks(url)
  await sleep(5_000)
  load.window('before')
  await sleep(warmSeconds * 1_000)
  load.window('during')
  const { seconds } = await timed(() =>
    bench.migrate(
      url,
      (event) => {
        if (event.kind === 'task-finished' && /^1\.\d$/.test(event.task)) load.phaseDone(event.task)
      },
      { restRatio: rest },
    ),
  )
  load.window('after')
  await sleep(warmSeconds * 1_000)
  const windows = await load.end()
  const wait = await unwatch()
  await bench.drop('bench_load')
  const [before, during, after] = ['before', 'during', 'after'].map((name) => windows[name])
  if (before === undefined || during === undefined || after === undefined) {
    throw new Error('The clients did not tell what they met.')
  }
  return {
    askedPerSecond: perSecond,
    reachedPerSecond: Math.round(before.requests / before.seconds),
    rest,
    migrationSeconds: seconds,
    before,
    during,
    after,
    failed: before.failed + during.failed + after.failed,
    wait,
    p95Ratio: round(during.p95 / before.p95),
  }
}

/** What an installation adds by itself once boards and notes take seconds: Atomic CRM has neither. */
async function addOwnIndexes(url: string, generation: BenchStack['generation']): Promise<void> {
  const { notes } = noteNames(generation)
  const db = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  await db.unsafe(`
    create index own_notes_of_deal on public.${notes} (deal_id, date);
    create index own_board on public.deals (stage, index, id) where archived_at is null;
    analyze public.${notes}, public.deals`)
  await db.end()
}
