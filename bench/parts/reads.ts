import type { Database } from '@valence/migrate'
import { asUser } from '@valence/testkit'
import { processorMs } from './processor.ts'
import { median } from './timing.ts'

const ROUNDS = 7

/** What a page asks: its name, and the call of a function of the schema. */
export type Read = readonly [name: string, call: string]

/** Milliseconds: by the clock, and of the server's processor, which other work on the machine changes less. */
export interface ReadTime {
  readonly clock: number
  readonly processor: number
}

/**
 * How long each call takes as that user, under the policies: medians of seven. By one process of the server, as a small server
 * has no others to spare. The server is on this machine, which runs Linux.
 */
export async function timeReads(
  db: Database,
  userId: string,
  reads: readonly Read[],
): Promise<Record<string, ReadTime>> {
  const found: Record<string, ReadTime> = {}
  for (const [name, call] of reads) {
    const clock: number[] = []
    const processor: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await asUser(db, userId, async (tx) => {
        const [session] = await tx<{ pid: number }[]>`
          select pg_backend_pid() as pid, set_config('max_parallel_workers_per_gather', '0', true)`
        const [startedAt, usedBefore] = [performance.now(), await processorMs(session?.pid)]
        await tx.unsafe(`select length(public.${call}::text)`)
        clock.push(performance.now() - startedAt)
        processor.push((await processorMs(session?.pid)) - usedBefore)
      })
    }
    found[name] = { clock: tenths(median(clock)), processor: tenths(median(processor)) }
  }
  return found
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
