import type { Sql } from '@valence/db'
import { column, relation, table } from '@valence/schema'
import { targetSchemaFiles } from '@valence/schema/sql'
import { auditViews } from '../sql/audit-views.ts'
import { objectsIn } from '../sql/planned-objects.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'

const NEW_RELATIONS = [
  'opportunities',
  'opportunity_notes',
  'opportunity_contacts',
  'opportunity_participants',
  'opportunity_stage_history',
  'saved_views',
  'import_runs',
  'import_changes',
  'record_tags',
  'external_keys',
  'opportunities_summary',
  'contact_organizations',
  'contact_preferred_principals',
  'merge_records',
  'distinct_records',
  'activities',
  'interaction_participants',
  'sales_roles',
  'activity_mentions',
  'record_changes',
  'migration_history',
  'migration_progress',
  'migration_status_public',
]

/**
 * Indexes of the new tables. An installation's own table that was called like one of them, and was renamed since, still has
 * indexes of these names.
 */
const NEW_INDEXES = targetSchemaFiles()
  .filter(({ name }) => NEW_RELATIONS.includes(name.replace('02_tables/', '')))
  .flatMap(({ sql }) => objectsIn(sql))
  .filter(({ kind }) => kind === 'index')
  .map(({ name }) => name)

/**
 * Columns that the tables gain. Where a type is given, a column of the installation with that type means the same and is
 * used as it is; null where the name is ours alone.
 */
const NEW_COLUMNS: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  deals: {
    customer_organization_id: null,
    legacy_stage: null,
    status: null,
    priority: null,
    probability: null,
    probability_manual: null,
    original_company_id: null,
    actual_close_date: 'date',
    next_action: 'text',
    next_action_date: 'date',
    competition: 'text',
    decision_criteria: 'text',
    lost_reason: 'text',
    deleted_at: 'timestamp with time zone',
    // Shown beside the columns of an opportunity, in its summary.
    closing_day: null,
    stage_since: null,
    tag_ids: null,
  },
  companies: {
    organization_type: null,
    is_principal: null,
    is_distributor: null,
    parent_company_id: null,
    segment: 'text',
    priority: null,
    deleted_at: 'timestamp with time zone',
  },
  contacts: {
    department: 'text',
    deleted_at: 'timestamp with time zone',
    company_id_backup: null,
  },
  tasks: {
    organization_id: null,
    opportunity_id: null,
    repeat_unit: null,
    repeat_every: null,
    repeat_from: null,
  },
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

/** Constraints that are added to tables of the installation. */
const NEW_CONSTRAINTS = [
  'opportunities_probability_check',
  'opportunities_stage_present',
  'companies_priority_check',
  'companies_parent_company_id_fkey',
  'tasks_organization_id_fkey',
  'tasks_opportunity_id_fkey',
  'tasks_repeat_check',
  'tasks_about_check',
]

/** Names of the new schema must be free: what has them already is the installation's own and is never touched. */
export const takenNames: GoNoGoCheck = {
  id: 'name-taken',
  async run(sql, { catalog, detection }) {
    const noteNames = ['deal_notes', 'contact_notes'].filter(
      (name) =>
        name !== detection.shape.opportunityNotes &&
        name !== detection.shape.contactNotes &&
        relation(catalog, name) !== undefined,
    )
    const columns = Object.entries(NEW_COLUMNS).flatMap(([name, added]) =>
      Object.entries(added)
        .filter(([added_, type]) => {
          const found = column(table(catalog, name), added_)
          return found !== undefined && (found.type !== type || found.isGenerated)
        })
        .map(([added_]) => `${name}.${added_}`),
    )
    return [
      ...noteNames.map((name) => taken('relation', name)),
      ...columns.map((name) => taken('column', name)),
      ...(await takenInCatalog(
        sql,
        auditViews(catalog).map(({ view }) => view),
      )),
    ]
  },
}

/** Tables, views, indexes and sequences share their names, and so do types with the rows of tables. */
async function takenInCatalog(sql: Sql, views: readonly string[]): Promise<readonly Finding[]> {
  const rows = await sql<{ kind: string; name: string }[]>`
    select case c.relkind
        when 'i' then 'index' when 'I' then 'index' when 'S' then 'sequence' when 'c' then 'type' when 'v' then 'view'
        when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table'
      end as kind, c.relname as name
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace
      and (c.relname = any (${[...NEW_RELATIONS, ...NEW_INDEXES, ...views]}) or c.relname like 'valence\\_%')
    union all
    select 'type', t.typname
    from pg_type as t
    where t.typnamespace = 'public'::regnamespace and t.typrelid = 0
      and t.typname = any (${[...NEW_TYPES, ...NEW_RELATIONS, ...views]})
    union all
    select format('trigger on %s', t.tgrelid::regclass), t.tgname
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
    where not t.tgisinternal and t.tgname like 'valence\\_%'
    union all
    select format('constraint on %s', k.conrelid::regclass), k.conname
    from pg_constraint as k
    where k.connamespace = 'public'::regnamespace and k.conname = any (${NEW_CONSTRAINTS})
    order by 1, 2`
  return rows.map(({ kind, name }) => taken(kind, name))
}

function taken(kind: string, name: string): Finding {
  return {
    check: 'name-taken',
    severity: 'blocker',
    message: `The ${kind} ${name} exists already, and the new schema needs the name`,
    count: 1,
    examples: [name],
    fix: fixFor(kind, name),
  }
}

function fixFor(kind: string, name: string): string {
  const [parent, part] = name.split('.')
  const or = '; -- and what uses it; or drop it if nothing does'
  if (kind === 'column')
    return `alter table public.${parent} rename column ${part} to ${part}_own${or}`
  if (/^(?:table|view|materialized view|foreign table|index|sequence|type)$/.test(kind)) {
    return `alter ${kind} public.${name} rename to ${name}_own${or}`
  }
  const on = /^(?<what>trigger|constraint) on (?<table>.+)$/.exec(kind)?.groups
  if (on?.['what'] === 'trigger') {
    return `alter trigger ${name} on ${on['table']} rename to ${name}_own${or}`
  }
  return on === undefined
    ? `Rename the installation's own ${kind} ${name}, or drop it if nothing uses it.`
    : `alter table ${on['table']} rename constraint ${name} to ${name}_own${or}`
}
