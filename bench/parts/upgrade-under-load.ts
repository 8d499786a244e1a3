import { setTimeout as sleep } from 'node:timers/promises'
import { upgradeDatabase } from '@valence/migrate'
import type { LoadWindow } from '../load-process.ts'
import type { BenchStack } from './bench-stack.ts'
import { startLoad } from './load.ts'
import { type LongestWait, watchLocks } from './lock-watch.ts'
import { timed } from './timing.ts'

export interface UpgradeUnderLoad {
  readonly askedPerSecond: number
  readonly changes: number
  readonly upgradeSeconds: number
  readonly before: LoadWindow
  readonly during: LoadWindow
  readonly after: LoadWindow
  readonly failed: number
  readonly wait: LongestWait
}

/** An upgrade under the clients of before and those of the release that it comes from; afterwards those of this one as well. */
export async function measureUpgrade(
  bench: BenchStack,
  url: string,
  {
    perSecond,
    connections,
    warmSeconds,
  }: {
    readonly perSecond: number
    readonly connections: number
    readonly warmSeconds: number
  },
): Promise<UpgradeUnderLoad> {
  const load = await startLoad({
    url,
    generation: bench.generation,
    users: bench.users,
    perSecond,
    connections,
  })
  for (const phase of ['1.1', '1.2', '1.3', '1.4']) load.phaseDone(phase)
  const unwatch = watchLocks(url)
  await sleep(5_000)
  load.window('before')
  await sleep(warmSeconds * 1_000)
  load.window('during')
  const { result, seconds } = await timed(() =>
    upgradeDatabase(
      bench.options(url),
      async () => true,
      () => {},
    ),
  )
  load.phaseDone('rest')
  load.window('after')
  await sleep(warmSeconds * 1_000)
  const windows = await load.end()
  const wait = await unwatch()
  const [before, during, after] = ['before', 'during', 'after'].map((name) => windows[name])
  if (before === undefined || during === undefined || after === undefined) {
    throw new Error('The clients did not tell what they met.')
  }
  return {
    askedPerSecond: perSecond,
    changes: result.plan.changes.length,
    upgradeSeconds: seconds,
    before,
    during,
    after,
    failed: before.failed + during.failed + after.failed,
    wait,
  }
}
