import type { Sql, Transaction } from '@valence/db'
import { type Declared, declaredObjects, digestOf } from './declared.ts'
import { hasBooks } from './read-version.ts'
import { readSteps, SCHEMA_VERSION, type Step } from './steps.ts'

/** A database that is made new, or arrives by a migration, has the newest version at once. */
export async function recordAllSteps(tx: Transaction, tool: string): Promise<void> {
  await recordStep(tx, { version: 1, name: 'first', checksum: '' }, tool)
  for (const step of readSteps()) await recordStep(tx, step, tool)
}

/** Writes down that a step was done; once. */
export async function recordStep(
  tx: Transaction,
  { version, name, checksum }: Pick<Step, 'version' | 'name' | 'checksum'>,
  tool: string,
): Promise<void> {
  await tx`
    insert into valence.schema_steps (version, name, checksum, tool)
    values (${version}, ${name}, ${checksum}, ${tool})
    on conflict (version) do nothing`
}

/** Writes down that these stand as declared, or are the installation's. */
export async function recordObjects(
  tx: Transaction,
  objects: readonly Declared[],
  isKept = false,
): Promise<void> {
  const rows = objects.map(({ identity, digest }) => ({ identity, digest }))
  await tx`
    insert into valence.schema_objects (identity, digest, is_kept)
    select given.identity, given.digest, ${isKept}
    from jsonb_to_recordset(${tx.json(rows)}) as given (identity text, digest text)
    on conflict (identity) do update set digest = excluded.digest, is_kept = excluded.is_kept`
}

/** Writes down that an object is ours no more. */
export async function forgetObject(tx: Transaction, identity: string): Promise<void> {
  await tx`delete from valence.schema_objects as o where o.identity = ${identity}`
}

/** Stands for all of the declared state together. */
const STATE = 'state'

/** Writes down, as the last thing, that the database has all that is declared. */
export async function recordState(tx: Transaction): Promise<void> {
  await tx`
    insert into valence.schema_objects (identity, digest, is_kept)
    values (${STATE}, ${stateDigest()}, true)
    on conflict (identity) do update set digest = excluded.digest`
}

/** Whether the database was brought to just this state, to the end. */
export async function hasState(sql: Sql): Promise<boolean> {
  if (!(await hasBooks(sql))) return false
  const [row] = await sql<{ digest: string }[]>`
    select o.digest from valence.schema_objects as o where o.identity = ${STATE}`
  return row?.digest === stateDigest()
}

let known: string | undefined

function stateDigest(): string {
  // A step may change what no text declares.
  known ??= digestOf(
    [
      SCHEMA_VERSION,
      ...declaredObjects().map(({ identity, digest }) => `${identity} ${digest}`),
    ].join('\n'),
  )
  return known
}
