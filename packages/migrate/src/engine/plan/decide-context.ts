import {
  backMap,
  type Catalog,
  type CatalogRelation,
  type Detection,
  physicalTables,
  relation,
  type StageMap,
  table,
} from '@valence/schema'
import { OLDER_TABLES } from '@valence/schema/growth'
import type { PhaseContext } from '../../phase.ts'
import { auditViews } from '../../sql/objects/audit-views.ts'
import { findOwnTrash } from '../../sql/objects/own-trash.ts'
import { isUpstreamSummary, knownSummaryColumns } from '../../sql/objects/summary-views.ts'

/** Decides what the phases need to know of one installation. `values` are the legacy stages that occur. */
export function decideContext(
  catalog: Catalog,
  detection: Extract<Detection, { kind: 'legacy' }>,
  stageMap: StageMap,
  values: readonly string[],
): Omit<PhaseContext, 'replacements' | 'stageTables'> {
  const { shape } = detection
  const changed = [
    'deals',
    'contacts',
    'companies',
    'tasks',
    shape.opportunityNotes,
    shape.contactNotes,
  ]
  const has = (name: string) => relation(catalog, name) !== undefined
  return {
    shape,
    stageMap,
    stageMapBack: backMap(values, stageMap),
    legacyColumns: Object.fromEntries(
      catalog.relations
        .filter((found) => found.kind === 'table')
        .map((found) => [found.name, found.columns.map((column) => column.name)]),
    ),
    physical: physicalTables(shape),
    wholeRowViews: catalog.relations
      .filter(
        (found) =>
          found.kind === 'view' &&
          found.usesWholeRow &&
          found.reads.some((name) => changed.includes(name)),
      )
      .map((found) => found.name),
    summaryViews: {
      companies_summary: fateOf(catalog, 'companies_summary', 'companies'),
      contacts_summary: fateOf(catalog, 'contacts_summary', 'contacts'),
    },
    auditViews: auditViews(catalog),
    ownTrash: Object.fromEntries(
      [shape.opportunityNotes, shape.contactNotes].flatMap((name) => {
        const trash = findOwnTrash(table(catalog, name)?.columns ?? [])
        return trash === undefined ? [] : [[name, trash]]
      }),
    ),
    existing: [
      ...[
        'configuration',
        'activity_log',
        'deals_summary',
        'companies_summary',
        'contacts_summary',
        'tags',
        ...OLDER_TABLES,
      ].filter(has),
      ...['is_admin', 'merge_contacts']
        .filter((name) =>
          catalog.functions.some((found) => found.schema === 'public' && found.name === name),
        )
        .map((name) => `${name}()`),
    ],
  }
}

/** A summary view that means what Atomic CRM's does is replaced by a faster one; any other is the installation's own. */
function fateOf(
  catalog: Catalog,
  view: 'companies_summary' | 'contacts_summary',
  tableName: string,
): 'replace' | 'keep' {
  const found: CatalogRelation | undefined = relation(catalog, view)
  if (found === undefined) return 'replace'
  if (found.kind !== 'view') return 'keep'
  const own = table(catalog, tableName)?.columns.map((column) => column.name) ?? []
  if (found.triggers.length > 0) return 'keep'
  return isUpstreamSummary(found, own, knownSummaryColumns[view]) ? 'replace' : 'keep'
}
