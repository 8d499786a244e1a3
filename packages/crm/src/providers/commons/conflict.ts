import { HttpError, type RaRecord } from 'ra-core'
import { isSame } from './changes.ts'

/** A field that someone else has saved since we read it, and that we want to save too. */
export interface FieldConflict {
  readonly field: string
  readonly base: unknown
  readonly mine: unknown
  readonly theirs: unknown
}

/** Two people changed the same fields of one record. */
export interface Conflict {
  readonly resource: string
  /** The record as it is now. */
  readonly record: RaRecord
  readonly fields: readonly FieldConflict[]
}

type Row = Readonly<Record<string, unknown>>

/**
 * The changed fields whose value is neither what we read nor what we want: saving would undo someone's work unseen.
 * Two people who change different fields, or the same one to the same value, do not disturb each other.
 */
export function conflictingFields(changes: Row, previous: Row, now: Row): FieldConflict[] {
  return Object.entries(changes)
    .filter(([field]) => field in previous)
    .map(([field, mine]) => ({ field, base: previous[field], mine, theirs: now[field] }))
    .filter(({ base, mine, theirs }) => !isSame(theirs, base) && !isSame(theirs, mine))
}

/** The error that carries a conflict to whoever can ask the user. */
export function conflictError(conflict: Conflict): HttpError {
  return new HttpError('crm.error.conflict', 409, { conflict })
}

/** The conflict that an error carries, or null. */
export function conflictOf(error: unknown): Conflict | null {
  if (!(error instanceof HttpError)) return null
  return (error.body as { conflict?: Conflict } | null)?.conflict ?? null
}
