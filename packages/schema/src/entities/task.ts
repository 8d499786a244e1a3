import { z } from 'zod'
import { idSchema, timestampSchema } from './common.ts'

export const repeatUnits = ['day', 'week', 'month'] as const

/** What is to be done, about a contact, an organization or an opportunity; of an opportunity, mostly with a contact. */
export const taskSchema = z.object({
  id: idSchema,
  contact_id: idSchema.nullable(),
  organization_id: idSchema.nullable(),
  opportunity_id: idSchema.nullable(),
  type: z.string().nullable(),
  text: z.string().nullable(),
  due_date: timestampSchema.nullable(),
  done_date: timestampSchema.nullable(),
  sales_id: idSchema.nullable(),
  /** Every `repeat_every` of these, counted from `repeat_from`; null for a task that does not come back. */
  repeat_unit: z.enum(repeatUnits).nullable(),
  repeat_every: z.number().int().nullable(),
  repeat_from: timestampSchema.nullable(),
})
export type Task = z.infer<typeof taskSchema>

export const tagSchema = z.object({ id: idSchema, name: z.string(), color: z.string() })
export type Tag = z.infer<typeof tagSchema>
