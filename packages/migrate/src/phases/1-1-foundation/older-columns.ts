import type { Phase, PhaseContext } from '../../phase.ts'
import type { Transaction } from '../../sql/client.ts'
import { dropFunctions } from '../../sql/created-objects.ts'
import { keysetStep } from '../../sql/keyset.ts'
import { OWN_SCHEMA } from '../../sql/names.ts'
import { isTable } from '../../sql/relations.ts'
import { parseChecks } from '../../sql/run-checks.ts'
import { sqlFile } from '../../sql/sql-file.ts'
import { withoutTriggers } from '../../sql/without-triggers.ts'

/** What installations from before January 2025 hold in other columns, or not at all. */
type Part = 'emails' | 'phones' | 'tasks'

const PARTS = {
  emails: { table: 'contacts', column: 'email_jsonb', parked: 'parked_contact_emails' },
  phones: { table: 'contacts', column: 'phone_jsonb', parked: 'parked_contact_phones' },
  tasks: { table: 'tasks', column: 'sales_id', parked: 'parked_task_owners' },
} as const satisfies Record<Part, unknown>

const FUNCTIONS = ['sync_contact_emails', 'emails_of', 'sync_contact_phones', 'phones_of']

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
      keysetStep({
        name: part,
        source: 'contacts',
        lock: 'update',
        apply: (tx, from, to) =>
          withoutTriggers(
            tx,
            { table: 'contacts', where: 't.id > $1 and t.id <= $2', parameters: [from, to] },
            () => tx.unsafe(statementOf(context, 'backfill', part), [from, to]),
          ),
      }),
    )
}

/** Keeps what the old columns cannot hold, before they are all there is. */
export async function parkOlder(tx: Transaction, context: PhaseContext): Promise<void> {
  for (const part of partsOf(context)) await tx.unsafe(statementOf(context, 'park', part))
}

export async function restoreOlder(tx: Transaction, context: PhaseContext): Promise<void> {
  for (const part of partsOf(context)) {
    const { table, parked } = PARTS[part]
    if (!(await isTable(tx, parked, OWN_SCHEMA))) continue
    const where = `t.id in (select p.id from valence_migration.${parked} as p)`
    await tx.unsafe(
      `select count(*) from (select from public.${table} as t where ${where} for no key update) as locked`,
    )
    await withoutTriggers(tx, { table, where }, () =>
      tx.unsafe(statementOf(context, 'restore', part)),
    )
    await tx.unsafe(`drop table valence_migration.${parked}`)
  }
}

/** After the triggers are gone. */
export async function dropOlder(tx: Transaction): Promise<void> {
  await dropFunctions(tx, FUNCTIONS, OWN_SCHEMA)
}

export function olderChecks(context: PhaseContext) {
  const parts = partsOf(context)
  return parseChecks(adapted(context, sqlFile(import.meta.url, 'older-verify.sql'))).filter(
    ({ name }) => parts.includes(/e-mail/.test(name) ? 'emails' : 'phones'),
  )
}

function partsOf({ legacyColumns }: PhaseContext): readonly Part[] {
  return (Object.keys(PARTS) as Part[]).filter((part) => {
    const { table, column } = PARTS[part]
    return legacyColumns[table]?.includes(column) === false
  })
}

function statementOf(context: PhaseContext, file: string, part: Part): string {
  const parts = sqlFile(import.meta.url, `older-${file}.sql`).split(/^-- step: /m)
  const found = parts.find((text) => text.startsWith(`${part}\n`)) ?? ''
  return adapted(context, found.slice(part.length))
}

/** The first months had the numbers under other names, and no types. */
function adapted({ legacyColumns }: PhaseContext, text: string): string {
  if (legacyColumns['contacts']?.includes('phone_number1') !== true) return text
  return text
    .replace(/^\s+new\.phone_\d_type := .*\n/gm, '')
    .replace(/array\[\w+\.phone_1_type, \w+\.phone_2_type\]/g, 'null::text[]')
    .replace(/, \w+\.phone_\d_type/g, '')
    .replace(/phone_(?<place>\d)_number/g, 'phone_number$<place>')
}
