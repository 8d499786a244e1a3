import { z } from 'zod'
import type { Row } from './common.ts'
import type { SavedViewsRow } from './rows.generated.ts'

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

/** A list as someone likes it; nobody else changes it. `query` is what the list's address says. */
export type SavedView = Row<SavedViewsRow, { query: Record<string, unknown> }>
