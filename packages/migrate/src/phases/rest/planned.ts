import { type declaredObjects, OLDER_TABLES } from '@valence/schema/growth'
import { manifest, type Table } from '@valence/schema/manifest'
import type { PhaseContext, PlannedLock } from '../../phase.ts'
import type { PlannedObject } from '../../sql/objects/planned-objects.ts'

type Declared = ReturnType<typeof declaredObjects>[number]

/** What is locked: what new tables refer to, together; then each table that gets a trigger, by itself. */
export function plannedLocks(
  context: PhaseContext,
  tables: readonly Table[],
  objects: readonly Declared[],
): readonly PlannedLock[] {
  const mode = 'SHARE ROW EXCLUSIVE'
  const referred = tables.flatMap(({ constraints }) =>
    constraints.flatMap(({ references }) => (references === null ? [] : [references.table])),
  )
  const triggered = objects.flatMap(({ kind, table }) =>
    kind === 'trigger' && table !== null ? [table] : [],
  )
  return [
    ...namesOf(context, referred).map((table) => ({
      table,
      mode,
      reason: 'foreign keys',
      duration: 'moment' as const,
    })),
    ...[...namesOf(context, triggered), ...olderTables(context)].map((table) => ({
      table,
      mode,
      reason: 'triggers',
      duration: 'each' as const,
    })),
  ]
}

/** In the order in which every phase takes them, under the names that the installation has. */
function namesOf({ shape, existing }: PhaseContext, tables: readonly string[]): readonly string[] {
  const names: Readonly<Record<string, string>> = {
    opportunities: 'deals',
    opportunity_notes: shape.opportunityNotes,
    contact_notes: shape.contactNotes,
    companies: 'companies',
    contacts: 'contacts',
    tasks: 'tasks',
    sales: 'sales',
    ...(existing.includes('tags') ? { tags: 'tags' } : {}),
    ...(existing.includes('configuration') ? { configuration: 'configuration' } : {}),
  }
  return Object.entries(names).flatMap(([table, name]) =>
    tables.includes(`public.${table}`) ? [name] : [],
  )
}

/** Tables of the installation that get the guard of those who only read, and nothing else. */
export function olderTables({ existing }: PhaseContext): readonly string[] {
  return OLDER_TABLES.filter((name) => existing.includes(name))
}

/** An object as the dry run lists it. */
export function planned({ kind, schema, name, table }: Declared): readonly PlannedObject[] {
  const path = schema === 'public' ? name : `${schema}.${name}`
  if (kind === 'type') return []
  if (kind === 'table') return schema === 'public' ? [{ kind, name }] : []
  if (kind === 'trigger' || kind === 'policy') {
    return [{ kind, name: `${table?.replace(/^public\./, '')}.${name}` }]
  }
  return [{ kind, name: path }]
}

/** Functions that the triggers among these call. */
export function triggerFunctions(objects: readonly Declared[]): readonly string[] {
  const files = new Set(objects.filter(({ kind }) => kind === 'trigger').map(({ file }) => file))
  return [
    ...new Set(
      manifest()
        .triggers.filter(({ file }) => files.has(file))
        .map((one) => one.function.replace(/^valence\./, '')),
    ),
  ]
}
