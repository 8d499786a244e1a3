import { z } from 'zod'
import { idSchema, timestampSchema } from './common.ts'

export const taskSchema = z.object({
  id: idSchema,
  contact_id: idSchema,
  type: z.string().nullable(),
  text: z.string().nullable(),
  due_date: timestampSchema.nullable(),
  done_date: timestampSchema.nullable(),
  sales_id: idSchema.nullable(),
})
export type Task = z.infer<typeof taskSchema>

export const tagSchema = z.object({ id: idSchema, name: z.string(), color: z.string() })
export type Tag = z.infer<typeof tagSchema>
