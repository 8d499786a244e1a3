import { z } from 'zod'

export const manifestSchema = z.object({
  format: z.literal('valence-copy-1'),
  database: z.string(),
  serverVersion: z.number().int(),
  startedAt: z.string(),
  finishedAt: z.string(),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      columns: z.array(z.string()),
      key: z.string().nullable(),
      rows: z.number(),
      buckets: z.array(z.object({ bucket: z.string(), rows: z.number(), sum: z.string() })),
      file: z.string(),
      bytes: z.number(),
      sha256: z.string(),
    }),
  ),
})

/** What a backup holds, and the checksums by which it is proven. */
export type BackupManifest = z.infer<typeof manifestSchema>
export type BackedUpTable = BackupManifest['tables'][number]
