import { type Database, qualified } from '@valence/db'
import { MigrationError } from '../errors.ts'
import { restoreEntries } from './archive.ts'
import { inDatabase, type OpenArchive } from './archive-of.ts'
import type { DumpManifest } from './manifest.ts'
import { isOfPublic } from './prove-dump.ts'
import { notRestored } from './restore-errors.ts'
import { ProgramError, wordsOf } from './run-program.ts'

/**
 * Restores definitions and rows in one transaction; triggers come last, so none fires. Foreign keys to tables outside of the
 * archive follow one by one, because their rows may not be there: those that fail are returned.
 * @throws MigrationError before the first write when the database lacks what the definitions need, and after an undone try
 */
export async function restoreDefinitions(
  db: Database,
  url: string,
  manifest: DumpManifest,
  archive: OpenArchive,
): Promise<readonly string[]> {
  await requireNeeds(db, manifest)
  const [target] = await db<{ name: string }[]>`select current_database() as name`
  const database = target?.name ?? ''
  const there = inDatabase(archive, url, database)
  const isOutside = (key: string) => manifest.outsideKeys.includes(key)
  const options = { database, isAtomic: true, withRights: true }
  try {
    const entries = archive.entries.filter(
      ({ key, kind, line }) => !isOutside(key) && kind !== 'DEFAULT ACL' && !isOfPublic(kind, line),
    )
    await restoreEntries(there, entries, options)
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error
    throw notRestored(`${wordsOf(error)}. Nothing was changed there`, database, error)
  }
  const left: string[] = []
  for (const entry of archive.entries.filter(({ key }) => isOutside(key))) {
    try {
      await restoreEntries(there, [entry], options)
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error
      left.push(wordsOf(error))
    }
  }
  return left
}

async function requireNeeds(db: Database, { needs }: DumpManifest): Promise<void> {
  const missing: string[] = []
  for (const { name, schema } of needs.extensions.filter(({ isUsed }) => isUsed)) {
    const [found] = await db`select from pg_extension where extname = ${name}`
    if (found === undefined) missing.push(`extension ${name} in schema ${schema}`)
  }
  for (const { kind, name, schema } of needs.objects) {
    const text = kind === 'function' ? name : qualified(schema, name)
    const [found] = await db<{ isThere: boolean }[]>`
      select case ${kind}
        when 'function' then to_regprocedure(${text}) is not null
        when 'type' then to_regtype(${text}) is not null
        else to_regclass(${text}) is not null
      end as "isThere"`
    if (found?.isThere !== true) missing.push(`${kind} ${name}`)
  }
  if (missing.length === 0) return
  throw new MigrationError('The database lacks what the definitions in the backup need', {
    code: 'VAL-RESTORE',
    object: missing.slice(0, 10).join('; '),
    hint: 'Nothing was changed there. Make a database with what the platform has (a new project of the same provider), create the extensions in the schemas named here, then restore again.',
  })
}
