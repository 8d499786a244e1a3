import { column, relation, table } from '@valence/schema'
import type { Finding, GoNoGoCheck } from './finding.ts'

const NEW_RELATIONS = [
  'opportunities',
  'opportunity_notes',
  'opportunity_contacts',
  'opportunity_participants',
  'opportunities_summary',
  'contact_organizations',
  'contact_preferred_principals',
  'merge_records',
  'activities',
  'interaction_participants',
  'migration_history',
  'migration_progress',
  'migration_status_public',
]

const NEW_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  deals: [
    'customer_organization_id',
    'legacy_stage',
    'status',
    'priority',
    'probability',
    'probability_manual',
    'original_company_id',
    'actual_close_date',
    'next_action',
    'next_action_date',
    'competition',
    'decision_criteria',
    'lost_reason',
    'deleted_at',
  ],
  companies: [
    'organization_type',
    'is_principal',
    'is_distributor',
    'parent_company_id',
    'segment',
    'priority',
    'deleted_at',
  ],
  contacts: ['department', 'deleted_at', 'company_id_backup'],
}

const NEW_TYPES = [
  'organization_type',
  'opportunity_stage',
  'opportunity_status',
  'priority_level',
  'contact_role',
  'activity_type',
  'interaction_type',
  'participant_role',
]

/** Names of the new schema must be free: what has them already is the installation's own and is never touched. */
export const takenNames: GoNoGoCheck = {
  id: 'name-taken',
  async run(sql, { catalog, detection }) {
    const relations = NEW_RELATIONS.filter((name) => relation(catalog, name) !== undefined)
    const noteNames = ['deal_notes', 'contact_notes'].filter(
      (name) =>
        name !== detection.shape.opportunityNotes &&
        name !== detection.shape.contactNotes &&
        relation(catalog, name) !== undefined,
    )
    const columns = Object.entries(NEW_COLUMNS).flatMap(([name, added]) =>
      added
        .filter((added_) => column(table(catalog, name), added_) !== undefined)
        .map((added_) => `${name}.${added_}`),
    )
    const types = await sql<{ name: string }[]>`
      select t.typname as name
      from pg_type as t
      where t.typnamespace = 'public'::regnamespace and t.typname = any (${NEW_TYPES})`
    return [
      ...[...relations, ...noteNames].map((name) => taken('relation', name)),
      ...columns.map((name) => taken('column', name)),
      ...types.map(({ name }) => taken('type', name)),
    ]
  },
}

function taken(kind: string, name: string): Finding {
  return {
    check: 'name-taken',
    severity: 'blocker',
    message: `The ${kind} ${name} exists already, and the new schema needs the name`,
    count: 1,
    examples: [name],
    fix: `Rename the installation's own ${kind} ${name}, or drop it if nothing uses it.`,
  }
}
