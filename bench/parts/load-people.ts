import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { copyIn, type Database } from '@valence/db'
import { loadTarget } from '@valence/sample-data'
import { createTargetSchema } from '@valence/schema/growth'

/** How many there are. */
export interface People {
  readonly contacts: number
  readonly organizations: number
}

/** The target schema with the sample for so many opportunities, and contacts until there are as many as that. */
export async function loadPeople(
  db: Database,
  wanted: { readonly opportunities: number; readonly contacts: number },
): Promise<People> {
  const more = await readFile(path.join(import.meta.dirname, 'more-contacts.sql'), 'utf8')
  await createTargetSchema(db)
  await db.begin(async (tx) => {
    await loadTarget(
      {
        run: (statements) => tx.unsafe(statements),
        copy: (statement, lines) => copyIn(tx, statement, lines),
      },
      { opportunities: wanted.opportunities },
    )
    await tx.unsafe(more, [wanted.contacts])
  })
  await db.unsafe('analyze')
  const [there] = await db<People[]>`
    select (select count(*)::int from public.contacts) as contacts,
      (select count(*)::int from public.companies) as organizations`
  return there ?? { contacts: 0, organizations: 0 }
}
