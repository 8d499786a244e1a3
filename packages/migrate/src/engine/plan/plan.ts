import {
  type Database,
  ident,
  readServerFacts,
  readSnapshot,
  type ServerFacts,
  type Sql,
  type Transaction,
} from '@valence/db'
import {
  type Catalog,
  column,
  type Detection,
  detect,
  resolveStageMap,
  type StageMap,
  table,
} from '@valence/schema'
import {
  type Finding,
  type GoNoGo,
  goNoGo,
  type OldNameUse,
  readReferences,
  runGoNoGoChecks,
} from '../../checks/index.ts'
import { MigrationError } from '../../errors.ts'
import type { PhaseContext, PhaseId, PhasePlan } from '../../phase.ts'
import { changedTables, createPhases } from '../../phases/index.ts'
import { type Fingerprint, readFingerprint } from '../../sql/catalog/fingerprint.ts'
import { readTables } from '../../sql/catalog/legacy-tables.ts'
import { readCatalog } from '../../sql/catalog/read-catalog.ts'
import { readStageTables } from '../../sql/objects/stage-tables.ts'
import { type ChangedFunction, changedFunctions } from '../../stale-names/changed-function.ts'
import type { FunctionMap } from '../../stale-names/function-map.ts'
import { planReplacements } from '../../stale-names/plan-replacements.ts'
import { readOldNames } from '../../stale-names/read-old-names.ts'
import { TOOL_VERSION } from '../ground/tool-version.ts'
import { decideContext } from './decide-context.ts'
import { type Estimate, estimateRun } from './estimate.ts'
import { measureSpeed, measureTables } from './measure.ts'
import { type PlanParts, planHash, planParts } from './plan-hash.ts'

/** Everything that a run will do, decided before it does anything. Plain JSON. */
export interface MigrationPlan {
  readonly database: string
  readonly serverVersion: number
  readonly server: ServerFacts
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
  /** Everything that names old objects, as far as the database can tell. */
  readonly references: readonly OldNameUse[]
  /** Functions that have to change with the rename, and that no map decides about. */
  readonly changedFunctions: readonly ChangedFunction[]
  readonly verdict: GoNoGo
  readonly estimate: Estimate
  readonly context: PhaseContext
  /** Definitions of the objects that the plan rests on. */
  readonly objects: Fingerprint
  /** Digests of what will be done and to which shapes, so that it can be said what changed. */
  readonly parts: PlanParts
  /** Of all parts, so that an approval can be bound to it. Rows may come and go without changing it. */
  readonly hash: string
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: MigrationPlan }
  | { readonly kind: 'target' }

/** security_invoker, on which the old names rely, came with it. */
const OLDEST_SERVER = 150_000

/**
 * Looks at the database and decides, in a READ ONLY transaction with one snapshot: nothing changes, no lock beyond
 * ACCESS SHARE is taken.
 * @throws MigrationError when the server is too old, or the database is not one of Atomic CRM
 */
export async function planRun(
  db: Database,
  stageMap: StageMap,
  functionMap: FunctionMap = {},
): Promise<Planned> {
  return await readSnapshot<Planned>(db, async (tx) => {
    await requireServer(tx)
    const catalog = await readCatalog(tx)
    const detection = detect(catalog)
    if (detection.kind === 'target') return { kind: 'target' }
    if (detection.kind === 'unknown') throw notAtomicCrm(catalog, detection)
    return { kind: 'plan', plan: await makePlan(tx, catalog, detection, stageMap, functionMap) }
  })
}

async function makePlan(
  tx: Transaction,
  catalog: Catalog,
  detection: Extract<Detection, { kind: 'legacy' }>,
  given: StageMap,
  functionMap: FunctionMap,
): Promise<MigrationPlan> {
  const startedAt = performance.now()
  const server = await readServerFacts(tx)
  const stageRows = await countStages(tx)
  const values = [...new Set([...(await configuredStages(tx, catalog)), ...Object.keys(stageRows)])]
  const stages = resolveStageMap(values, given)
  const oldNames = await readOldNames(tx, catalog, detection.shape)
  const context = {
    ...decideContext(catalog, detection, stages.entries, values),
    stageTables: await readStageTables(tx),
    replacements: await planReplacements(oldNames, functionMap),
  }
  const phases = []
  for (const phase of createPhases(context)) {
    phases.push({ id: phase.id, summary: phase.summary, ...(await phase.plan(tx)) })
  }
  const counts = await countRows(tx, catalog)
  const rows = phases.flatMap((phase) => phase.steps).reduce((sum, step) => sum + step.rows, 0)
  const references = await readReferences(tx, { catalog, oldNames })
  const findings = await runGoNoGoChecks(tx, {
    catalog,
    detection,
    stages,
    back: context.stageMapBack,
    stageRows,
    server,
    functionMap,
    oldNames,
    references,
  })
  const totalRows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const objects = await readFingerprint(tx)
  const tables = await measureTables(tx, await readTables(tx), counts)
  const speed = await measureSpeed(tx)
  const decided = {
    database: catalog.database,
    serverVersion: catalog.serverVersion,
    generation: detection.generation,
    vector: detection.vector,
    isMonotone: detection.isMonotone,
    unmappedStages: stages.unmapped,
    context,
    objects,
  }
  const parts = planParts({
    ...decided,
    toolVersion: TOOL_VERSION,
    stageMap: stages.entries,
    functionMap,
  })
  return {
    ...decided,
    parts,
    hash: planHash(parts),
    server,
    counts,
    stages: values.map((legacy) => ({
      legacy,
      rows: stageRows[legacy] ?? 0,
      stage: stages.entries[legacy]?.stage ?? null,
      status: stages.entries[legacy]?.status ?? null,
    })),
    phases,
    rows,
    findings,
    references,
    changedFunctions: changedFunctions(
      oldNames.judged.filter(({ own }) => functionMap[own.signature] === undefined),
      oldNames.names,
    ),
    verdict: goNoGo(findings, totalRows),
    estimate: estimateRun({
      tables,
      changed: changedTables(context),
      phases,
      planSeconds: (performance.now() - startedAt) / 1_000,
      speed,
      maySetReplicaMode: server.maySetReplicaMode,
      bufferBytes: server.bufferBytes,
      walLimitBytes: server.walLimitBytes,
    }),
  }
}

async function requireServer(sql: Sql): Promise<void> {
  const [server] = await sql<{ version: number; text: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as text`
  if (server === undefined || server.version >= OLDEST_SERVER) return
  throw new MigrationError(
    `The server is PostgreSQL ${server.text}, and a migration takes 15 or later`,
    {
      code: 'VAL-SERVER-VERSION',
      hint: 'Views that run with the rights of their caller, on which the old names rely, came with version 15. Upgrade the server first.',
    },
  )
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
    object: `missing: ${detection.missing.join(', ')}`,
    hint: 'Check the connection URL. If tables were renamed in your installation, see docs/operator-guide.md, "Customised installations".',
  })
}
