/** Tables that follow opportunities: whoever may use these may use those. All others follow contacts. */
const OF_OPPORTUNITIES = [
  'external_keys',
  'import_changes',
  'import_runs',
  'opportunity_contacts',
  'opportunity_participants',
  'opportunity_stage_history',
  'record_tags',
  'sales_roles',
  'saved_views',
]

/** Tables that triggers alone write. */
export const CLOSED_TABLES: readonly string[] = ['activity_mentions', 'record_changes']

/** The table of the installation whose rights a new one follows. */
export function followedBy(table: string): 'contacts' | 'contact_notes' | 'opportunities' {
  if (table === 'activities') return 'contact_notes'
  return OF_OPPORTUNITIES.includes(table) ? 'opportunities' : 'contacts'
}

/** Views that show a table with more beside it, for reading only. */
export const SHOWN_BY: Readonly<Record<string, string>> = {
  activity_log: 'activities',
  companies_summary: 'companies',
  contacts_summary: 'contacts',
  opportunities_summary: 'opportunities',
}
