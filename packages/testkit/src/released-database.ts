import { readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const FOLDER = new URL('../../schema/releases/', import.meta.url)
const FILE = /^(?<name>(?<number>\d{4})(?<arrived>-arrived)?)\.sql(?:\.gz)?$/

/** A database as a release of the program left it. */
interface Release {
  /** `0001`, or `0001-arrived`. */
  readonly name: string
  /** What `readVersion` says: what came before the first release counts as it. */
  readonly version: number
  /** Whether it was migrated from Atomic CRM, with rows and the books of its run; else it was made new, and is empty. */
  readonly isArrived: boolean
}

/** Every release that is kept. */
export function listReleases(): readonly Release[] {
  return readdirSync(FOLDER).flatMap((file) => {
    const { name, number, arrived } = FILE.exec(file)?.groups ?? {}
    if (name === undefined) throw new Error(`releases/${file} is no name of a release`)
    return [{ name, version: Math.max(1, Number(number)), isArrived: arrived !== undefined }]
  })
}

/** The installation that the arrived ones were migrated from: `createLegacyDatabase` makes another one like it. */
export const arrivedFrom = { generation: 'g21', deals: 12, defects: 'none' } as const

/** A copy of a released database. One that arrived did so just now, so that its rollback window is open. */
export async function createReleasedDatabase(name: string): Promise<TestDatabase> {
  return await createTestDatabase({
    template: `released-${name}`,
    build: async ({ sql }) => {
      await sql.begin(async (tx) => {
        await tx.unsafe(releaseText(name))
        const [books] = await tx<{ exist: boolean }[]>`
          select to_regclass('valence_migration.runs') is not null as exist`
        if (books?.exist === true) {
          await tx`update valence_migration.runs set started_at = now(), completed_at = now()`
        }
      })
    },
  })
}

/** As SQL, for a database that has what the platform has. */
export function releaseText(name: string): string {
  const file = readdirSync(FOLDER).find((one) => one.startsWith(`${name}.sql`))
  if (file === undefined) throw new Error(`There is no release ${name}`)
  const bytes = readFileSync(new URL(file, FOLDER))
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}
