import type { SettingList } from '../../providers/types.ts'

/** How a column is called, and what its values are; for showing a value that no input shows. */
export interface FieldWords {
  /** Catalog key. */
  readonly label: string
  readonly kind:
    | { readonly is: 'text' | 'money' | 'percent' | 'day' | 'moment' | 'yes-no' }
    | { readonly is: 'choice'; readonly prefix: string }
    | {
        readonly is: 'reference'
        readonly resource: ReferredResource
      }
    /** A value of a list of the settings. */
    | { readonly is: 'setting'; readonly list: SettingList }
    /** Entries of a list, of which one key is shown. */
    | { readonly is: 'entries'; readonly key: string }
    /** Links to records of another resource, in a list. */
    | {
        readonly is: 'links'
        readonly resource: 'organizations' | 'contacts'
        readonly key: string
      }
}

type ReferredResource = 'organizations' | 'contacts' | 'opportunities' | 'sales' | 'tags'

const text = (label: string): FieldWords => ({ label: `crm.field.${label}`, kind: { is: 'text' } })
const choice = (label: string, prefix: string): FieldWords => ({
  label: `crm.field.${label}`,
  kind: { is: 'choice', prefix },
})
const reference = (label: string, resource: ReferredResource): FieldWords => ({
  label: `crm.field.${label}`,
  kind: { is: 'reference', resource },
})
const day = (label: string): FieldWords => ({ label: `crm.field.${label}`, kind: { is: 'day' } })
const yesNo = (label: string): FieldWords => ({
  label: `crm.field.${label}`,
  kind: { is: 'yes-no' },
})
const moment = (label: string): FieldWords => ({
  label: `crm.field.${label}`,
  kind: { is: 'moment' },
})
const setting = (label: string, list: SettingList): FieldWords => ({
  label: `crm.field.${label}`,
  kind: { is: 'setting', list },
})
const entries = (label: string, key: string): FieldWords => ({
  label,
  kind: { is: 'entries', key },
})

const shared: Readonly<Record<string, FieldWords>> = {
  actual_close_date: day('actual_close'),
  amount: { label: 'crm.field.amount', kind: { is: 'money' } },
  activity_date: moment('date'),
  archived_at: { label: 'crm.filter.archived', kind: { is: 'moment' } },
  company_id: reference('organization', 'organizations'),
  contact_id: reference('contact', 'contacts'),
  contacts: {
    label: 'crm.field.contacts',
    kind: { is: 'links', resource: 'contacts', key: 'contact_id' },
  },
  context_links: { label: 'crm.field.links', kind: { is: 'entries', key: 'href' } },
  customer_organization_id: reference('organization', 'organizations'),
  deleted_at: moment('deleted_at'),
  done_date: moment('done_date'),
  due_date: moment('due_date'),
  duration_minutes: { label: 'crm.activity.duration', kind: { is: 'text' } },
  email_jsonb: { label: 'crm.field.emails', kind: { is: 'entries', key: 'email' } },
  expected_closing_date: day('expected_close'),
  follow_up_date: day('follow_up'),
  follow_up_required: yesNo('follow_up'),
  gender: text('pronouns'),
  has_newsletter: yesNo('newsletter'),
  is_distributor: yesNo('is_distributor'),
  is_primary: yesNo('is_primary'),
  is_primary_contact: yesNo('is_primary_contact'),
  is_primary_organization: yesNo('is_primary_organization'),
  is_principal: yesNo('is_principal'),
  linkedin_url: text('linkedin'),
  next_action_date: day('next_action_date'),
  legacy_stage: text('former_stage'),
  opportunity_id: reference('opportunity', 'opportunities'),
  organization_id: reference('organization', 'organizations'),
  organization_type: choice('type', 'crm.organization_type'),
  organizations: {
    label: 'crm.field.organization',
    kind: { is: 'links', resource: 'organizations', key: 'organization_id' },
  },
  parent_company_id: reference('parent', 'organizations'),
  participants: {
    label: 'crm.panel.participants',
    kind: { is: 'links', resource: 'organizations', key: 'organization_id' },
  },
  outcome: { label: 'crm.activity.outcome', kind: { is: 'text' } },
  phone_jsonb: { label: 'crm.field.phones', kind: { is: 'entries', key: 'number' } },
  phone_number: text('phone'),
  decision_authority: choice('decision_authority', 'crm.decision_authority'),
  probability: { label: 'crm.field.probability', kind: { is: 'percent' } },
  purchase_influence: choice('purchase_influence', 'crm.purchase_influence'),
  relationship_end_date: day('until'),
  relationship_start_date: day('from'),
  sales_id: reference('owner', 'sales'),
  stage: choice('stage', 'crm.stage'),
  state_abbr: text('state'),
  subject: { label: 'crm.activity.subject', kind: { is: 'text' } },
  tag_id: reference('tag', 'tags'),
  tags: reference('tags', 'tags'),
}

const own: Readonly<Record<string, Readonly<Record<string, FieldWords>>>> = {
  opportunities: {
    status: choice('status', 'crm.opportunity_status'),
    priority: choice('priority', 'crm.priority'),
    category: setting('category', 'dealCategories'),
  },
  organizations: {
    logo: entries('crm.field.logo', 'title'),
    sector: setting('sector', 'companySectors'),
    size: choice('size', 'crm.size'),
  },
  contacts: {
    avatar: entries('crm.field.picture', 'title'),
    status: setting('status', 'noteStatuses'),
  },
  tasks: {
    repeat_every: { label: 'crm.task.repeat_every', kind: { is: 'text' } },
    repeat_unit: { label: 'crm.task.repeat', kind: { is: 'choice', prefix: 'crm.task.units' } },
    text: { label: 'crm.task.text', kind: { is: 'text' } },
    type: setting('type', 'taskTypes'),
  },
  activities: {
    activity_type: choice('kind', 'crm.activity.kinds'),
    attachments: entries('crm.field.attachments', 'title'),
    sentiment: {
      label: 'crm.activity.sentiment',
      kind: { is: 'choice', prefix: 'crm.activity.sentiments' },
    },
    type: choice('type', 'crm.activity_type'),
  },
  configuration: {
    companySectors: entries('crm.settings.lists.companySectors', 'label'),
    currency: { label: 'crm.settings.currency', kind: { is: 'text' } },
    darkModeLogo: { label: 'crm.settings.dark_logo', kind: { is: 'text' } },
    lightModeLogo: { label: 'crm.settings.light_logo', kind: { is: 'text' } },
    dealCategories: entries('crm.settings.lists.dealCategories', 'label'),
    noteStatuses: entries('crm.settings.lists.noteStatuses', 'label'),
    taskTypes: entries('crm.settings.lists.taskTypes', 'label'),
    interactionTypes: { label: 'crm.settings.interaction_types', kind: { is: 'text' } },
    opportunityStages: { label: 'crm.settings.stages', kind: { is: 'text' } },
    stageLimits: { label: 'crm.stale.limits', kind: { is: 'text' } },
    changesKeptYears: { label: 'crm.changes.kept_years', kind: { is: 'text' } },
    priorities: { label: 'crm.settings.priorities', kind: { is: 'text' } },
    title: { label: 'crm.settings.name', kind: { is: 'text' } },
  },
  record_changes: {
    entries: { label: 'crm.changes.entries', kind: { is: 'text' } },
    older_than: { label: 'crm.changes.older_than', kind: { is: 'moment' } },
  },
  contact_organizations: {
    deleted_at: moment('removed_at'),
    role: choice('role', 'crm.contact_role'),
  },
  external_keys: {
    key: { label: 'crm.changes.external_id', kind: { is: 'text' } },
    source: { label: 'crm.changes.external_system', kind: { is: 'text' } },
  },
  opportunity_contacts: { role: choice('role', 'crm.contact_role') },
  opportunity_participants: {
    deleted_at: moment('removed_at'),
    role: choice('role', 'crm.participant_role'),
  },
  sales: {
    avatar: entries('crm.profile.picture', 'title'),
    administrator: { label: 'crm.users.roles.administrator', kind: { is: 'yes-no' } },
    disabled: { label: 'crm.users.disabled', kind: { is: 'yes-no' } },
  },
  sales_roles: {
    is_disabled: { label: 'crm.users.disabled', kind: { is: 'yes-no' } },
    role: choice('role', 'crm.users.roles'),
  },
}

/** The words for a column of a resource; a column that is not named here is a text under its own name. */
export function fieldWords(resource: string, field: string): FieldWords {
  return own[resource]?.[field] ?? shared[field] ?? text(field)
}
