import { sqlFile } from '@valence/db'
import { schemaSql } from '@valence/schema/sql'
import type { PhaseContext, PlannedLock } from '../../phase.ts'
import { objectsIn, type PlannedObject } from '../../sql/objects/planned-objects.ts'
import {
  addedColumns,
  FUNCTION_FILES,
  indexes,
  keptTables,
  oldOpportunityNames,
  ownConstraints,
  TASK_IS_ABOUT_SOMETHING,
  typeNames,
} from './objects.ts'
import { olderFiles } from './older-columns.ts'

/** What the phase locks, in the order in which it is taken. */
export function plannedLocks(context: PhaseContext): readonly PlannedLock[] {
  const notes = context.shape.opportunityNotes
  const mode = 'ACCESS EXCLUSIVE'
  const kept = keptTables()
  return [
    { table: 'deals', mode, reason: 'rename, new columns, triggers', duration: 'moment' },
    { table: notes, mode, reason: 'rename', duration: 'moment' },
    ...kept.map((table) => ({
      table,
      mode,
      reason: 'new columns, trigger',
      duration: 'moment' as const,
    })),
    ...(context.stageTables ?? [])
      .filter(({ schema }) => schema === 'public')
      .map(({ table }) => ({
        table,
        mode: 'SHARE ROW EXCLUSIVE',
        reason: 'trigger',
        duration: 'moment' as const,
      })),
    ...['deals', 'companies', 'contacts'].map((table) => ({
      table,
      mode: 'rows of a batch',
      reason: 'backfill',
      duration: 'batch' as const,
    })),
    ...['deals', notes, ...kept].map((table) => ({
      table,
      mode: 'SHARE UPDATE EXCLUSIVE',
      reason: 'indexes, constraints',
      duration: 'build' as const,
    })),
  ]
}

/** What the phase adds to `public`. */
export function plannedObjects(context: PhaseContext): readonly PlannedObject[] {
  const hasConfiguration = context.existing.includes('configuration')
  const files = [
    ...FUNCTION_FILES.map((name) => `03_functions/${name}`),
    '05_triggers/opportunities',
    '05_triggers/companies',
    '05_triggers/contacts',
    '05_triggers/tasks',
    ...(hasConfiguration
      ? []
      : ['02_tables/legacy/configuration', '06_policies/legacy/configuration']),
    ...(hasConfiguration || context.existing.includes('is_admin()')
      ? []
      : ['03_functions/legacy/is_admin']),
    ...(context.existing.includes('companies_summary') ? [] : ['04_views/companies_summary']),
  ]
  return [
    ...typeNames().map((name) => ({ kind: 'type' as const, name })),
    { kind: 'table', name: 'opportunities' },
    { kind: 'table', name: 'opportunity_notes' },
    ...Object.entries(addedColumns(context)).flatMap(([table, columns]) =>
      columns.map((column) => ({ kind: 'column' as const, name: `${table}.${column}` })),
    ),
    ...(context.shape.hasCamelCaseState
      ? objectsIn(sqlFile(import.meta.url, 'camel-case-state.sql')).filter(isInPublic)
      : []),
    ...olderFiles(context)
      .flatMap(objectsIn)
      .filter((object) => object.kind === 'trigger'),
    ...files.flatMap((name) => objectsIn(schemaSql(name))),
    ...['grace-triggers.sql', 'stage-triggers.sql'].flatMap((name) =>
      objectsIn(sqlFile(import.meta.url, name)).filter(isInPublic),
    ),
    ...indexes().map(({ name }) => ({ kind: 'index' as const, name })),
    ...ownConstraints()
      .filter(({ name }) => name !== TASK_IS_ABOUT_SOMETHING)
      .map(({ table, name }) => ({ kind: 'constraint' as const, name: `${table}.${name}` })),
    ...oldOpportunityNames(context).map((name) => ({
      kind: 'view' as const,
      name,
    })),
  ]
}

/** Functions of the grace period lie in our own schema; a trigger that goes again at the end of the phase is no addition. */
function isInPublic({ kind, name }: PlannedObject): boolean {
  return kind !== 'function' && name !== 'contacts.valence_remember_company'
}
