import type { FileReference, Row } from './common.ts'
import type {
  OpportunitiesRow,
  OpportunityContactsRow,
  OpportunityNotesRow,
  OpportunityParticipantsRow,
  OpportunityStageHistoryRow,
} from './rows.generated.ts'

/**
 * A row of `opportunities`. Amounts are whole units of the one currency of the installation, `probability` is percent, and `index` the
 * place within the stage's column of the board, from 0: duplicates, gaps and nulls occur. `expected_closing_date` is a day; older
 * installations hold a timestamp, whose UTC day counts.
 */
export type Opportunity = Row<
  OpportunitiesRow,
  { contact_ids: (number | null)[] | null; updated_at: string | null }
>

/** A row of `opportunities_summary`. */
export interface OpportunitySummary extends Opportunity {
  company_name: string | null
  contact_names: string[]
  owner_name: string | null
  nb_notes: number
  /** The day it was closed, else the day it is expected to. */
  closing_day: string | null
  /** When it came into its stage; null where it never moved. */
  stage_since: string | null
  /** Its tags, in the order in which it got them. */
  tag_ids: number[]
}

/** `position` counts from 1, in the order of `contact_ids`. */
export type OpportunityContact = OpportunityContactsRow

export type OpportunityParticipant = OpportunityParticipantsRow

export type OpportunityNote = Row<OpportunityNotesRow, { attachments: FileReference[] | null }>

/** A move from one stage to another. */
export type OpportunityStageChange = OpportunityStageHistoryRow
