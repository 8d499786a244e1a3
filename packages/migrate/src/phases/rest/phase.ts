import { isView, sqlFile, type Transaction } from '@valence/db'
import {
  applySchema,
  CLOSED_TABLES,
  closeWrites,
  declaredObjects,
  followedBy,
  grantReadLike,
} from '@valence/schema/growth'
import { newTables } from '@valence/schema/manifest'
import type { Finishing, Phase, PhaseContext } from '../../phase.ts'
import { dropFunctions, dropTriggersOf } from '../../sql/objects/created-objects.ts'
import { createNewTable } from '../../sql/objects/new-table.ts'
import { parkTable, validateConstraints } from '../../sql/objects/parking.ts'
import { olderTables, planned, plannedLocks, triggerFunctions } from './planned.ts'
import { keptObjects, madeObjects } from './standing-objects.ts'

/**
 * What the CRM has beyond the plan's four phases: lists, imports, the log of changes, roles. No row of the installation is moved for
 * it. It comes by the same growth that later brings a database from one release to the next.
 *
 * @param owned files below `sql/` that the phases brought
 */
export function restPhase(context: PhaseContext, owned: readonly string[]): Phase {
  const objects = declaredObjects().filter(
    ({ file, isLegacy }) => !isLegacy && !owned.includes(file),
  )
  const tables = newTables().filter(({ file }) => !owned.includes(file))
  const functions = [
    ...objects
      .filter(({ kind }) => kind === 'function')
      .map(({ schema, name }) => `${schema}.${name}`),
    ...(context.existing.includes('merge_contacts()') ? [] : ['public.merge_contacts']),
  ]
  const hasDealsSummary = context.existing.includes('deals_summary')
  return {
    id: 'rest',
    summary: 'What the CRM has beyond',
    files: [],

    async plan() {
      return {
        steps: [],
        locks: plannedLocks(context, tables, objects),
        creates: [
          ...objects.flatMap(planned),
          ...olderTables(context).map((name) => ({
            kind: 'trigger' as const,
            name: `${name}.valence_refuse_read_only`,
          })),
          ...(context.existing.includes('merge_contacts()')
            ? []
            : [{ kind: 'function' as const, name: 'merge_contacts' }]),
          ...(hasDealsSummary ? [] : [{ kind: 'view' as const, name: 'deals_summary' }]),
        ],
        builds: [],
      }
    },

    async expand(tx) {
      for (const { name } of tables) {
        await createNewTable(tx, name, followedBy(name))
        if (CLOSED_TABLES.includes(name)) await closeWrites(tx, name)
      }
    },

    steps: [],

    async complete(work) {
      await bring(work, context)
      await validateConstraints(
        work.sql,
        tables.map(({ name }) => name),
      )
    },

    async restore() {},

    verify: async () => [],

    async endGracePeriod(tx) {
      if (!hasDealsSummary) await tx.unsafe('drop view if exists public.deals_summary')
      // Views that the grace period had in another form are like all others from now on.
      await tx`delete from valence.schema_objects as o where o.is_kept and o.identity like 'view %summary'`
    },

    async rollback(tx) {
      await dropTriggersOf(tx, triggerFunctions(objects))
      if (!hasDealsSummary) await tx.unsafe('drop view if exists public.deals_summary')
      for (const { name } of objects.filter(({ kind }) => kind === 'view').toReversed()) {
        await tx.unsafe(`drop view if exists public.${name}`)
      }
      for (const { name } of tables.toReversed()) await parkTable(tx, name)
      await dropFunctions(tx, functions)
      await tx.unsafe('drop table if exists valence.schema_steps, valence.schema_objects')
    },
  }
}

async function bring(work: Finishing, context: PhaseContext): Promise<void> {
  await applySchema(
    {
      sql: work.sql,
      piece: (part) => work.piece(part),
      buildIndex: (statement) => work.buildIndexes([statement]),
    },
    { adopts: true, kept: keptObjects(context), made: madeObjects(context), tool: 'migration' },
  )
  await work.piece(createDealsSummary)
}

async function createDealsSummary(tx: Transaction): Promise<void> {
  if (await isView(tx, 'deals_summary')) return
  await tx.unsafe(sqlFile(import.meta.url, 'deals-summary.sql'))
  await grantReadLike(tx, 'opportunities', 'deals_summary')
  await tx`select pg_notify('pgrst', 'reload schema')`
}
