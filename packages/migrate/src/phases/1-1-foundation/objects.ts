import { OPPORTUNITY_RENAMES } from '@valence/schema'
import { type Column, type Index, manifest, type Table } from '@valence/schema/manifest'
import type { PhaseContext } from '../../phase.ts'
import type { FedColumns } from '../../sql/objects/column-triggers.ts'
import { olderColumns, olderFed } from './older-columns.ts'

/** Enum types of the target. They live in `public`, and in our own schema while a rollback has them parked. */
export function typeNames(): readonly string[] {
  return manifest().types.map(({ name }) => name)
}

/** Files of `03_functions` that this phase brings. */
export const FUNCTION_FILES = [
  'opportunity_probability',
  'organization_rules',
  'row_rules',
  'access',
  'task_rules',
] as const

/** What triggers of this phase run while the grace period lasts, and no longer: see `grace.sql`. */
export const GRACE_FUNCTIONS = [
  'sync_opportunity_stage',
  'settle_opportunity_stage',
  'remember_company',
  'remember_deleted',
  'recall_contact',
] as const

/** Names that opportunities and their notes had, in some generation: views while the grace period lasts. */
export function oldOpportunityNames({ shape }: PhaseContext): readonly string[] {
  return [...new Set(['deals', 'deal_notes', shape.opportunityNotes])]
}

/** Stands in the place of NOT NULL on the contact of a task, where there was one. */
export const TASK_IS_ABOUT_SOMETHING = 'tasks_about_check'

/** The tables of installations that gain columns, in the order in which this phase locks them: deals come first. */
export function widenedTables(): readonly Table[] {
  const widened = manifest().tables.filter(({ columns }) => columns.some(({ isAdded }) => isAdded))
  const isFirst = ({ name }: Table) => name === 'opportunities'
  return [...widened.filter(isFirst), ...widened.filter((table) => !isFirst(table))]
}

/** Those of them that keep their name. */
export function keptTables(): readonly string[] {
  return widenedTables()
    .map(({ name }) => name)
    .filter((name) => name !== 'opportunities')
}

/** The files that add columns to them. */
export function columnFiles(): readonly string[] {
  const added = widenedTables().flatMap(({ columns, constraints }) =>
    [...columns, ...constraints].filter(({ isAdded }) => isAdded),
  )
  return [...new Set(added.map(({ file }) => file))]
}

/** Constraints that this phase adds to tables of the installation. */
export function ownConstraints(): readonly { readonly table: string; readonly name: string }[] {
  return widenedTables().flatMap(({ name: table, constraints }) =>
    constraints.filter(({ isAdded }) => isAdded).map(({ name }) => ({ table, name })),
  )
}

/**
 * The columns of the schema that this phase adds to a table. An installation may have one of them already, in the same type: that
 * one is used as it is, and stays when the phase is rolled back.
 */
export function ownColumns(
  { legacyColumns, physical }: PhaseContext,
  table: Table,
): readonly Column[] {
  const [former = table.name, { renames }] = Object.entries(physical).find(
    ([, found]) => found.table === table.name,
  ) ?? [table.name, { renames: {} }]
  const own = legacyColumns[former] ?? []
  return table.columns.filter(
    ({ name, isAdded }) => isAdded && (!own.includes(name) || name in renames),
  )
}

/** All columns that this phase adds, by table: also those that the installation is too old to have. */
export function addedColumns(context: PhaseContext): Readonly<Record<string, readonly string[]>> {
  const older: Readonly<Record<string, readonly string[]>> = olderColumns(context)
  return Object.fromEntries(
    widenedTables().map((table) => [
      table.name,
      [...ownColumns(context, table).map(({ name }) => name), ...(older[table.name] ?? [])],
    ]),
  )
}

/** By table, the columns that old clients know and new ones write under another name: both are kept in step within the row. */
export function fedColumns(context: PhaseContext): Readonly<Record<string, FedColumns>> {
  return {
    opportunities: { [OPPORTUNITY_RENAMES.stage]: ['stage'] },
    companies: context.shape.hasCamelCaseState ? { stateAbbr: ['state_abbr'] } : {},
    contacts: olderFed(context),
  }
}

/** Indexes that this phase builds on tables of the installation; contact notes get their name in another. */
export function indexes(): readonly Index[] {
  return manifest().indexes.filter(
    ({ isConcurrent, table }) => isConcurrent && table !== 'public.contact_notes',
  )
}

/** Files below `sql/` that this phase brings. */
export function broughtFiles(): readonly string[] {
  return [
    '00_schemas/valence',
    '01_types/enums',
    ...columnFiles(),
    '02_tables/opportunities_filled',
    ...FUNCTION_FILES.map((name) => `03_functions/${name}`),
    '04_views/companies_summary',
    ...widenedTables().map(({ name }) => `05_triggers/${name}`),
    '07_indexes/existing_tables',
  ]
}
