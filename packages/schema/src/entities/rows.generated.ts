// Written by `npm run generate-rows` from the DDL in packages/schema/sql. Not to be changed by hand.

/** The labels of each enum type, in their order. */
export const enumLabels = {
  organization_type: [
    'customer',
    'prospect',
    'vendor',
    'partner',
    'principal',
    'distributor',
    'unknown',
  ],
  opportunity_stage: [
    'lead',
    'qualified',
    'needs_analysis',
    'proposal',
    'negotiation',
    'closed_won',
    'closed_lost',
    'nurturing',
  ],
  opportunity_status: ['active', 'on_hold', 'nurturing', 'stalled', 'expired'],
  priority_level: ['low', 'medium', 'high', 'critical'],
  contact_role: [
    'decision_maker',
    'influencer',
    'buyer',
    'end_user',
    'gatekeeper',
    'champion',
    'technical',
    'executive',
  ],
  activity_type: ['engagement', 'interaction'],
  interaction_type: [
    'call',
    'email',
    'meeting',
    'demo',
    'proposal',
    'follow_up',
    'trade_show',
    'site_visit',
    'contract_review',
    'check_in',
    'social',
    'note',
  ],
  participant_role: ['customer', 'principal', 'distributor', 'partner', 'competitor'],
} as const

/** The columns that hold a text of any kind, or none, by table. */
export const textColumns = {
  companies: [
    'sector',
    'linkedin_url',
    'website',
    'phone_number',
    'address',
    'zipcode',
    'city',
    'state_abbr',
    'country',
    'description',
    'revenue',
    'tax_identifier',
    'segment',
  ],
  contacts: [
    'first_name',
    'last_name',
    'gender',
    'title',
    'background',
    'status',
    'linkedin_url',
    'department',
  ],
  contact_notes: ['text', 'status'],
  opportunities: [
    'category',
    'legacy_stage',
    'description',
    'next_action',
    'competition',
    'decision_criteria',
    'lost_reason',
  ],
  opportunity_notes: ['type', 'text'],
  tasks: ['type', 'text', 'repeat_unit'],
  activities: ['subject', 'description', 'outcome', 'location', 'status', 'source_table'],
  contact_organizations: ['notes'],
  contact_preferred_principals: ['notes'],
  interaction_participants: ['notes'],
  opportunity_participants: ['notes'],
} as const

/** The most characters that a text may have, by table and column; lists and objects as the text that they are written as. */
export const textLimits = {
  configuration: { config: 1000000 },
  sales: { first_name: 1000, last_name: 1000, email: 1000, avatar: 500000 },
  companies: {
    name: 1000,
    sector: 1000,
    linkedin_url: 4000,
    website: 4000,
    phone_number: 1000,
    address: 4000,
    zipcode: 1000,
    city: 1000,
    state_abbr: 1000,
    country: 1000,
    description: 100000,
    revenue: 1000,
    tax_identifier: 1000,
    logo: 500000,
    context_links: 100000,
    segment: 1000,
  },
  contacts: {
    first_name: 1000,
    last_name: 1000,
    gender: 1000,
    title: 1000,
    background: 100000,
    avatar: 500000,
    status: 1000,
    linkedin_url: 4000,
    email_jsonb: 100000,
    phone_jsonb: 100000,
    department: 1000,
  },
  contact_notes: { text: 1000000, status: 1000, attachments: 500000 },
  opportunities: {
    name: 1000,
    category: 1000,
    legacy_stage: 1000,
    description: 100000,
    next_action: 10000,
    competition: 10000,
    decision_criteria: 10000,
    lost_reason: 10000,
  },
  opportunity_notes: { type: 1000, text: 1000000, attachments: 500000 },
  tags: { name: 1000, color: 1000 },
  tasks: { type: 1000, text: 100000, repeat_unit: 100 },
  activities: {
    subject: 10000,
    description: 1000000,
    outcome: 100000,
    location: 4000,
    status: 1000,
    attachments: 500000,
  },
  contact_organizations: { notes: 100000 },
  contact_preferred_principals: { notes: 100000 },
  external_keys: { source: 1000, key: 1000 },
  import_runs: {
    file_name: 1000,
    signature: 100000,
    mapping: 100000,
    matching: 100000,
    counts: 100000,
  },
  interaction_participants: { notes: 100000 },
  opportunity_participants: { notes: 100000 },
  saved_views: { resource: 100, name: 200, query: 100000 },
} as const

/** A row of `configuration`. */
export interface ConfigurationRow {
  id: number
  config: unknown
}

/** A row of `sales`. */
export interface SalesRow {
  id: number
  first_name: string
  last_name: string
  email: string
  administrator: boolean
  user_id: string
  avatar: unknown | null
  disabled: boolean
}

/** A row of `companies`. */
export interface CompaniesRow {
  id: number
  created_at: string
  name: string
  sector: string | null
  size: number | null
  linkedin_url: string | null
  website: string | null
  phone_number: string | null
  address: string | null
  zipcode: string | null
  city: string | null
  state_abbr: string | null
  country: string | null
  description: string | null
  revenue: string | null
  tax_identifier: string | null
  logo: unknown | null
  context_links: unknown | null
  sales_id: number | null
  organization_type: (typeof enumLabels)['organization_type'][number]
  is_principal: boolean
  is_distributor: boolean
  parent_company_id: number | null
  segment: string | null
  priority: 'A' | 'B' | 'C' | 'D'
  deleted_at: string | null
}

/** A row of `contacts`. */
export interface ContactsRow {
  id: number
  first_name: string | null
  last_name: string | null
  gender: string | null
  title: string | null
  background: string | null
  avatar: unknown | null
  first_seen: string | null
  last_seen: string | null
  has_newsletter: boolean | null
  status: string | null
  tags: number[] | null
  company_id: number | null
  sales_id: number | null
  linkedin_url: string | null
  email_jsonb: unknown | null
  phone_jsonb: unknown | null
  department: string | null
  deleted_at: string | null
  company_id_backup: number | null
}

/** A row of `contact_notes`. */
export interface ContactNotesRow {
  id: number
  contact_id: number
  text: string | null
  date: string | null
  sales_id: number | null
  status: string | null
  attachments: unknown[] | null
}

/** A row of `opportunities`. */
export interface OpportunitiesRow {
  id: number
  name: string
  customer_organization_id: number | null
  contact_ids: number[] | null
  category: string | null
  legacy_stage: string | null
  description: string | null
  amount: number | null
  created_at: string
  updated_at: string
  archived_at: string | null
  expected_closing_date: string | null
  sales_id: number | null
  index: number | null
  stage: (typeof enumLabels)['opportunity_stage'][number]
  status: (typeof enumLabels)['opportunity_status'][number]
  priority: (typeof enumLabels)['priority_level'][number]
  probability: number
  probability_manual: boolean
  original_company_id: number | null
  actual_close_date: string | null
  next_action: string | null
  next_action_date: string | null
  competition: string | null
  decision_criteria: string | null
  lost_reason: string | null
  deleted_at: string | null
}

/** A row of `opportunity_notes`. */
export interface OpportunityNotesRow {
  id: number
  opportunity_id: number
  type: string | null
  text: string | null
  date: string | null
  sales_id: number | null
  attachments: unknown[] | null
}

/** A row of `tags`. */
export interface TagsRow {
  id: number
  name: string
  color: string
}

/** A row of `tasks`. */
export interface TasksRow {
  id: number
  contact_id: number | null
  type: string | null
  text: string | null
  due_date: string | null
  done_date: string | null
  sales_id: number | null
  organization_id: number | null
  opportunity_id: number | null
  repeat_unit: string | null
  repeat_every: number | null
  repeat_from: string | null
}

/** A row of `activities`. */
export interface ActivitiesRow {
  id: number
  activity_type: (typeof enumLabels)['activity_type'][number]
  type: (typeof enumLabels)['interaction_type'][number]
  subject: string | null
  description: string | null
  activity_date: string | null
  duration_minutes: number | null
  contact_id: number | null
  organization_id: number | null
  opportunity_id: number | null
  follow_up_required: boolean
  follow_up_date: string | null
  outcome: string | null
  sentiment: 'positive' | 'neutral' | 'negative' | null
  location: string | null
  status: string | null
  attachments: unknown[] | null
  created_at: string
  updated_at: string
  created_by: number | null
  deleted_at: string | null
  source_table: string | null
  source_id: number | null
  source_row: unknown | null
}

/** A row of `activity_mentions`. */
export interface ActivityMentionsRow {
  id: number
  activity_id: number
  sales_id: number
  label: string
  mentioned_by: number | null
  created_at: string
  seen_at: string | null
}

/** A row of `contact_organizations`. */
export interface ContactOrganizationsRow {
  id: number
  contact_id: number
  organization_id: number
  is_primary_organization: boolean
  is_primary_contact: boolean
  role: (typeof enumLabels)['contact_role'][number] | null
  purchase_influence: 'High' | 'Medium' | 'Low' | 'Unknown'
  decision_authority: 'Decision Maker' | 'Influencer' | 'End User' | 'Gatekeeper'
  relationship_start_date: string | null
  relationship_end_date: string | null
  notes: string | null
  created_at: string
  updated_at: string
  created_by: number | null
  deleted_at: string | null
}

/** A row of `contact_preferred_principals`. */
export interface ContactPreferredPrincipalsRow {
  id: number
  contact_id: number
  principal_organization_id: number
  notes: string | null
  created_at: string
  created_by: number | null
  deleted_at: string | null
}

/** A row of `distinct_records`. */
export interface DistinctRecordsRow {
  id: number
  resource: 'contacts' | 'organizations'
  first_id: number
  second_id: number
  created_at: string
  created_by: number | null
}

/** A row of `external_keys`. */
export interface ExternalKeysRow {
  id: number
  contact_id: number | null
  organization_id: number | null
  opportunity_id: number | null
  source: string
  key: string
}

/** A row of `import_runs`. */
export interface ImportRunsRow {
  id: number
  created_at: string
  sales_id: number | null
  file_name: string
  signature: string
  mapping: unknown
  matching: unknown
  total_rows: number
  counts: unknown
  undone_at: string | null
}

/** A row of `import_changes`. */
export interface ImportChangesRow {
  id: number
  run_id: number
  line: number
  source:
    | 'companies'
    | 'contacts'
    | 'opportunities'
    | 'tags'
    | 'contact_organizations'
    | 'opportunity_contacts'
    | 'contact_notes'
    | 'tasks'
    | 'external_keys'
  record_id: number
  former: unknown | null
  given: unknown
  outcome: 'undone' | 'changed' | 'used' | 'forbidden' | null
}

/** A row of `interaction_participants`. */
export interface InteractionParticipantsRow {
  id: number
  activity_id: number
  contact_id: number | null
  organization_id: number | null
  role: (typeof enumLabels)['participant_role'][number] | null
  notes: string | null
  created_at: string
}

/** A row of `merge_records`. */
export interface MergeRecordsRow {
  id: number
  resource: 'contacts' | 'organizations'
  loser_id: number
  winner_id: number
  record: unknown
  created_at: string
  created_by: number | null
  undone_at: string | null
}

/** A row of `opportunity_contacts`. */
export interface OpportunityContactsRow {
  id: number
  opportunity_id: number
  contact_id: number
  role: (typeof enumLabels)['contact_role'][number] | null
  is_primary: boolean
  position: number
  created_at: string
}

/** A row of `opportunity_participants`. */
export interface OpportunityParticipantsRow {
  id: number
  opportunity_id: number
  organization_id: number
  role: (typeof enumLabels)['participant_role'][number]
  is_primary: boolean
  notes: string | null
  created_at: string
  created_by: number | null
  deleted_at: string | null
}

/** A row of `opportunity_stage_history`. */
export interface OpportunityStageHistoryRow {
  id: number
  opportunity_id: number
  from_stage: (typeof enumLabels)['opportunity_stage'][number] | null
  to_stage: (typeof enumLabels)['opportunity_stage'][number]
  changed_at: string
  changed_by: number | null
}

/** A row of `record_changes`. */
export interface RecordChangesRow {
  id: number
  changed_at: string
  changed_by: number | null
  verb: 'insert' | 'update' | 'delete'
  resource: string
  record_id: number
  source: string
  source_id: number
  former: unknown | null
  given: unknown | null
}

/** A row of `record_tags`. */
export interface RecordTagsRow {
  id: number
  tag_id: number
  organization_id: number | null
  opportunity_id: number | null
}

/** A row of `sales_roles`. */
export interface SalesRolesRow {
  id: number
  sales_id: number
  role: 'administrator' | 'manager' | 'sales' | 'read_only'
  is_disabled: boolean
  created_at: string
  updated_at: string
}

/** A row of `saved_views`. */
export interface SavedViewsRow {
  id: number
  sales_id: number
  resource: string
  name: string
  query: unknown
  is_shared: boolean
  created_at: string
  updated_at: string
}

/** A row of `schema_steps`. */
export interface SchemaStepsRow {
  version: number
  name: string
  checksum: string
  tool: string
  applied_by: string
  applied_at: string
}

/** A row of `schema_objects`. */
export interface SchemaObjectsRow {
  identity: string
  digest: string
  is_kept: boolean
}
