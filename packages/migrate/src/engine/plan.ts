import { createHash } from 'node:crypto'
import {
  backMap,
  type Catalog,
  type CatalogRelation,
  column,
  type Detection,
  detect,
  relation,
  resolveStageMap,
  type StageMap,
  table,
} from '@valence/schema'
import { type Finding, type GoNoGo, goNoGo, runGoNoGoChecks } from '../checks/index.ts'
import { exitCodes, MigrationError } from '../errors.ts'
import type { PhaseContext, PhaseId, PhasePlan } from '../phase.ts'
import { createPhases, physicalTables } from '../phases/index.ts'
import type { Database, Sql, Transaction } from '../sql/client.ts'
import { ident } from '../sql/names.ts'
import { readCatalog } from '../sql/read-catalog.ts'
import { isUpstreamSummary, knownSummaryColumns } from '../sql/summary-views.ts'
import { estimateSeconds } from './estimate.ts'

/** Everything that a run will do, decided before it does anything. Plain JSON. */
export interface MigrationPlan {
  readonly database: string
  readonly serverVersion: number
  readonly generation: string
  readonly vector: Readonly<Record<string, boolean>>
  readonly isMonotone: boolean
  /** Rows of every table that is kept, by its legacy name. */
  readonly counts: Readonly<Record<string, number>>
  readonly stages: readonly {
    readonly legacy: string
    readonly rows: number
    readonly stage: string | null
    readonly status: string | null
  }[]
  readonly unmappedStages: readonly string[]
  readonly phases: readonly ({ readonly id: PhaseId; readonly summary: string } & PhasePlan)[]
  /** Rows that the backfills read, all together. */
  readonly rows: number
  readonly findings: readonly Finding[]
  readonly verdict: GoNoGo
  readonly estimate: { readonly seconds: number; readonly diskBytes: number }
  readonly context: PhaseContext
  /** Of what will be done, so that an approval can be bound to it. */
  readonly hash: string
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: MigrationPlan }
  | { readonly kind: 'target' }

/**
 * Looks at the database and decides, in a READ ONLY transaction with one snapshot: nothing changes, no lock beyond
 * ACCESS SHARE is taken.
 * @throws MigrationError when the database is not one of Atomic CRM
 */
export async function planRun(db: Database, stageMap: StageMap): Promise<Planned> {
  return (await db.begin('isolation level repeatable read read only', async (tx) => {
    const catalog = await readCatalog(tx)
    const detection = detect(catalog)
    if (detection.kind === 'target') return { kind: 'target' }
    if (detection.kind === 'unknown') throw notAtomicCrm(catalog, detection)
    return { kind: 'plan', plan: await makePlan(tx, catalog, detection, stageMap) }
  })) as Planned
}

async function makePlan(
  tx: Transaction,
  catalog: Catalog,
  detection: Extract<Detection, { kind: 'legacy' }>,
  given: StageMap,
): Promise<MigrationPlan> {
  const stageRows = await countStages(tx)
  const values = [...new Set([...(await configuredStages(tx, catalog)), ...Object.keys(stageRows)])]
  const stages = resolveStageMap(values, given)
  const context = decideContext(catalog, detection, stages.entries, values)
  const phases = []
  for (const phase of createPhases(context)) {
    phases.push({ id: phase.id, summary: phase.summary, ...(await phase.plan(tx)) })
  }
  const counts = await countRows(tx, catalog)
  const rows = phases.flatMap((phase) => phase.steps).reduce((sum, step) => sum + step.rows, 0)
  const findings = await runGoNoGoChecks(tx, { catalog, detection, stages, stageRows })
  const totalRows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const decided = {
    database: catalog.database,
    serverVersion: catalog.serverVersion,
    generation: detection.generation,
    vector: detection.vector,
    isMonotone: detection.isMonotone,
    counts,
    stages: values.map((legacy) => ({
      legacy,
      rows: stageRows[legacy] ?? 0,
      stage: stages.entries[legacy]?.stage ?? null,
      status: stages.entries[legacy]?.status ?? null,
    })),
    unmappedStages: stages.unmapped,
    phases,
    rows,
    findings,
    verdict: goNoGo(findings, totalRows),
    estimate: {
      seconds: estimateSeconds(totalRows, rows),
      diskBytes: 2 * catalog.relations.reduce((sum, found) => sum + found.bytes, 0),
    },
    context,
  }
  return { ...decided, hash: createHash('sha256').update(JSON.stringify(decided)).digest('hex') }
}

function decideContext(
  catalog: Catalog,
  detection: Extract<Detection, { kind: 'legacy' }>,
  stageMap: StageMap,
  values: readonly string[],
): PhaseContext {
  const { shape } = detection
  const changed = ['deals', 'contacts', 'companies', shape.opportunityNotes, shape.contactNotes]
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
    existing: [
      ...[
        'configuration',
        'activity_log',
        'deals_summary',
        'companies_summary',
        'contacts_summary',
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

async function countStages(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql<{ stage: string; rows: number }[]>`
    select d.stage, count(*)::float8 as rows from public.deals as d group by d.stage order by d.stage`
  return Object.fromEntries(rows.map((row) => [row.stage, row.rows]))
}

/** Stages that the installation's settings list, in their order; rows may hold others. */
async function configuredStages(sql: Sql, catalog: Catalog): Promise<readonly string[]> {
  const configuration = table(catalog, 'configuration')
  if (column(configuration, 'config')?.type !== 'jsonb') return []
  const rows = await sql<{ value: string | null }[]>`
    select entry ->> 'value' as value
    from public.configuration as c
    cross join lateral jsonb_array_elements(
      case when jsonb_typeof(c.config -> 'dealStages') = 'array' then c.config -> 'dealStages' else '[]' end
    ) as entry
    limit 1000`
  return rows.flatMap((row) => (row.value === null ? [] : [row.value]))
}

async function countRows(sql: Sql, catalog: Catalog): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const found of catalog.relations.filter((candidate) => candidate.kind === 'table')) {
    const [row] = await sql.unsafe<{ rows: number }[]>(
      `select count(*)::float8 as rows from public.${ident(found.name)}`,
    )
    counts[found.name] = row?.rows ?? 0
  }
  return counts
}

function notAtomicCrm(
  catalog: Catalog,
  detection: Extract<Detection, { kind: 'unknown' }>,
): MigrationError {
  return new MigrationError(`${catalog.database} does not look like an Atomic CRM database`, {
    code: 'VAL-NOT-LEGACY',
    exitCode: exitCodes.noGo,
    object: `missing: ${detection.missing.join(', ')}`,
    hint: 'Check the connection URL. If tables were renamed in your installation, see docs/operator-guide.md, "Customised installations".',
  })
}
