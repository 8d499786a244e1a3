import type { Database, Sql } from '@valence/db'
import { asUser } from '@valence/testkit'
import { processorMs } from './processor.ts'
import { median } from './timing.ts'

const ROUNDS = 7

/** What a page asks: its name, and the call of a function of the schema. */
export type Read = readonly [name: string, call: string]

/** Milliseconds. */
export interface ReadTime {
  /** By the clock, with as many processes as the server's settings let a query have. */
  readonly clock: number
  /** By the clock, by one process: what is left where all others are busy. */
  readonly alone: number
  /** The same of the server's processor, which other work on the machine changes less. */
  readonly processor: number
}

/** How long each call takes as that user, under the policies: medians of seven. The server is on this machine, which runs Linux. */
export async function timeReads(
  db: Database,
  userId: string,
  reads: readonly Read[],
): Promise<Record<string, ReadTime>> {
  const found: Record<string, ReadTime> = {}
  for (const [name, call] of reads) {
    const times: Record<keyof ReadTime, number[]> = { clock: [], alone: [], processor: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      await asUser(db, userId, async (tx) => {
        times.clock.push(await clockOf(tx, call))
        const [session] = await tx<{ pid: number }[]>`
          select pg_backend_pid() as pid, set_config('max_parallel_workers_per_gather', '0', true)`
        const usedBefore = await processorMs(session?.pid)
        times.alone.push(await clockOf(tx, call))
        times.processor.push((await processorMs(session?.pid)) - usedBefore)
      })
    }
    const { clock, alone, processor } = times
    found[name] = {
      clock: tenths(median(clock)),
      alone: tenths(median(alone)),
      processor: tenths(median(processor)),
    }
  }
  return found
}

async function clockOf(tx: Sql, call: string): Promise<number> {
  const startedAt = performance.now()
  await tx.unsafe(`select length(public.${call}::text)`)
  return performance.now() - startedAt
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}

/** Whoever has the lowest id. */
export async function firstUser(db: Database): Promise<string> {
  const [row] = await db<
    { user_id: string }[]
  >`select s.user_id from public.sales as s order by s.id limit 1`
  return row?.user_id ?? ''
}
