import { z } from 'zod'
import { idSchema, timestampSchema } from './common.ts'

/** A row of `saved_views`: a list as someone likes it. */
export const savedViewSchema = z.object({
  id: idSchema,
  /** Whose it is; nobody else changes it. */
  sales_id: idSchema,
  /** The resource whose list it shows. */
  resource: z.string(),
  name: z.string(),
  /** What the list's address says. */
  query: z.record(z.string(), z.unknown()),
  is_shared: z.boolean(),
  created_at: timestampSchema,
  updated_at: timestampSchema,
})
export type SavedView = z.infer<typeof savedViewSchema>
