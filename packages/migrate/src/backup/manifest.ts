import { z } from 'zod'

const bucket = z.object({ bucket: z.string(), rows: z.number(), sum: z.string() })
/** A folder of a backup may be written by others than its manifest says: no path leads out of it. */
const step = String.raw`(?!\.{1,2}(?:/|$))[^/\\\0]+`
const inside = z.string().regex(new RegExp(`^${step}(?:/${step})?$`), 'no file of a backup')
const file = z.object({ file: inside, bytes: z.number(), sha256: z.string() })
const table = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  /** Columns that the server computes: in the checksums, not in the file. */
  generated: z.array(z.string()).default([]),
  key: z.string().nullable(),
  rows: z.number(),
  buckets: z.array(bucket),
})
const sequence = z.object({
  schema: z.string(),
  name: z.string(),
  lastValue: z.string(),
  /** Where it stood before pg_dump began; what the archive has lies in between. */
  earliest: z.string().optional(),
  isCalled: z.boolean(),
})
const common = {
  database: z.string(),
  serverVersion: z.number().int(),
  startedAt: z.string(),
  finishedAt: z.string(),
  sequences: z.array(sequence).default([]),
}

/** Our own snapshot: the rows of `public`, a compressed COPY file for each table. */
const copyManifest = z.object({
  format: z.literal('valence-copy-1'),
  ...common,
  tables: z.array(z.object({ ...table.shape, ...file.shape })),
})

/** An archive of pg_dump in directory format, in the folder `dump`. */
const dumpManifest = z.object({
  format: z.literal('valence-dump-1'),
  ...common,
  /** Version of pg_dump. */
  pgDump: z.string(),
  schemas: z.array(z.string()),
  /** `entry` is the key of its rows in the archive. */
  tables: z.array(z.object({ ...table.shape, entry: z.string() })),
  files: z.array(file),
  /** What the catalog had: each must be in the archive's table of contents. */
  contents: z.array(z.object({ key: z.string(), what: z.string() })),
  /** Foreign keys to tables that are not in the archive, for example of accounts. */
  outsideKeys: z.array(z.string()),
  /** What the definitions need and the archive does not hold. */
  needs: z.object({
    /** `isUsed`: a definition depends on it; else the text of a function may. */
    extensions: z.array(z.object({ name: z.string(), schema: z.string(), isUsed: z.boolean() })),
    objects: z.array(
      z.object({
        kind: z.enum(['function', 'type', 'relation']),
        schema: z.string(),
        name: z.string(),
      }),
    ),
  }),
})

export const manifestSchema = z.discriminatedUnion('format', [copyManifest, dumpManifest])

/** What a backup holds, and the checksums by which it is proven. */
export type BackupManifest = z.infer<typeof manifestSchema>
export type CopyManifest = z.infer<typeof copyManifest>
export type DumpManifest = z.infer<typeof dumpManifest>
export type BackedUpTable = z.infer<typeof table>
export type BackedUpSequence = z.infer<typeof sequence>
export type BackedUpFile = z.infer<typeof file>

/** Every file of a backup but the manifest. */
export function filesOf(manifest: BackupManifest): readonly BackedUpFile[] {
  return manifest.format === 'valence-copy-1' ? manifest.tables : manifest.files
}

/** The columns that a COPY of the table holds, in their order. */
export function storedColumns(kept: {
  readonly columns: readonly string[]
  readonly generated: readonly string[]
}): readonly string[] {
  return kept.columns.filter((column) => !kept.generated.includes(column))
}
