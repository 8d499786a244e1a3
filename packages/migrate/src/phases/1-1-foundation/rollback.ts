import {
  dropColumns,
  isTable,
  isView,
  qualified,
  renameColumn,
  renameTable,
  type Transaction,
} from '@valence/db'
import { NOTE_RENAMES, OPPORTUNITY_RENAMES } from '@valence/schema'
import { ENGINE_ROOM } from '@valence/schema/growth'
import { schemaSql } from '@valence/schema/sql'
import type { PhaseContext } from '../../phase.ts'
import { narrowColumnTriggers } from '../../sql/objects/column-triggers.ts'
import {
  dropFunctions,
  dropOwnIndexes,
  dropOwnTriggers,
  functionsIn,
} from '../../sql/objects/created-objects.ts'
import { moveType, parkTable } from '../../sql/objects/parking.ts'
import { restoreFunctions } from '../../sql/objects/replace-functions.ts'
import { takeBack } from '../../sql/objects/set-aside.ts'
import { leaveStageTables } from '../../sql/objects/stage-tables.ts'
import { dropProbes } from '../../sql/session/old-name-probe.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import {
  addedColumns,
  FUNCTION_FILES,
  GRACE_FUNCTIONS,
  keptTables,
  oldOpportunityNames,
  typeNames,
} from './objects.ts'
import { dropOlder } from './older-columns.ts'
import { dropUnheldTasks, parkChanged } from './park.ts'

/** Gives the old names and columns back. Runs after the other phases are rolled back. */
export async function rollback(tx: Transaction, context: PhaseContext): Promise<void> {
  if (await isTable(tx, 'opportunities')) await renameBack(tx, context)
  await takeBackPrepared(tx, context)
}

async function renameBack(tx: Transaction, context: PhaseContext): Promise<void> {
  await parkChanged(tx, context)
  await dropUnheldTasks(tx)

  await dropViews(tx, context)
  for (const table of ['opportunities', 'opportunity_notes', ...keptTables()]) {
    await dropOwnTriggers(tx, table)
    await dropOwnIndexes(tx, table)
  }
  for (const [table, columns] of Object.entries(goneColumns(context))) {
    await narrowColumnTriggers(tx, table, columns)
    await dropColumns(tx, table, columns)
  }

  await renameColumn(tx, 'opportunities', OPPORTUNITY_RENAMES.stage, 'stage')
  await renameColumn(tx, 'opportunities', OPPORTUNITY_RENAMES.company_id, 'company_id')
  await renameColumn(tx, 'opportunity_notes', NOTE_RENAMES.deal_id, 'deal_id')
  await renameTable(tx, 'opportunity_notes', context.shape.opportunityNotes)
  await renameTable(tx, 'opportunities', 'deals')
  await restoreFunctions(tx)
}

function goneColumns(context: PhaseContext): Readonly<Record<string, readonly string[]>> {
  const added = addedColumns(context)
  if (!context.shape.hasCamelCaseState) return added
  return { ...added, companies: [...(added['companies'] ?? []), 'state_abbr'] }
}

/** What is there before any table is touched. A run may have ended right behind it. */
async function takeBackPrepared(tx: Transaction, context: PhaseContext): Promise<void> {
  if (!context.existing.includes('configuration')) await parkTable(tx, 'configuration')
  await dropFunctions(
    tx,
    FUNCTION_FILES.flatMap((name) => functionsIn(schemaSql(`03_functions/${name}`))),
  )
  if (!context.existing.includes('is_admin()')) await dropFunctions(tx, ['is_admin'])
  await leaveStageTables(tx)
  await dropFunctions(tx, [...GRACE_FUNCTIONS, 'sync_company_state', 'note_changed'], OWN_SCHEMA)
  await dropOlder(tx)
  await tx.unsafe(`
    drop table if exists valence_migration.former_organizations;
    drop table if exists valence_migration.changed_rows;
    drop sequence if exists valence_migration.old_inserts;
    drop table if exists valence_migration.watermarks;
    drop table if exists valence_migration.stage_map;
    drop table if exists valence_migration.stage_map_back`)
  for (const type of typeNames()) await moveType(tx, type, 'public', OWN_SCHEMA)
  await tx.unsafe(`drop schema if exists ${ENGINE_ROOM}`)
}

/** Views come off in the order of their dependents: what shows whole rows, then the old names. */
async function dropViews(tx: Transaction, context: PhaseContext): Promise<void> {
  for (const view of context.wholeRowViews) await takeBack(tx, view, { hadOne: true })
  await takeBack(tx, 'companies_summary', {
    hadOne: context.existing.includes('companies_summary'),
  })
  const oldNames = oldOpportunityNames(context)
  for (const name of oldNames) {
    if (await isView(tx, name)) await tx.unsafe(`drop view ${qualified('public', name)}`)
  }
  await dropProbes(tx, oldNames)
  for (const name of keptTables()) {
    if (await isView(tx, name, OWN_SCHEMA))
      await tx.unsafe(`drop view ${qualified(OWN_SCHEMA, name)}`)
  }
}
