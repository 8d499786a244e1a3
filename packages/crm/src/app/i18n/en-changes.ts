/** What the log of changes says in English, and the fields that only it names. */
export const changes = {
  title: 'Changes',
  history: 'History',
  history_of: 'History: %{name}',
  nobody: 'no signed-in user',
  values: 'Show %{smart_count} value |||| Show %{smart_count} values',
  hide: 'Hide the values',
  kind: 'Records',
  user: 'By',
  days: 'Days',
  none: 'No changes yet',
  none_hint: 'What is changed from now on is told here, field by field.',
  none_found: 'Nothing matches these filters',
  gone: 'no longer there',
  of_settings: 'Settings of this CRM',
  unnamed: '(without a name)',
  becomes: 'becomes',
  managers_only: 'Only administrators and managers see this page',
  said: {
    record: {
      insert: 'Created by %{who}',
      update: 'Changed by %{who}',
      delete: 'Deleted by %{who}',
    },
    contact_organizations: {
      insert: 'Organization linked by %{who}',
      update: 'Link to an organization changed by %{who}',
      delete: 'Organization unlinked by %{who}',
    },
    opportunity_contacts: {
      insert: 'Contact added by %{who}',
      update: 'Contact changed by %{who}',
      delete: 'Contact removed by %{who}',
    },
    opportunity_participants: {
      insert: 'Participant added by %{who}',
      update: 'Participant changed by %{who}',
      delete: 'Participant removed by %{who}',
    },
    record_tags: {
      insert: 'Tag added by %{who}',
      update: 'Tag changed by %{who}',
      delete: 'Tag removed by %{who}',
    },
    sales_roles: {
      insert: 'Role given by %{who}',
      update: 'Role changed by %{who}',
      delete: 'Role taken by %{who}',
    },
  },
} as const

export const changedFields = {
  attachments: 'Files',
  deleted_at: 'In the trash since',
  done_date: 'Done',
  due_date: 'Due',
  follow_up: 'Follow-up',
  former_stage: 'Stage, under its earlier name',
  is_primary: 'Primary',
  is_primary_contact: 'Primary contact',
  is_primary_organization: 'Primary organization',
  kind: 'Kind',
  opportunity: 'Opportunity',
} as const
