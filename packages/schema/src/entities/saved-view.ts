import { z } from 'zod'
import { idSchema, timestampSchema } from './common.ts'

/** What a saved view holds. A view may be older than the page that reads it: what is missing or broken takes its default. */
export const savedViewQuerySchema = z.object({
  filter: z.record(z.string(), z.unknown()).catch({}),
  sort: z
    .object({ field: z.string(), order: z.enum(['ASC', 'DESC']) })
    .optional()
    .catch(undefined),
  view: z.enum(['board', 'table']).catch('table'),
  hiddenColumns: z.array(z.string()).optional().catch(undefined),
})
export type SavedViewQuery = z.infer<typeof savedViewQuerySchema>

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
