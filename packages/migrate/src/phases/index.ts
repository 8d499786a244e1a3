import { renamedTables } from '@valence/schema'
import type { Phase, PhaseContext } from '../phase.ts'
import { addedColumns } from './1-1-foundation/objects.ts'
import { foundationPhase } from './1-1-foundation/phase.ts'
import { contactOrganizationsPhase } from './1-2-contact-organizations/phase.ts'
import { participantsPhase } from './1-3-participants/phase.ts'
import { activitiesPhase } from './1-4-activities/phase.ts'

/** The phases of Stage 1 in their order; a rollback takes them backwards. */
export function createPhases(context: PhaseContext): readonly Phase[] {
  return [
    foundationPhase(context),
    contactOrganizationsPhase(context),
    participantsPhase(context),
    activitiesPhase(context),
  ]
}

/** Names that only old clients use: views while the grace period lasts. */
export function oldNames({ shape }: PhaseContext): readonly string[] {
  return [...new Set(['deals', 'deal_notes', shape.opportunityNotes, shape.contactNotes])].filter(
    (name) => name !== 'contact_notes',
  )
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
