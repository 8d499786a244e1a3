import { sqlFile, type Transaction } from '@valence/db'
import type { Phase, PhaseContext } from '../../phase.ts'
import type { FedColumns } from '../../sql/objects/column-triggers.ts'
import { dropFunctions } from '../../sql/objects/created-objects.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { parseChecks } from '../../sql/session/run-checks.ts'
import { parseQueries, parseSteps } from '../../sql/session/statements.ts'
import { inPlaceStep, type ParkedRows, restoreInPlace } from './in-place.ts'

/** What installations from before January 2025 hold in other columns, or not at all. */
type Part = 'emails' | 'phones' | 'tasks'

const PARTS = {
  emails: { table: 'contacts', column: 'email_jsonb', parked: 'parked_contact_emails' },
  phones: { table: 'contacts', column: 'phone_jsonb', parked: 'parked_contact_phones' },
  tasks: { table: 'tasks', column: 'sales_id', parked: 'parked_task_owners' },
} as const satisfies Record<Part, unknown>

/** What keeps old and new columns in step. */
export const OLDER_FUNCTIONS = [
  'sync_contact_emails',
  'settle_contact_emails',
  'emails_of',
  'sync_contact_phones',
  'settle_contact_phones',
  'phones_of',
]

/** The columns that this installation has to be given, by table. */
export function olderColumns(
  context: PhaseContext,
): Readonly<Record<'contacts' | 'tasks', readonly string[]>> {
  const of = (table: 'contacts' | 'tasks') =>
    partsOf(context)
      .filter((part) => PARTS[part].table === table)
      .map((part) => PARTS[part].column)
  return { contacts: of('contacts'), tasks: of('tasks') }
}

/** The statements that add them, and keep them in step with the old ones. */
export function olderFiles(context: PhaseContext): readonly string[] {
  return partsOf(context).map((part) =>
    adapted(context, sqlFile(import.meta.url, `older-${part}.sql`)),
  )
}

/** A backfill for each list that is made of old columns. */
export function olderSteps(context: PhaseContext): Phase['steps'] {
  return partsOf(context)
    .filter((part) => part !== 'tasks')
    .map((part) =>
      inPlaceStep({
        name: part,
        source: 'contacts',
        table: 'contacts',
        statement: partOf(context, 'backfill', part),
      }),
    )
}

/** What the old columns cannot hold. */
export function olderParked(context: PhaseContext): readonly ParkedRows[] {
  return partsOf(context).map((part) => ({
    table: PARTS[part].table,
    parked: PARTS[part].parked,
    query: adapted(context, parseQueries(sqlFile(import.meta.url, 'older-park.sql'))[part] ?? ''),
  }))
}

export async function restoreOlder(tx: Transaction, context: PhaseContext): Promise<void> {
  for (const part of partsOf(context)) {
    const statement = partOf(context, 'restore', part)
    await restoreInPlace(tx, { ...PARTS[part], statement })
  }
}

/** The old columns of contacts that follow a list which new clients write. */
export function olderFed(context: PhaseContext): FedColumns {
  const columns = context.legacyColumns['contacts'] ?? []
  const fedBy = (part: 'emails' | 'phones', old: RegExp) =>
    partsOf(context).includes(part)
      ? columns
          .filter((name) => old.test(name))
          .map((name) => [name, [PARTS[part].column]] as const)
      : []
  return Object.fromEntries([
    ...fedBy('emails', /^email$/),
    ...fedBy('phones', /^phone_(?:\d_number|\d_type|number\d)$/),
  ])
}

/** After the triggers are gone. */
export async function dropOlder(tx: Transaction): Promise<void> {
  await dropFunctions(tx, OLDER_FUNCTIONS, OWN_SCHEMA)
}

export function olderChecks(context: PhaseContext) {
  return partsOf(context).flatMap((part) => parseChecks(partOf(context, 'verify', part)))
}

function partsOf({ legacyColumns }: PhaseContext): readonly Part[] {
  return (Object.keys(PARTS) as Part[]).filter((part) => {
    const { table, column } = PARTS[part]
    return legacyColumns[table]?.includes(column) === false
  })
}

function partOf(
  context: PhaseContext,
  file: 'backfill' | 'restore' | 'verify',
  part: Part,
): string {
  return adapted(context, parseSteps(sqlFile(import.meta.url, `older-${file}.sql`))[part] ?? '')
}

/** The first months had the numbers under other names, and no types. */
function adapted({ legacyColumns }: PhaseContext, text: string): string {
  if (legacyColumns['contacts']?.includes('phone_1_number') !== false) return text
  return text
    .replace(/^\s+new\.phone_\d_type := .*\n/gm, '')
    .replace(/array\[\w+\.phone_1_type, \w+\.phone_2_type\]/g, 'null::text[]')
    .replace(/, \w+\.phone_\d_type/g, '')
    .replace(/phone_(?<place>\d)_number/g, 'phone_number$<place>')
}
