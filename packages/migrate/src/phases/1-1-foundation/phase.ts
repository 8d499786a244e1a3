import { hasColumn, ident, sqlFile } from '@valence/db'
import { tableOf } from '@valence/schema/manifest'
import { schemaSql } from '@valence/schema/sql'
import type { Finishing, Phase, PhaseContext } from '../../phase.ts'
import { beginNotNull, completeNotNull } from '../../sql/catalog/not-null.ts'
import { validateConstraints } from '../../sql/objects/parking.ts'
import { updateWork } from '../../sql/objects/planned-work.ts'
import { parseChecks, runChecks } from '../../sql/session/run-checks.ts'
import { parseSteps } from '../../sql/session/statements.ts'
import { endGracePeriod } from './end-grace-period.ts'
import { expand, prepare } from './expand.ts'
import { inPlaceStep } from './in-place.ts'
import { broughtFiles, indexes, ownConstraints, widenedTables } from './objects.ts'
import { olderChecks, olderSteps, restoreOlder } from './older-columns.ts'
import { park, requireTaskContact } from './park.ts'
import { restoreColumns } from './parked-columns.ts'
import { plannedLocks, plannedObjects } from './planned.ts'
import { rollback } from './rollback.ts'

const file = (name: string) => sqlFile(import.meta.url, name)

/** Foundation: types, organization columns, deals → opportunities, their notes, and the old names as views. */
export function foundationPhase(context: PhaseContext): Phase {
  return {
    id: '1.1',
    summary: 'Deals become opportunities',
    files: broughtFiles(),

    async plan(sql) {
      const steps = []
      for (const step of stepsFor(context, (name) => legacyName(context, name))) {
        const rows = await step.count(sql)
        steps.push({ name: step.name, rows, work: [updateWork(step.source, rows)] })
      }
      return {
        steps,
        locks: plannedLocks(context),
        creates: plannedObjects(context),
        builds: indexes().map(({ table }) => legacyName(context, table.replace('public.', ''))),
      }
    },

    prepare: (tx) => prepare(tx, context),

    expand: (tx) => expand(tx, context),

    steps: stepsFor(context, (name) => name),

    async complete(work) {
      await work.buildIndexes(indexes().map(({ statement }) => statement))
      await validateConstraints(
        work.sql,
        widenedTables().map(({ name }) => name),
        ownConstraints().map(({ name }) => name),
      )
      if (await hasColumn(work.sql, 'opportunities', 'stage')) await requireFilled(work)
      await work.ddl('drop trigger if exists valence_remember_company on public.contacts')
      await work.ddl(schemaSql('05_triggers/contacts'))
      await work.ddl(schemaSql('05_triggers/tasks'))
    },

    async restore(tx) {
      await restoreColumns(tx, context)
      await restoreOlder(tx, context)
    },

    verify: (sql) => runChecks(sql, [...parseChecks(file('verify.sql')), ...olderChecks(context)]),

    endGracePeriod: (tx) => endGracePeriod(tx, context),

    prepareRollback: (work) => park(work, context),

    rollback: (tx) => rollback(tx, context),

    finishRollback: requireTaskContact,
  }
}

function stepsFor(context: PhaseContext, nameOf: (table: string) => string) {
  const statements = parseSteps(file('backfill.sql'))
  const update = (name: string, table: string) =>
    inPlaceStep({ name, source: nameOf(table), table, statement: statements[name] ?? '' })
  return [
    update('opportunities', 'opportunities'),
    update('companies', 'companies'),
    ...(context.shape.hasCamelCaseState ? [update('states', 'companies')] : []),
    update('contacts', 'contacts'),
    ...olderSteps(context),
  ]
}

/** Before the rename the rows are counted under the old name. */
function legacyName(context: PhaseContext, table: string): string {
  if (table === 'opportunities') return 'deals'
  return table === 'opportunity_notes' ? context.shape.opportunityNotes : table
}

/** What an opportunity gains without a value of its own, and is required once every row has one: see opportunities_filled.sql. */
function filledColumns(): readonly string[] {
  return tableOf('public.opportunities')
    .columns.filter((one) => one.isAdded && one.isNotNull && one.default === null)
    .map(({ name }) => name)
}

/**
 * Every opportunity has these by now, unless a row was left behind: then the columns take NULL, so that this row can still be
 * written.
 */
async function requireFilled(work: Finishing): Promise<void> {
  const columns = filledColumns()
  const [table] = await work.sql.unsafe<{ isRequired: boolean; hasNulls: boolean }[]>(
    `select
       not exists (
         select from pg_attribute as a
         where a.attrelid = 'public.opportunities'::regclass and a.attname = any ($1) and not a.attnotnull
       ) as "isRequired",
       exists (
         select from public.opportunities as o where num_nulls(${columns.map(ident).join(', ')}) > 0
       ) as "hasNulls"`,
    [[...columns]],
  )
  if (table?.isRequired === true || table?.hasNulls === true) return
  await work.ddl(beginNotNull('opportunities', columns))
  await completeNotNull(work, 'opportunities', columns)
}
