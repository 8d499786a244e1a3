import { type CompaniesRow, type ContactOrganizationsRow, enumLabels } from './rows.generated.ts'

export const organizationTypes = enumLabels.organization_type
export const opportunityStages = enumLabels.opportunity_stage
export const opportunityStatuses = enumLabels.opportunity_status
export const priorityLevels = enumLabels.priority_level
export const contactRoles = enumLabels.contact_role
export const activityTypes = enumLabels.activity_type
export const interactionTypes = enumLabels.interaction_type
export const participantRoles = enumLabels.participant_role
export const purchaseInfluences = [
  'High',
  'Medium',
  'Low',
  'Unknown',
] as const satisfies readonly ContactOrganizationsRow['purchase_influence'][]
export const decisionAuthorities = [
  'Decision Maker',
  'Influencer',
  'End User',
  'Gatekeeper',
] as const satisfies readonly ContactOrganizationsRow['decision_authority'][]
export const organizationPriorities = [
  'A',
  'B',
  'C',
  'D',
] as const satisfies readonly CompaniesRow['priority'][]

export type OrganizationType = (typeof organizationTypes)[number]
export type OpportunityStage = (typeof opportunityStages)[number]
export type OpportunityStatus = (typeof opportunityStatuses)[number]
export type PriorityLevel = (typeof priorityLevels)[number]
export type ContactRole = (typeof contactRoles)[number]
export type ActivityType = (typeof activityTypes)[number]
export type InteractionType = (typeof interactionTypes)[number]
export type ParticipantRole = (typeof participantRoles)[number]

/** Percent by stage, as the database sets it where no one overrides it. */
export const stageProbability: Readonly<Record<OpportunityStage, number>> = {
  lead: 10,
  qualified: 25,
  needs_analysis: 40,
  proposal: 60,
  negotiation: 80,
  closed_won: 100,
  closed_lost: 0,
  nurturing: 15,
}
