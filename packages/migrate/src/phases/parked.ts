import { ident, kindOf, type Sql } from '@valence/db'

/** What a rollback kept because the old shape cannot hold it. */
export interface Parked {
  readonly what: string
  readonly rows: number
}

const LISTED: readonly { readonly table: string; readonly what: string; readonly where: string }[] =
  [
    {
      table: 'parked_opportunities',
      what: 'opportunities with a stage, probability or other values that deals do not have',
      where: 'true',
    },
    {
      table: 'parked_companies',
      what: 'organizations with a type, priority or parent set by hand',
      where: 'true',
    },
    { table: 'parked_contacts', what: 'contacts with a department, or moved since', where: 'true' },
    {
      table: 'parked_contact_emails',
      what: 'contacts with more than one e-mail, or with a type of it',
      where: 'true',
    },
    {
      table: 'parked_contact_phones',
      what: 'contacts with more than two telephone numbers, or with a type of one',
      where: 'true',
    },
    {
      table: 'parked_tasks',
      what: 'tasks about organizations or opportunities, or that repeat',
      where: 'true',
    },
    { table: 'parked_task_owners', what: 'tasks with an owner', where: 'true' },
    {
      table: 'contact_organizations',
      what: 'further organizations of contacts, or details of a link',
      where: `deleted_at is null and (not is_primary_organization or is_primary_contact or role is not null or notes is not null
      or purchase_influence <> 'Unknown' or decision_authority <> 'End User'
      or relationship_start_date is not null or relationship_end_date is not null)`,
    },
    {
      table: 'contact_preferred_principals',
      what: 'preferred principals',
      where: 'deleted_at is null',
    },
    {
      table: 'opportunity_contacts',
      what: 'roles of contacts in opportunities',
      where: 'role is not null',
    },
    {
      table: 'opportunity_participants',
      what: 'participants that are not the customer',
      where: 'deleted_at is null and not is_primary',
    },
    {
      table: 'opportunity_stage_history',
      what: 'changes of stage',
      where: 'true',
    },
    {
      table: 'saved_views',
      what: 'saved views of lists',
      where: 'true',
    },
    {
      table: 'import_runs',
      what: 'imports of files',
      where: 'true',
    },
    {
      table: 'record_tags',
      what: 'tags of organizations and opportunities',
      where: 'true',
    },
    {
      table: 'external_keys',
      what: 'external IDs of records',
      where: 'true',
    },
    {
      table: 'activities',
      what: 'activities that are not notes',
      where: 'source_id is null and deleted_at is null',
    },
    {
      table: 'interaction_participants',
      what: 'people and organizations of activities',
      where: 'true',
    },
    {
      table: 'activity_mentions',
      what: 'mentions of users',
      where: 'true',
    },
    {
      table: 'sales_roles',
      what: 'roles of users',
      where: 'true',
    },
    {
      table: 'record_changes',
      what: 'entries of what was changed',
      where: 'true',
    },
  ]

/** Counts what is parked now; empty when nothing is. */
export async function readParked(sql: Sql): Promise<readonly Parked[]> {
  const parked: Parked[] = []
  for (const { table, what, where } of LISTED) {
    if ((await kindOf(sql, 'valence_migration', table)) !== 'table') continue
    const [row] = await sql.unsafe<{ rows: number }[]>(
      `select count(*)::float8 as rows from valence_migration.${ident(table)} where ${where}`,
    )
    if (row !== undefined && row.rows > 0) parked.push({ what, rows: row.rows })
  }
  return parked
}
