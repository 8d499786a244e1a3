import type { Phase, PhaseContext } from '../phase.ts'
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
