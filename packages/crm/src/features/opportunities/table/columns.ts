import { opportunityTexts } from '../../fields/index.ts'

/** Where the browser keeps which columns are hidden: the place that react-admin's table reads. */
export const COLUMNS_KEY = 'opportunities.datatable'

/** Hidden until someone asks for them. */
export const HIDDEN_COLUMNS: readonly string[] = [
  'category',
  'status',
  'created_at',
  'next_action',
  'tag_ids',
  ...opportunityTexts,
]
