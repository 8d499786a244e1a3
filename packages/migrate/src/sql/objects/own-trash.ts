import { ident } from '@valence/db'
import type { CatalogColumn } from '@valence/schema'

/** A column of the installation that marks rows as deleted: by a moment, or by a flag. */
export interface OwnTrash {
  readonly column: string
  readonly isFlag: boolean
}

const NAME = /^(?:is_?)?(?:soft_?)?(?:deleted|removed|trashed)(?:_?(?:at|on|date|time|ts))?$/i
const MOMENT = /^(?:date|timestamp(?:\(\d\))? with(?:out)? time zone)$/

/** The column by which an installation marks the rows of a table as deleted, if it has one. */
export function findOwnTrash(columns: readonly CatalogColumn[]): OwnTrash | undefined {
  const found = columns.find(
    ({ name, type, isGenerated }) =>
      !isGenerated && NAME.test(name) && (MOMENT.test(type) || type === 'boolean'),
  )
  return found === undefined ? undefined : { column: found.name, isFlag: found.type === 'boolean' }
}

/** Whether a row was deleted by such a mark. */
export function deletedMark(alias: string, { column, isFlag }: OwnTrash): string {
  const mark = `${alias}.${ident(column)}`
  return isFlag ? mark : `${mark} is not null`
}

/** When a row of the notes was deleted by such a mark, or null: of one that only says yes the day of the note is known. */
export function deletedAt(alias: string, { column, isFlag }: OwnTrash): string {
  const mark = `${alias}.${ident(column)}`
  return isFlag
    ? `(case when ${mark} then coalesce(${alias}.date, now()) end)`
    : `(${mark}::timestamptz)`
}
