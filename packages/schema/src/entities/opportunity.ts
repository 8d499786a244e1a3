import { z } from 'zod'
import { daySchema, fileSchema, idSchema, timestampSchema } from './common.ts'
import {
  contactRoleSchema,
  opportunityStageSchema,
  opportunityStatusSchema,
  participantRoleSchema,
  priorityLevelSchema,
} from './enums.ts'

/** A row of `opportunities`. Amounts are whole units of the one currency of the installation. */
export const opportunitySchema = z.object({
  id: idSchema,
  name: z.string(),
  customer_organization_id: idSchema.nullable(),
  contact_ids: z.array(idSchema.nullable()).nullable(),
  category: z.string().nullable(),
  legacy_stage: z.string().nullable(),
  description: z.string().nullable(),
  amount: z.number().nullable(),
  created_at: timestampSchema,
  updated_at: timestampSchema.nullable(),
  archived_at: timestampSchema.nullable(),
  /** A day; older installations hold a timestamp, whose UTC day counts. */
  expected_closing_date: z.string().nullable(),
  sales_id: idSchema.nullable(),
  /** Place within its stage's column of the board, from 0. Duplicates, gaps and nulls occur. */
  index: z.number().int().nullable(),
  stage: opportunityStageSchema,
  status: opportunityStatusSchema,
  priority: priorityLevelSchema,
  /** Percent, 0 to 100. */
  probability: z.number().int().min(0).max(100),
  probability_manual: z.boolean(),
  original_company_id: idSchema.nullable(),
  actual_close_date: daySchema.nullable(),
  next_action: z.string().nullable(),
  next_action_date: daySchema.nullable(),
  competition: z.string().nullable(),
  decision_criteria: z.string().nullable(),
  lost_reason: z.string().nullable(),
  deleted_at: timestampSchema.nullable(),
})
export type Opportunity = z.infer<typeof opportunitySchema>

/** A row of `opportunities_summary`. */
export const opportunitySummarySchema = opportunitySchema.extend({
  company_name: z.string().nullable(),
  contact_names: z.array(z.string()),
  owner_name: z.string().nullable(),
  nb_notes: z.number(),
  /** The day it was closed, else the day it is expected to. */
  closing_day: daySchema.nullable(),
  /** When it came into its stage; null where it never moved. */
  stage_since: timestampSchema.nullable(),
  /** Its tags, in the order in which it got them. */
  tag_ids: z.array(idSchema),
})
export type OpportunitySummary = z.infer<typeof opportunitySummarySchema>

export const opportunityContactSchema = z.object({
  id: idSchema,
  opportunity_id: idSchema,
  contact_id: idSchema,
  role: contactRoleSchema.nullable(),
  is_primary: z.boolean(),
  /** From 1, in the order of `contact_ids`. */
  position: z.number().int(),
  created_at: timestampSchema,
})
export type OpportunityContact = z.infer<typeof opportunityContactSchema>

export const opportunityParticipantSchema = z.object({
  id: idSchema,
  opportunity_id: idSchema,
  organization_id: idSchema,
  role: participantRoleSchema,
  is_primary: z.boolean(),
  notes: z.string().nullable(),
  created_at: timestampSchema,
  created_by: idSchema.nullable(),
  deleted_at: timestampSchema.nullable(),
})
export type OpportunityParticipant = z.infer<typeof opportunityParticipantSchema>

export const opportunityNoteSchema = z.object({
  id: idSchema,
  opportunity_id: idSchema,
  type: z.string().nullable(),
  text: z.string().nullable(),
  date: timestampSchema.nullable(),
  sales_id: idSchema.nullable(),
  attachments: z.array(fileSchema).nullable(),
})
export type OpportunityNote = z.infer<typeof opportunityNoteSchema>

/** A row of `opportunity_stage_history`: a move from one stage to another. */
export const opportunityStageChangeSchema = z.object({
  id: idSchema,
  opportunity_id: idSchema,
  from_stage: opportunityStageSchema.nullable(),
  to_stage: opportunityStageSchema,
  changed_at: timestampSchema,
  changed_by: idSchema.nullable(),
})
export type OpportunityStageChange = z.infer<typeof opportunityStageChangeSchema>
