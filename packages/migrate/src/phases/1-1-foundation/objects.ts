import { OPPORTUNITY_RENAMES } from '@valence/schema'
import { schemaSql, splitStatements } from '@valence/schema/sql'
import type { PhaseContext } from '../../phase.ts'
import { olderColumns } from './older-columns.ts'

/** Enum types of the target. They live in `public`, and in our own schema while a rollback has them parked. */
export const TYPES = [
  'organization_type',
  'opportunity_stage',
  'opportunity_status',
  'priority_level',
  'contact_role',
  'activity_type',
  'interaction_type',
  'participant_role',
] as const

/** Files of `03_functions` that this phase brings. */
export const FUNCTION_FILES = [
  'opportunity_probability',
  'organization_rules',
  'row_rules',
  'access',
  'task_rules',
] as const

/** Names that opportunities and their notes had, in some generation: views while the grace period lasts. */
export function oldOpportunityNames({ shape }: PhaseContext): readonly string[] {
  return [...new Set(['deals', 'deal_notes', shape.opportunityNotes])]
}

const OPPORTUNITY_COLUMNS = [
  'stage',
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
] as const

const COMPANY_COLUMNS = [
  'organization_type',
  'is_principal',
  'is_distributor',
  'parent_company_id',
  'segment',
  'priority',
  'deleted_at',
] as const

/** Constraints that this phase adds to tables of the installation. */
export const OWN_CONSTRAINTS = [
  'opportunities_probability_check',
  'companies_priority_check',
  'companies_parent_company_id_fkey',
  'tasks_organization_id_fkey',
  'tasks_opportunity_id_fkey',
  'tasks_repeat_check',
] as const

/** Stands in the place of NOT NULL on the contact of a task, where there was one. */
export const TASK_IS_ABOUT_SOMETHING = 'tasks_about_check'

const CONTACT_COLUMNS = ['department', 'deleted_at', 'company_id_backup'] as const

const TASK_COLUMNS = [
  'organization_id',
  'opportunity_id',
  'repeat_unit',
  'repeat_every',
  'repeat_from',
] as const

/**
 * Columns that this phase adds. An installation may have one of them already, in the same type: that one is used as it is,
 * and stays when the phase is rolled back.
 */
export function addedColumns(
  context: PhaseContext,
): Readonly<Record<'opportunities' | 'companies' | 'contacts' | 'tasks', readonly string[]>> {
  const { legacyColumns } = context
  const older = olderColumns(context)
  const without = (columns: readonly string[], own: readonly string[] = []) =>
    columns.filter((name) => !own.includes(name) || name in OPPORTUNITY_RENAMES)
  return {
    opportunities: without(OPPORTUNITY_COLUMNS, legacyColumns['deals']),
    companies: without(COMPANY_COLUMNS, legacyColumns['companies']),
    contacts: [...without(CONTACT_COLUMNS, legacyColumns['contacts']), ...older.contacts],
    tasks: [...TASK_COLUMNS, ...older.tasks],
  }
}

const INDEXED = ['opportunities', 'opportunity_notes', 'contacts', 'companies', 'tasks']

/** Indexes that this phase builds on tables of the installation. */
export function indexStatements(): readonly string[] {
  return splitStatements(schemaSql('07_indexes/existing_tables')).filter((statement) =>
    INDEXED.some((table) => new RegExp(`on public\\.${table}\\b`).test(statement)),
  )
}
