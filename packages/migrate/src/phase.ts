import type { Sql, Transaction } from '@valence/db'
import type { LegacyShape, OpportunityStage, PhysicalTable, StageMap } from '@valence/schema'
import type { AuditView } from './sql/objects/audit-views.ts'
import type { OwnTrash } from './sql/objects/own-trash.ts'
import type { PlannedObject } from './sql/objects/planned-objects.ts'
import type { PlannedWork } from './sql/objects/planned-work.ts'
import type { Replacement } from './sql/objects/replace-functions.ts'
import type { StageTable } from './sql/objects/stage-tables.ts'

/** The four phases of the plan, and what comes behind them. */
export type PhaseId = '1.1' | '1.2' | '1.3' | '1.4' | 'rest'

/**
 * What a run decided about one installation before it wrote anything. Stored with the run as JSON, so that a run
 * that was killed goes on with the same decisions.
 */
export interface PhaseContext {
  readonly shape: LegacyShape
  readonly stageMap: StageMap
  readonly stageMapBack: Readonly<Record<OpportunityStage, string>>
  /** Columns of the legacy tables, in their order, by table name. */
  readonly legacyColumns: Readonly<Record<string, readonly string[]>>
  /** Where the rows of a renamed legacy table are now: its new name, and its columns' new names. */
  readonly physical: Readonly<Record<string, PhysicalTable>>
  /** Views that show whole rows and so have to be given the legacy shape of those rows. */
  readonly wholeRowViews: readonly string[]
  /** What becomes of the installation's summary views. */
  readonly summaryViews: Readonly<
    Record<'companies_summary' | 'contacts_summary', 'replace' | 'keep'>
  >
  /** Views that show the installation's own records of what happened with the new names in them. */
  readonly auditViews: readonly AuditView[]
  /** Where the installation says which stages there are; absent in runs that began before it was looked for. */
  readonly stageTables?: readonly StageTable[]
  /** By legacy table of notes how the installation marks rows as deleted; absent in runs that began before it was looked for. */
  readonly ownTrash?: Readonly<Record<string, OwnTrash>>
  /** Names that the installation had already, and that a rollback must therefore leave alone. */
  readonly existing: readonly string[]
  /** Functions that get another definition, and their own one back with a rollback. */
  readonly replacements: readonly Replacement[]
}

export interface PlannedStep {
  readonly name: string
  readonly rows: number
  /** For each table that the step writes, what it does there. */
  readonly work: readonly PlannedWork[]
}

export interface PlannedLock {
  readonly table: string
  readonly mode: string
  readonly reason: string
  /**
   * How long it is held: `moment` for DDL that only changes the catalog, together with the others of its phase, `each` for such DDL that takes
   * this lock alone, `batch` for each batch of a backfill, `build` for
   * as long as an index is built or a constraint checked, which stops no reader and no writer.
   */
  readonly duration: 'moment' | 'each' | 'batch' | 'build'
}

export interface PhasePlan {
  readonly steps: readonly PlannedStep[]
  readonly locks: readonly PlannedLock[]
  readonly creates: readonly PlannedObject[]
  /** The legacy table of each index that is built on rows which are there already. */
  readonly builds: readonly string[]
}

/** A committed piece of a backfill. `next` is the key it ended at; the next batch begins behind it. */
export interface Batch {
  readonly next: string
  readonly rows: number
}

export interface BackfillStep {
  readonly name: string
  /** The table whose rows it walks by `id`. */
  readonly source: string
  /** Rows that the step will read, for progress. */
  count(sql: Sql): Promise<number>
  /** One batch behind `after`; null when nothing is left. */
  batch(tx: Transaction, after: string | null, limit: number): Promise<Batch | null>
}

export interface Check {
  readonly name: string
  readonly failures: number
  readonly examples: readonly string[]
  /** What else there is to say, and is no failure. */
  readonly detail?: string
}

/** How the end of a phase reaches the database: piece by piece online, or inside the one transaction of an atomic run. */
export interface Finishing {
  readonly sql: Sql
  /**
   * Runs statements that need a lock on a table in use: online in a transaction of their own, under the lock timeout,
   * retried.
   */
  ddl(statements: string): Promise<void>
  /** The same for statements that depend on what is found. */
  piece(work: (tx: Transaction) => Promise<void>): Promise<void>
  /** Builds indexes, given as `create index concurrently if not exists NAME …`; online no writer waits for it. */
  buildIndexes(statements: readonly string[]): Promise<void>
}

/**
 * One reversible step of the migration. Every method may run twice and leave the same database. The engine supplies
 * the transaction, the checkpoint and the lock; a phase only knows its tables.
 */
export interface Phase {
  readonly id: PhaseId
  readonly summary: string
  /** The files below `sql/` that it brings; all others come with the rest, behind the last phase. */
  readonly files: readonly string[]
  /** The tables of the legacy schema that `expand` and `rollback` lock, in the order they are taken. */
  plan(sql: Sql): Promise<PhasePlan>
  /**
   * What `expand` needs and what locks no table in use, so that it need not be made while others wait. A phase whose functions
   * return rows of its own tables has nothing such: those tables lock what they refer to.
   */
  prepare?(tx: Transaction): Promise<void>
  /** Short DDL in one transaction: both shapes exist and stay in step afterwards. */
  expand(tx: Transaction): Promise<void>
  readonly steps: readonly BackfillStep[]
  /** Indexes, validation, and the triggers from the new shape back to the old one. */
  complete(work: Finishing): Promise<void>
  /** Brings back what an earlier rollback parked. */
  restore(tx: Transaction): Promise<void>
  /** By content, not by counts. */
  verify(sql: Sql): Promise<readonly Check[]>
  /** Takes off what only old clients need, at the end of the grace period. Undoes nothing: the new shape stands alone. */
  endGracePeriod(tx: Transaction): Promise<void>
  /** What `rollback` needs that takes time for each row, made while everyone goes on working. May come again after a stop. */
  prepareRollback?(work: Finishing): Promise<void>
  /** Undoes this phase, nothing else, while all wait; parks what the old shape cannot hold. */
  rollback(tx: Transaction): Promise<void>
  /** What is left to check once everyone works with the old shape again. */
  finishRollback?(work: Finishing): Promise<void>
}

/** What people call a phase. */
export function nameOf({ id }: Pick<Phase, 'id'>): string {
  return id === 'rest' ? 'The rest' : `Phase ${id}`
}
