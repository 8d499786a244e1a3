import { z } from 'zod'

export const organizationTypes = [
  'customer',
  'prospect',
  'vendor',
  'partner',
  'principal',
  'distributor',
  'unknown',
] as const
export const opportunityStages = [
  'lead',
  'qualified',
  'needs_analysis',
  'proposal',
  'negotiation',
  'closed_won',
  'closed_lost',
  'nurturing',
] as const
export const opportunityStatuses = ['active', 'on_hold', 'nurturing', 'stalled', 'expired'] as const
export const priorityLevels = ['low', 'medium', 'high', 'critical'] as const
export const contactRoles = [
  'decision_maker',
  'influencer',
  'buyer',
  'end_user',
  'gatekeeper',
  'champion',
  'technical',
  'executive',
] as const
export const activityTypes = ['engagement', 'interaction'] as const
export const interactionTypes = [
  'call',
  'email',
  'meeting',
  'demo',
  'proposal',
  'follow_up',
  'trade_show',
  'site_visit',
  'contract_review',
  'check_in',
  'social',
  'note',
] as const
export const participantRoles = [
  'customer',
  'principal',
  'distributor',
  'partner',
  'competitor',
] as const
export const purchaseInfluences = ['High', 'Medium', 'Low', 'Unknown'] as const
export const decisionAuthorities = [
  'Decision Maker',
  'Influencer',
  'End User',
  'Gatekeeper',
] as const
export const organizationPriorities = ['A', 'B', 'C', 'D'] as const

export const organizationTypeSchema = z.enum(organizationTypes)
export const opportunityStageSchema = z.enum(opportunityStages)
export const opportunityStatusSchema = z.enum(opportunityStatuses)
export const priorityLevelSchema = z.enum(priorityLevels)
export const contactRoleSchema = z.enum(contactRoles)
export const activityTypeSchema = z.enum(activityTypes)
export const interactionTypeSchema = z.enum(interactionTypes)
export const participantRoleSchema = z.enum(participantRoles)

export type OrganizationType = z.infer<typeof organizationTypeSchema>
export type OpportunityStage = z.infer<typeof opportunityStageSchema>
export type OpportunityStatus = z.infer<typeof opportunityStatusSchema>
export type PriorityLevel = z.infer<typeof priorityLevelSchema>
export type ContactRole = z.infer<typeof contactRoleSchema>
export type ActivityType = z.infer<typeof activityTypeSchema>
export type InteractionType = z.infer<typeof interactionTypeSchema>
export type ParticipantRole = z.infer<typeof participantRoleSchema>

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
