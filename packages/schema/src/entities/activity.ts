import type { FileReference, Row } from './common.ts'
import type { ActivitiesRow } from './rows.generated.ts'

/**
 * A row of `activities`: an interaction has an opportunity, an engagement has none. `source_table` is `opportunity_notes` or
 * `contact_notes` where it stands for a note.
 */
export type Activity = Row<
  Omit<ActivitiesRow, 'source_row'>,
  { attachments: FileReference[] | null }
>
