import {
  type InteractionType,
  interactionTypes,
  type OpportunityStage,
  opportunityStages,
  priorityLevels,
  stageProbability,
} from '@valence/schema'
import type { Choice, Configuration, Labels } from '../../providers/types.ts'

/** Whether the settings may give a stage another probability and another place: those that decide it are fixed. */
export function isAdjustable(stage: OpportunityStage): boolean {
  return stage !== 'closed_won' && stage !== 'closed_lost'
}

/** Stages on the way to a close, whose order is the installation's. */
const ORDERED = ['lead', 'qualified', 'needs_analysis', 'proposal', 'negotiation'] as const

/** Whether a stage has a place that can be chosen. */
export function isOrdered(stage: OpportunityStage): boolean {
  return (ORDERED as readonly string[]).includes(stage)
}

/** All stages, the open ones in the order of the settings. What these do not name, or name twice, does not get lost. */
export function stageOrder(settings: Configuration | undefined): readonly OpportunityStage[] {
  const own = settings?.opportunityStages?.order
  const wanted = Array.isArray(own) ? own.filter(isOrdered) : []
  return [...new Set([...wanted, ...ORDERED, ...opportunityStages])]
}

/** What each stage means in percent; as the database reads it. */
export function stageProbabilities(
  settings: Configuration | undefined,
): Readonly<Record<OpportunityStage, number>> {
  const own = settings?.opportunityStages?.probabilities ?? {}
  const entries = opportunityStages.map((stage) => {
    const wanted = isAdjustable(stage) ? own[stage] : undefined
    const percent = typeof wanted === 'number' ? Math.round(wanted) : stageProbability[stage]
    return [stage, Math.min(100, Math.max(0, percent))]
  })
  return Object.fromEntries(entries) as Record<OpportunityStage, number>
}

/** Types of activities that nobody is offered any more; what was logged keeps its type, and is shown. */
export function hiddenTypes(settings: Configuration | undefined): readonly InteractionType[] {
  const own = settings?.interactionTypes?.hidden
  return Array.isArray(own) ? interactionTypes.filter((type) => own.includes(type)) : []
}

/** The installation's own labels by the key of the catalog that they replace: {"crm.stage.lead": "Enquiry"}. */
export function ownWords(settings: Configuration | undefined): Readonly<Record<string, string>> {
  return {
    ...worded('crm.stage', opportunityStages, settings?.opportunityStages?.labels),
    ...worded('crm.priority', priorityLevels, settings?.priorities?.labels),
    ...worded('crm.activity_type', interactionTypes, settings?.interactionTypes?.labels),
  }
}

/** The values that have an own label: files that were exported say these. */
export function ownChoices(
  settings: Configuration | undefined,
  group: 'stage' | 'priority',
): readonly Choice[] {
  const prefix = `crm.${group}.`
  return Object.entries(ownWords(settings)).flatMap(([key, label]) =>
    key.startsWith(prefix) ? [{ value: key.slice(prefix.length), label }] : [],
  )
}

function worded(
  prefix: string,
  values: readonly string[],
  labels: Labels<string> | undefined,
): Record<string, string> {
  const own = values.flatMap((value) => {
    const label: unknown = labels?.[value]
    return typeof label === 'string' && label.trim() !== '' ? [[`${prefix}.${value}`, label]] : []
  })
  return Object.fromEntries(own)
}

/** The installation's own colours by the custom property that they replace. */
export function ownColours(settings: Configuration | undefined): Readonly<Record<string, string>> {
  const colours = opportunityStages.flatMap((stage) => {
    const colour: unknown = settings?.opportunityStages?.colors?.[stage]
    const isColour = typeof colour === 'string' && /^#[0-9a-f]{6}$/i.test(colour)
    return isColour ? [[`--v-stage-${stage}`, colour]] : []
  })
  return Object.fromEntries(colours)
}
