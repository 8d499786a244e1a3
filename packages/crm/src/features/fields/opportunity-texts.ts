import type { textColumns } from '@valence/schema'
import type { fields } from '../../words/fields.ts'

/** Texts of an opportunity that the pages have a place of their own for. */
type Placed = 'category' | 'description' | 'legacy_stage' | 'lost_reason' | 'next_action'

/** Every other text of an opportunity: a line of the form, of the page, of the table, of filters, imports and exports. */
type OpportunityText = Exclude<(typeof textColumns)['opportunities'][number], Placed>

/** Those without a label: a line for one of them does not compile before it has its words. */
type Unnamed = Exclude<OpportunityText, keyof typeof fields.field>

/** What the columns of files call each, beside its label in either language. The order is that of the pages. */
export const opportunityTextNames: Readonly<
  Record<OpportunityText, string> & Record<Unnamed, never>
> = {
  competition: 'competitors, concurrents',
  decision_criteria: '',
}

// Keys of a record with exactly these keys.
export const opportunityTexts = Object.keys(opportunityTextNames) as readonly OpportunityText[]
