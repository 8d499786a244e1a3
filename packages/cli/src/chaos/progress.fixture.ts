import type { Sql } from '@valence/db'
import type { MigrationEvent } from '@valence/migrate'

/** What a watcher of a run was told: the rows of each phase that are committed, and every step that was walked. */
export interface Watched {
  readonly emit: (event: MigrationEvent) => void
  /** Of each phase, the rows that were last said to be done. */
  readonly acknowledged: ReadonlyMap<string, number>
  /** Of each phase and step, the rows of the phase that were done after its first batch. */
  readonly firstOf: ReadonlyMap<string, number>
}

export function watch(): Watched {
  const acknowledged = new Map<string, number>()
  const firstOf = new Map<string, number>()
  return {
    acknowledged,
    firstOf,
    emit: (event) => {
      if (event.kind !== 'task-progress') return
      const step = /^(?<step>.+), [\d,]+ rows\/s$/.exec(event.detail)?.groups?.['step']
      if (step === undefined) return
      acknowledged.set(event.task, event.done)
      const key = `${event.task} ${step}`
      if (!firstOf.has(key)) firstOf.set(key, event.done)
    },
  }
}

export interface Checkpoint {
  readonly phase: string
  readonly step: string
  readonly rows: number
  readonly isDone: boolean
}

/** Where each step stands, in the database. */
export async function readCheckpoints(sql: Sql): Promise<readonly Checkpoint[]> {
  const [books] = await sql<{ areThere: boolean }[]>`
    select to_regclass('valence_migration.checkpoints') is not null as "areThere"`
  if (books?.areThere !== true) return []
  return await sql<Checkpoint[]>`
    select c.phase, c.step, c.rows_done as rows, c.is_done as "isDone" from valence_migration.checkpoints as c`
}

/** Why more than one batch was done again, or nothing. `null` for a watcher that died with the tool. */
export function redone(
  before: Watched | null,
  kept: readonly Checkpoint[],
  after: Watched,
  batchSize: number,
): readonly string[] {
  const faults: string[] = []
  for (const [phase, acknowledged] of before?.acknowledged ?? []) {
    const committed = rowsOf(kept, phase)
    if (committed < acknowledged) {
      faults.push(`phase ${phase}: ${acknowledged} rows were said to be done, ${committed} are`)
    }
    if (committed > acknowledged + batchSize) {
      faults.push(
        `phase ${phase}: ${committed - acknowledged} rows are done that no one was told of`,
      )
    }
  }
  for (const { phase, step, isDone } of kept) {
    const first = after.firstOf.get(`${phase} ${step}`)
    if (first === undefined) continue
    if (isDone) faults.push(`phase ${phase}: ${step} was done, and is walked again`)
    const committed = rowsOf(kept, phase)
    if (first < committed) {
      faults.push(
        `phase ${phase}: ${step} begins at ${first}, behind its checkpoint at ${committed}`,
      )
    }
  }
  return faults
}

function rowsOf(checkpoints: readonly Checkpoint[], phase: string): number {
  return checkpoints
    .filter((checkpoint) => checkpoint.phase === phase)
    .reduce((sum, { rows }) => sum + rows, 0)
}
