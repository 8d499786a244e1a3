/**
 * Who may call a function of `public`. It says what the API lets through; what the function then shows and writes is up to the caller's own
 * policies, and to what it asks itself.
 *
 * - `signed-in`: whoever has a token; nobody else, and never a visitor.
 * - `administrators`: signed-in users as far as the API knows; the function refuses all others.
 * - `nobody`: triggers of the platform alone.
 */
export type Caller = 'signed-in' | 'administrators' | 'nobody'

/** Every function of `public`. A new one is closed to everyone, and a test red, until it stands here. */
export const callableFunctions = {
  add_sales_user: 'administrators',
  bulk_update_opportunities: 'signed-in',
  change_own_avatar: 'signed-in',
  change_own_name: 'signed-in',
  change_settings: 'administrators',
  contact_overview: 'signed-in',
  convert_engagement_to_interaction: 'signed-in',
  convert_interaction_to_engagement: 'signed-in',
  count_setting_uses: 'signed-in',
  count_tag_uses: 'signed-in',
  create_opportunity_with_participants: 'signed-in',
  create_organization: 'signed-in',
  current_sales_role: 'signed-in',
  dashboard: 'signed-in',
  delete_tag_with_uses: 'signed-in',
  end_contact_organization: 'signed-in',
  external_ids: 'signed-in',
  forget_old_changes: 'administrators',
  handle_new_user: 'nobody',
  handle_update_user: 'nobody',
  import_rows: 'signed-in',
  is_admin: 'signed-in',
  likely_duplicates: 'signed-in',
  list_contacts: 'signed-in',
  list_opportunities: 'signed-in',
  list_organizations: 'signed-in',
  list_record_changes: 'signed-in',
  log_activity: 'signed-in',
  mentionable_users: 'signed-in',
  merge_contacts: 'signed-in',
  merge_duplicates: 'signed-in',
  move_opportunity: 'signed-in',
  my_reminders: 'signed-in',
  open_tasks: 'signed-in',
  opportunity_board: 'signed-in',
  opportunity_forecast: 'signed-in',
  opportunity_overview: 'signed-in',
  organization_impact: 'signed-in',
  organization_overview: 'signed-in',
  organization_segments: 'signed-in',
  renew_sales_password: 'administrators',
  restore_organization: 'signed-in',
  schema_version: 'signed-in',
  search_everything: 'signed-in',
  see_mentions: 'signed-in',
  set_contact_organizations: 'signed-in',
  set_primary_organization: 'signed-in',
  set_sales_disabled: 'administrators',
  set_sales_role: 'administrators',
  similar_records: 'signed-in',
  start_import_run: 'signed-in',
  sync_opportunity_participants: 'signed-in',
  tag_records: 'signed-in',
  tasks_about: 'signed-in',
  timeline: 'signed-in',
  trash_organization: 'signed-in',
  undo_import_run: 'signed-in',
  undo_merge: 'signed-in',
  update_opportunity_with_participants: 'signed-in',
} as const satisfies Readonly<Record<string, Caller>>

/**
 * Functions of the schema `valence` that run with their owner's rights and that a policy, or a function which runs as its caller, calls. Functions
 * that run as their caller give nobody anything, and need no list: all others of `valence` are for triggers and for functions with
 * their owner's rights.
 */
export const innerDefiners = {
  disable_user: 'administrators',
  forget_changes: 'administrators',
  give_role: 'administrators',
  lock_note: 'signed-in',
  make_user: 'administrators',
  renew_password: 'administrators',
  stage_probability: 'signed-in',
  write_mentions: 'signed-in',
} as const satisfies Readonly<Record<string, Caller>>
