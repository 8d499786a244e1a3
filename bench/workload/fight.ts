import { APPLICATION_PATH, connect } from '@valence/db'
import { seededRandom } from '@valence/testkit'
import { runAs, stateOf } from './as-user.ts'
import { type Kind, newWrites, oldWrites, pickKind } from './kinds.ts'
import { noteNames, readWorld } from './read-world.ts'

export interface FightOptions {
  readonly url: string
  readonly generation: 'g8' | 'g21'
  readonly users: readonly string[]
  /** Rows of each kind that they fight over. */
  readonly rows: number
  readonly seconds: number
  /** Connections of each side. */
  readonly fighters: number
  readonly seed?: number
}

export interface FightOutcome {
  readonly writes: number
  readonly deadlocks: number
  /** How often each other error came, by SQLSTATE, with one statement that met it. */
  readonly failures: Readonly<Record<string, string>>
  /** The kinds of writes that ended in a deadlock, as the victims. */
  readonly victims: Readonly<Record<string, number>>
}

/** Old and new clients write the same few rows of a migrated database, as fast as they can. */
export async function fight(options: FightOptions): Promise<FightOutcome> {
  const { url, generation, users, rows, seconds, fighters, seed = 1 } = options
  const names = noteNames(generation)
  const reader = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  const world = await readWorld(reader, names, rows)
  await reader.end()
  const outcome = { writes: 0, deadlocks: 0 }
  const failures: Record<string, string> = {}
  const victims: Record<string, number> = {}
  const until = performance.now() + seconds * 1_000

  async function fighter(kinds: readonly Kind[], place: number): Promise<void> {
    const random = seededRandom(seed * 1_000 + place)
    const sql = connect(url, {
      max: 1,
      settings: { search_path: APPLICATION_PATH },
      applicationName: 'fighter',
    })
    while (performance.now() < until) {
      const kind = pickKind(kinds, random)
      const statement = kind.sql({ random, world, names })
      try {
        await runAs(sql, random.pick(users), statement)
        outcome.writes += 1
      } catch (error) {
        const state = stateOf(error)
        if (state === '40P01') {
          outcome.deadlocks += 1
          victims[kind.name] = (victims[kind.name] ?? 0) + 1
        } else {
          failures[state] = statement
        }
      }
    }
    await sql.end()
  }

  await Promise.all(
    Array.from({ length: fighters }, (_, place) => [
      fighter(oldWrites, place),
      fighter(newWrites, 500 + place),
    ]).flat(),
  )
  return { ...outcome, failures, victims }
}
