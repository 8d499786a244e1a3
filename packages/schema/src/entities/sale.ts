import { z } from 'zod'
import { fileSchema, idSchema } from './common.ts'

/** A row of `sales`: a user of the CRM. */
export const saleSchema = z.object({
  id: idSchema,
  first_name: z.string(),
  last_name: z.string(),
  email: z.string(),
  administrator: z.boolean(),
  user_id: z.string(),
  avatar: fileSchema.nullable(),
  disabled: z.boolean().nullable(),
})
export type Sale = z.infer<typeof saleSchema>
