import type { ServerFacts, Transaction } from '@valence/db'
import type { Catalog, Detection, ResolvedStageMap } from '@valence/schema'
import type { PhaseContext } from '../phase.ts'
import type { FunctionMap } from '../stale-names/function-map.ts'
import type { OldNames } from '../stale-names/read-old-names.ts'

export type FindingSeverity = 'blocker' | 'warning' | 'notice'

/** Something that the operator should know before the first write. */
export interface Finding {
  readonly check: string
  readonly severity: FindingSeverity
  readonly message: string
  /** Rows or objects that it concerns. */
  readonly count: number
  readonly examples: readonly string[]
  /** What to do about it; where it is SQL, it is for review and never run by us. */
  readonly fix: string
}

/** One thing inside or outside the database that names what gets another name. */
export interface OldNameUse {
  readonly kind:
    | 'function'
    | 'view'
    | 'materialized-view'
    | 'policy'
    | 'trigger'
    | 'cron'
    | 'publication'
    | 'text-column'
    | 'edge-function'
    | 'constraint'
    | 'rule'
    | 'subscription'
  readonly name: string
  /** Where it is: a table, a schema, a line. */
  readonly place: string
  /** The old name that it uses. */
  readonly what: string
  /** `follows`: the server keeps it right. `works`: through the old name. `silent`: it goes on, and hears or matches less. */
  readonly effect: 'follows' | 'works' | 'silent' | 'breaks'
  readonly advice: string
}

export interface CheckContext {
  readonly catalog: Catalog
  readonly detection: Extract<Detection, { kind: 'legacy' }>
  readonly stages: ResolvedStageMap
  /** The legacy stage that each new one is written as. */
  readonly back: PhaseContext['stageMapBack']
  /** Rows of each legacy stage value. */
  readonly stageRows: Readonly<Record<string, number>>
  readonly server: ServerFacts
  /** What the operator decided about functions. */
  readonly functionMap: FunctionMap
  readonly oldNames: OldNames
  /** Everything that names old objects, as far as the database can tell. */
  readonly references: readonly OldNameUse[]
}

/** One question of the go/no-go. Reads only. */
export interface GoNoGoCheck {
  readonly id: string
  run(sql: Transaction, context: CheckContext): Promise<readonly Finding[]>
}

/** The tables that the migration renames, adds columns to, or copies from. */
export function touchedTables({ shape }: CheckContext['detection']): readonly string[] {
  return ['deals', 'contacts', 'companies', 'tasks', shape.opportunityNotes, shape.contactNotes]
}
