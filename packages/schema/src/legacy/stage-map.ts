import { z } from 'zod'
import {
  type OpportunityStage,
  type OpportunityStatus,
  opportunityStages,
  opportunityStatuses,
} from '../entities/enums.ts'

/** Where a legacy stage leads. `status` is absent where the stage says nothing about it. */
export interface StageMapping {
  readonly stage: OpportunityStage
  readonly status?: OpportunityStatus | undefined
}

export type StageMap = Readonly<Record<string, StageMapping>>

export const defaultStageMap: StageMap = {
  // What is called as a new stage already means it.
  ...Object.fromEntries(opportunityStages.map((stage) => [stage, { stage }])),
  opportunity: { stage: 'qualified' },
  'proposal-sent': { stage: 'proposal' },
  'in-negociation': { stage: 'negotiation' },
  'in-negotiation': { stage: 'negotiation' },
  won: { stage: 'closed_won' },
  lost: { stage: 'closed_lost' },
  delayed: { stage: 'nurturing', status: 'on_hold' },
}

/** Keys that begin so are notes to the reader. */
const NOTE = '//'

/** A map file: `{"discovery": "lead", "paused": {"stage": "nurturing", "status": "on_hold"}}`. */
export const stageMapFileSchema = z.preprocess(
  withoutNotes,
  z.record(
    z.string(),
    z.union([
      z.enum(opportunityStages).transform((stage): StageMapping => ({ stage })),
      z.object({
        stage: z.enum(opportunityStages),
        status: z.enum(opportunityStatuses).optional(),
      }),
    ]),
  ),
)

function withoutNotes(file: unknown): unknown {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return file
  return Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith(NOTE)))
}

/** What to write for a user who has to fill a map in: every unmapped value with its deals, and nothing chosen. */
export function emptyMapFile(
  unmapped: readonly string[],
  rows: Readonly<Record<string, number>>,
): string {
  const entries: [string, string][] = [
    [NOTE, `Say where each stage leads: ${opportunityStages.join(', ')}.`],
    ...unmapped.flatMap((value): [string, string][] => [
      [`${NOTE} ${value}`, `${rows[value] ?? 0} deals`],
      [value, ''],
    ]),
  ]
  const lines = entries.map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

export interface ResolvedStageMap {
  readonly entries: StageMap
  readonly unmapped: readonly string[]
}

/**
 * The whole map, and the occurring values (in rows or in the configuration) that it does not know. Values that do not
 * occur yet stay in it: an old client may write them later. A given file wins over the default.
 */
export function resolveStageMap(values: readonly string[], given: StageMap = {}): ResolvedStageMap {
  const entries: StageMap = { ...defaultStageMap, ...given }
  return { entries, unmapped: values.filter((value) => !Object.hasOwn(entries, value)) }
}

/** Stages that stand in for one another when an old client has to be shown a value for each new stage. */
const NEIGHBOURS: Readonly<Record<OpportunityStage, readonly OpportunityStage[]>> = {
  lead: ['qualified', 'needs_analysis', 'proposal'],
  qualified: ['lead', 'needs_analysis', 'proposal'],
  needs_analysis: ['qualified', 'lead', 'proposal'],
  proposal: ['needs_analysis', 'negotiation', 'qualified'],
  negotiation: ['proposal', 'needs_analysis', 'qualified'],
  closed_won: [],
  closed_lost: [],
  nurturing: ['qualified', 'lead'],
}

const DEFAULT_BACK: Readonly<Record<OpportunityStage, string>> = {
  lead: 'opportunity',
  qualified: 'opportunity',
  needs_analysis: 'opportunity',
  proposal: 'proposal-sent',
  negotiation: 'in-negociation',
  closed_won: 'won',
  closed_lost: 'lost',
  nurturing: 'delayed',
}

/**
 * The legacy value that old clients see for each new stage: the first of the installation's own values that leads
 * there (`values` in the installation's order), else that of the nearest stage, else Atomic CRM's default.
 */
export function backMap(
  values: readonly string[],
  map: StageMap,
): Readonly<Record<OpportunityStage, string>> {
  const own = (stage: OpportunityStage) => values.find((value) => map[value]?.stage === stage)
  const back = (stage: OpportunityStage) =>
    [stage, ...NEIGHBOURS[stage]].map(own).find((value) => value !== undefined) ??
    DEFAULT_BACK[stage]
  return Object.fromEntries(opportunityStages.map((stage) => [stage, back(stage)])) as Record<
    OpportunityStage,
    string
  > // fromEntries forgets the key type
}
