import { Draw, streamTag } from '@valence/sample-data'

export const stages = ['run', 'rollback', 'resume'] as const
/** What is broken off: a run, a rollback, or the rest of a run that was broken off in its middle. */
export type Stage = (typeof stages)[number]

/**
 * What dies: the tool, by all its connections; its sessions, by an administrator; the tool, as a process (SIGKILL); or the
 * server.
 */
export type Kind = 'tool' | 'sessions' | 'process' | 'server'

export type Generation = 'g8' | 'g21'

export interface Point {
  readonly number: number
  readonly stage: Stage
  readonly kind: Kind
  readonly generation: Generation
  /** The message of the tool at which it happens. */
  readonly at: number
  /** Whether the migrated database is rolled back afterwards. */
  readonly isRolledBack: boolean
}

/** How many messages the tool sends in an undisturbed stage. */
export type Lengths = Readonly<Record<Generation, Readonly<Record<Stage, number>>>>

export interface Drawing {
  readonly seed: number
  readonly lengths: Lengths
  readonly stage: Stage
  readonly kind: Kind
  readonly count: number
}

/**
 * Draws points over a whole stage: one from each of `count` equal parts, so that no part is left out, at a place in it
 * that the seed decides. Generations alternate.
 */
export function drawPoints({ seed, lengths, stage, kind, count }: Drawing): readonly Point[] {
  return Array.from({ length: count }, (_, number) => {
    const draw = new Draw(seed, streamTag(`${stage} ${kind}`), number)
    const generation = number % 2 === 0 ? 'g21' : 'g8'
    const part = (number + draw.fraction()) / count
    const at = 1 + Math.floor(part * lengths[generation][stage])
    return { number, stage, kind, generation, at, isRolledBack: number % 4 === 1 }
  })
}

export function describePoint({ stage, kind, generation, at }: Point): string {
  return `${generation}, ${stage}: ${kind} at message ${at}`
}
