import { z } from 'zod'

/** bigint keys: JSON carries them as numbers, and no installation comes near 2^53. */
export const idSchema = z.number().int()
/** ISO 8601 with a zone. */
export const timestampSchema = z.string()
/** `YYYY-MM-DD`, without a zone. */
export const daySchema = z.string()

/** A file of the CRM's bucket, or a link. */
export const fileSchema = z.looseObject({
  src: z.string(),
  title: z.string().optional(),
  path: z.string().optional(),
  type: z.string().optional(),
})
export type FileReference = z.infer<typeof fileSchema>
