import { ident, literal, sqlFile, type Transaction } from '@valence/db'
import type { PhaseContext } from '../../phase.ts'
import { dropFunctions, dropOwnTriggers } from '../../sql/objects/created-objects.ts'
import { deletedAt, type OwnTrash } from '../../sql/objects/own-trash.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import type { CheckQuery } from '../../sql/session/run-checks.ts'
import { parseSteps } from '../../sql/session/statements.ts'

export type NoteTable = 'opportunity_notes' | 'contact_notes'
const NOTE_TABLES: readonly NoteTable[] = ['opportunity_notes', 'contact_notes']

const TRIGGER = 'valence_sync_trash'
const fromNote = (table: NoteTable) => `sync_trash_of_${table}`
const toNote = (table: NoteTable) => `sync_trash_back_to_${table}`

/** The mark by which an installation deletes its notes, where it has one. */
export function trashOf({ shape, ownTrash }: PhaseContext, table: NoteTable): OwnTrash | undefined {
  return ownTrash?.[table === 'contact_notes' ? shape.contactNotes : shape.opportunityNotes]
}

/** When a note `n` was deleted so, or null. */
export function noteDeletedAt(context: PhaseContext, table: NoteTable): string {
  const trash = trashOf(context, table)
  return trash === undefined ? 'null::timestamptz' : deletedAt('n', trash)
}

/** From here on a mark of the installation moves the activity of its note. */
export async function followOwnTrash(tx: Transaction, context: PhaseContext): Promise<void> {
  for (const table of NOTE_TABLES) {
    if (trashOf(context, table) === undefined) continue
    await tx.unsafe(written('from note', context, table, fromNote(table)))
    await tx.unsafe(written('note trigger', context, table, fromNote(table)))
  }
}

/** And the other way: what comes out of the trash loses the mark. */
export function ownTrashBack(context: PhaseContext): readonly string[] {
  return NOTE_TABLES.filter((table) => trashOf(context, table) !== undefined).map((table) =>
    [
      written('to note', context, table, toNote(table)),
      written('activity trigger', context, table, toNote(table)),
    ].join('\n'),
  )
}

/** Notes that the installation deleted are in the trash, where they have not been deleted for good. */
export function trashChecks(context: PhaseContext): readonly CheckQuery[] {
  return NOTE_TABLES.filter((table) => trashOf(context, table) !== undefined).map((table) => ({
    name: `every one of the ${table.replace('_', ' ')} that was deleted is in the trash`,
    rowsOf: table,
    query: `
      select n.id as example
      from public.${table} as n
      join public.activities as a on a.source_table = ${literal(table)} and a.source_id = n.id
      where ${noteDeletedAt(context, table)} is not null and a.deleted_at is null`,
  }))
}

/** Takes both ways back. */
export async function dropOwnTrash(tx: Transaction): Promise<void> {
  for (const table of NOTE_TABLES) await dropOwnTriggers(tx, table, [TRIGGER])
  await dropFunctions(tx, [...NOTE_TABLES.map(fromNote), ...NOTE_TABLES.map(toNote)], OWN_SCHEMA)
}

function written(
  name: string,
  context: PhaseContext,
  table: NoteTable,
  functionName: string,
): string {
  const trash = trashOf(context, table)
  const statement = parseSteps(sqlFile(import.meta.url, 'own-trash.sql'))[name] ?? ''
  return statement
    .replaceAll('the_function', functionName)
    .replaceAll('the_trigger', `${TRIGGER}_${table}`)
    .replaceAll(
      'set the_mark = null',
      `set ${ident(trash?.column ?? '')} = ${trash?.isFlag === true ? 'false' : 'null'}`,
    )
    .replaceAll('the_notes', table)
    .replaceAll('n.the_moment', noteDeletedAt(context, table))
}
