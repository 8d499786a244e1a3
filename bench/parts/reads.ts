import type { Database } from '@valence/migrate'
import { asUser } from '@valence/testkit'
import { median } from './timing.ts'

const ROUNDS = 7

/** What a page asks: its name, and the call of a function of the schema. */
export type Read = readonly [name: string, call: string]

/** Milliseconds of each call as that user, under the policies: the median of seven. */
export async function timeReads(
  db: Database,
  userId: string,
  reads: readonly Read[],
): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [name, call] of reads) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await asUser(db, userId, async (tx) => {
        const startedAt = performance.now()
        await tx.unsafe(`select length(public.${call}::text)`)
        times.push(performance.now() - startedAt)
      })
    }
    found[name] = Math.round(median(times) * 10) / 10
  }
  return found
}

/** Whoever has the lowest id. */
export async function firstUser(db: Database): Promise<string> {
  const [row] = await db<
    { user_id: string }[]
  >`select s.user_id from public.sales as s order by s.id limit 1`
  return row?.user_id ?? ''
}
