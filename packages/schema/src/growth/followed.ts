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

/** What a new column stands beside: whoever may write that one may write this one. */
type StandsBeside = { readonly columns: readonly string[] } | 'who deletes' | 'nobody'

const beside = (...columns: readonly string[]): StandsBeside => ({ columns })

/**
 * Where an installation gives rights on single columns, each new one follows an old one. What says more of the same thing
 * follows its name; the trash is for who may delete; what the server alone sets is for nobody.
 */
export const STANDS_BESIDE: Readonly<Record<string, Readonly<Record<string, StandsBeside>>>> = {
  opportunities: {
    stage: beside('legacy_stage'),
    status: beside('legacy_stage'),
    probability: beside('legacy_stage'),
    probability_manual: beside('legacy_stage'),
    actual_close_date: beside('legacy_stage'),
    lost_reason: beside('legacy_stage'),
    priority: beside('name'),
    next_action: beside('name'),
    next_action_date: beside('name'),
    competition: beside('name'),
    decision_criteria: beside('name'),
    original_company_id: 'nobody',
    deleted_at: 'who deletes',
  },
  companies: {
    organization_type: beside('name'),
    is_principal: beside('name'),
    is_distributor: beside('name'),
    parent_company_id: beside('name'),
    segment: beside('name'),
    priority: beside('name'),
    deleted_at: 'who deletes',
  },
  contacts: {
    department: beside('last_name'),
    email_jsonb: beside('email'),
    phone_jsonb: beside('phone_1_number', 'phone_number1'),
    company_id_backup: 'nobody',
    deleted_at: 'who deletes',
  },
  tasks: {
    organization_id: beside('contact_id'),
    opportunity_id: beside('contact_id'),
    sales_id: beside('contact_id'),
    repeat_unit: beside('due_date'),
    repeat_every: beside('due_date'),
    repeat_from: beside('due_date'),
  },
}

/** The column that the rows of a new table were until now: of the others any column will do. */
export const WAS_COLUMN: Readonly<Record<string, string>> = {
  opportunity_contacts: 'contact_ids',
  opportunity_participants: 'customer_organization_id',
  contact_organizations: 'company_id',
  contact_preferred_principals: 'company_id',
  activities: 'text',
}
