import type { HeartbeatLimits } from '@valence/db'
import type { StageMap } from '@valence/schema'
import type { FunctionMap } from '../../stale-names/function-map.ts'
import type { EarlierPlan } from './drift.ts'

export interface RunOptions {
  readonly databaseUrl: string
  readonly stageMap: StageMap
  /** What the operator decided about functions that name old objects. */
  readonly functionMap: FunctionMap
  /** An earlier dry run that this run is held to. */
  readonly earlierPlan?: EarlierPlan
  /** Rows of a batch at most. */
  readonly batchSize: number
  /** What a batch should take; the size adapts to it. */
  readonly batchTargetMs: number
  /** How long the run rests after a batch, as a share of the time that the batch took. */
  readonly restRatio: number
  /** A replica that is further behind is waited for. Unless said, it is some seconds where replicas can be seen. */
  readonly maxReplicaLagMs?: number
  /** One SELECT of the operator: while its first value is true, or above 0, no batch begins. */
  readonly throttleQuery?: string
  readonly lockTimeoutMs: number
  readonly lockAttempts: number
  readonly backupFolder: string
  /** All phases in one transaction, which locks the tables until it ends: for small databases. */
  readonly isAtomic: boolean
  /** Rows that an atomic run may have to transform: some seconds of work, in which the application waits. */
  readonly atomicRows: number
  /** Whether the operator chose to run without a second person's approval; written down with the run. */
  readonly isSolo: boolean
  /** After how much silence a connection counts as lost. */
  readonly heartbeat?: HeartbeatLimits
  /** Stops after the current batch when aborted. */
  readonly signal: AbortSignal
}

export const defaultRunOptions = {
  stageMap: {},
  functionMap: {},
  batchSize: 10_000,
  // A batch under load takes longer than the last one did; whoever wants its rows waits for it, and 250 are promised.
  batchTargetMs: 150,
  restRatio: 0,
  // Whoever queues behind us waits for that long, and then for what we do with the locks; 250 are promised for both.
  lockTimeoutMs: 150,
  lockAttempts: 45,
  backupFolder: 'valence-backups',
  isAtomic: false,
  atomicRows: 50_000,
  isSolo: false,
} as const satisfies Partial<RunOptions>

/** Hours after a migration in which it can be rolled back. */
export const ROLLBACK_WINDOW_HOURS = 48

/** Days in which an approval can be used. */
export const APPROVAL_DAYS = 7
