import { connect } from '@valence/db'
import { runRollback } from '@valence/migrate'
import { seededRandom } from '@valence/testkit'
import { runAs } from '../workload/as-user.ts'
import { newWrites, oldWrites, pickKind } from '../workload/kinds.ts'
import { noteNames, readWorld } from '../workload/read-world.ts'
import type { BenchStack } from './bench-stack.ts'
import { startLoad } from './load.ts'
import { type LongestWait, watchLocks } from './lock-watch.ts'
import { timed } from './timing.ts'

export interface RollbackFigures {
  readonly writes: number
  /** Asked for: at most 60. */
  readonly seconds: number
  readonly wait: LongestWait
  readonly failedOldRequests: number
  /** What they failed on, by SQLSTATE, with one statement that met it. */
  readonly failures: Readonly<Record<string, string>>
}

/** A rollback after writes by both names, while old clients go on. */
export async function measureRollback(bench: BenchStack, writes: number): Promise<RollbackFigures> {
  const url = await bench.copy('bench_back')
  await bench.migrate(url)
  const names = noteNames(bench.generation)
  const sql = connect(url, { max: 1 })
  const world = await readWorld(sql, names, 20_000)
  const random = seededRandom(7)
  for (let done = 0; done < writes; done += 1) {
    const kind = pickKind([...oldWrites, ...newWrites], random)
    await runAs(sql, random.pick(bench.users), kind.sql({ random, world, names }))
  }
  await sql.end()
  const { generation, users } = bench
  const load = await startLoad({ url, generation, users, perSecond: 100, connections: 4 })
  const unwatch = watchLocks(url)
  load.window('back')
  const { seconds } = await timed(() =>
    runRollback(
      bench.options(url),
      async () => true,
      () => {},
    ),
  )
  const windows = await load.end()
  const wait = await unwatch()
  await bench.drop('bench_back')
  return {
    writes,
    seconds,
    wait,
    failedOldRequests: windows['back']?.failed ?? 0,
    failures: windows['back']?.failures ?? {},
  }
}
