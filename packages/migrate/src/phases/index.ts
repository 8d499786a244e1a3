import { renamedTables } from '@valence/schema'
import type { Phase, PhaseContext, PhaseId } from '../phase.ts'
import { addedColumns, oldOpportunityNames } from './1-1-foundation/objects.ts'
import { foundationPhase } from './1-1-foundation/phase.ts'
import { contactOrganizationsPhase } from './1-2-contact-organizations/phase.ts'
import { participantsPhase } from './1-3-participants/phase.ts'
import { activitiesPhase } from './1-4-activities/phase.ts'
import { restPhase } from './rest/phase.ts'

export { renewGrace } from './1-1-foundation/renew-grace.ts'

/** The phases of Stage 1 in their order; a rollback takes them backwards. */
export function createPhases(context: PhaseContext): readonly Phase[] {
  const phases = [
    foundationPhase(context),
    contactOrganizationsPhase(context),
    participantsPhase(),
    activitiesPhase(context),
  ]
  return [
    ...phases,
    restPhase(
      context,
      phases.flatMap(({ files }) => files),
    ),
  ]
}

/** Names that only old clients use: views while the grace period lasts. */
export function oldNames(context: PhaseContext): readonly string[] {
  return [...oldOpportunityNames(context), context.shape.contactNotes].filter(
    (name) => name !== 'contact_notes',
  )
}

/**
 * Views that a phase replaces, or on its way back drops. A statement that names one has its lock before it gets those of the
 * tables behind it: so must whoever wants them all.
 */
export function viewsOf(
  context: PhaseContext,
  id: PhaseId,
  way: 'expand' | 'rollback',
): readonly string[] {
  const replaced: Readonly<Record<PhaseId, readonly string[]>> = {
    '1.1': [
      ...context.wholeRowViews,
      ...(context.summaryViews.companies_summary === 'replace' ? ['companies_summary'] : []),
    ],
    '1.2': context.summaryViews.contacts_summary === 'replace' ? ['contacts_summary'] : [],
    '1.3': [],
    '1.4': [],
    rest: [],
  }
  if (way === 'expand') return replaced[id]
  const made: Readonly<Record<PhaseId, readonly string[]>> = {
    '1.1': oldOpportunityNames(context),
    '1.2': [],
    '1.3': [],
    '1.4': [context.shape.contactNotes],
    rest: ['deals_summary', 'opportunities_summary'],
  }
  return [...new Set([...replaced[id], ...made[id]])]
}

/** Legacy tables that the phases rename, give columns to, or update in place. */
export function changedTables(context: PhaseContext): readonly string[] {
  const legacyName = (table: string) =>
    Object.entries(context.physical).find(([, physical]) => physical.table === table)?.[0] ?? table
  const widened = Object.entries(addedColumns(context))
    .filter(([, columns]) => columns.length > 0)
    .map(([table]) => legacyName(table))
  return [...new Set([...renamedTables(context.shape), ...widened])].toSorted()
}

/** Where the phases leave what they moved: what a report counts the rows of. */
export const resultTables = [
  'opportunities',
  'opportunity_notes',
  'contacts',
  'companies',
  'contact_organizations',
  'opportunity_contacts',
  'opportunity_participants',
  'activities',
] as const
