import type { LegacyShape } from '@valence/schema'
import type { Phase, PhaseContext } from '../phase.ts'
import { NOTE_RENAMES, OPPORTUNITY_RENAMES } from './1-1-foundation/objects.ts'
import { foundationPhase } from './1-1-foundation/phase.ts'
import { contactOrganizationsPhase } from './1-2-contact-organizations/phase.ts'
import { participantsPhase } from './1-3-participants/phase.ts'
import { activitiesPhase } from './1-4-activities/phase.ts'

/** Where the rows of each renamed legacy table are after the phases. */
export function physicalTables(shape: LegacyShape): PhaseContext['physical'] {
  return {
    deals: { table: 'opportunities', renames: OPPORTUNITY_RENAMES },
    [shape.opportunityNotes]: { table: 'opportunity_notes', renames: NOTE_RENAMES },
    [shape.contactNotes]: { table: 'contact_notes', renames: {} },
  }
}

/** The phases of Stage 1 in their order; a rollback takes them backwards. */
export function createPhases(context: PhaseContext): readonly Phase[] {
  return [
    foundationPhase(context),
    contactOrganizationsPhase(context),
    participantsPhase(context),
    activitiesPhase(context),
  ]
}
