import { type Sql, sqlFile } from '@valence/db'

/** Digest of the definition of each object, by kind and name: `column deals.stage`, `function sync(bigint)`. */
export type Fingerprint = Readonly<Record<string, string>>

/** Reads the definitions that a plan rests on. Texts depend on the search path, which `connect` pins. */
export async function readFingerprint(sql: Sql): Promise<Fingerprint> {
  const rows = await sql.unsafe<{ object: string; digest: string }[]>(
    sqlFile(import.meta.url, 'fingerprint.sql'),
  )
  return Object.fromEntries(rows.map(({ object, digest }) => [object, digest]))
}

/** What was added, dropped or changed between two looks, a line each. */
export function compareFingerprints(before: Fingerprint, now: Fingerprint): readonly string[] {
  const objects = [...new Set([...Object.keys(before), ...Object.keys(now)])].toSorted()
  return objects.flatMap((object) => {
    if (before[object] === now[object]) return []
    if (before[object] === undefined) return [`${object} was added`]
    if (now[object] === undefined) return [`${object} was dropped`]
    return [`${object} was changed`]
  })
}
