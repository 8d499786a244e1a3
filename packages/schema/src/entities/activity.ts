import { z } from 'zod'
import { daySchema, fileSchema, idSchema, timestampSchema } from './common.ts'
import { activityTypeSchema, interactionTypeSchema } from './enums.ts'

/** A row of `activities`: an interaction has an opportunity, an engagement has none. */
export const activitySchema = z.object({
  id: idSchema,
  activity_type: activityTypeSchema,
  type: interactionTypeSchema,
  subject: z.string().nullable(),
  description: z.string().nullable(),
  activity_date: timestampSchema.nullable(),
  duration_minutes: z.number().int().min(0).nullable(),
  contact_id: idSchema.nullable(),
  organization_id: idSchema.nullable(),
  opportunity_id: idSchema.nullable(),
  follow_up_required: z.boolean(),
  follow_up_date: daySchema.nullable(),
  outcome: z.string().nullable(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullable(),
  location: z.string().nullable(),
  status: z.string().nullable(),
  attachments: z.array(fileSchema).nullable(),
  created_at: timestampSchema,
  updated_at: timestampSchema,
  created_by: idSchema.nullable(),
  deleted_at: timestampSchema.nullable(),
  /** `opportunity_notes` or `contact_notes` where the activity stands for a note. */
  source_table: z.string().nullable(),
  source_id: idSchema.nullable(),
})
export type Activity = z.infer<typeof activitySchema>
