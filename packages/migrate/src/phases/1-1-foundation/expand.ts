import { isTable, isView, renameColumn, renameTable, sqlFile, type Transaction } from '@valence/db'
import { NOTE_RENAMES, OPPORTUNITY_RENAMES } from '@valence/schema'
import { closeFunctions, followColumnGrants, grantReadLike } from '@valence/schema/growth'
import { schemaSql } from '@valence/schema/sql'
import type { PhaseContext } from '../../phase.ts'
import { widenColumnTriggers } from '../../sql/objects/column-triggers.ts'
import { createCompatibilityView } from '../../sql/objects/compatibility-view.ts'
import { functionsIn } from '../../sql/objects/created-objects.ts'
import { moveType, unparkTable } from '../../sql/objects/parking.ts'
import { replaceFunctions } from '../../sql/objects/replace-functions.ts'
import { followStageTables } from '../../sql/objects/stage-tables.ts'
import { companiesSummary, replaceSummaryView } from '../../sql/objects/summary-views.ts'
import {
  readUnqualifiedDefinitions,
  reshapeWholeRowViews,
} from '../../sql/objects/whole-row-views.ts'
import {
  addedColumns,
  columnFiles,
  FUNCTION_FILES,
  fedColumns,
  keptTables,
  typeNames,
} from './objects.ts'
import { olderFiles } from './older-columns.ts'

const file = (name: string) => sqlFile(import.meta.url, name)

/** Types, functions, and what the phase remembers things in. */
export async function prepare(tx: Transaction, context: PhaseContext): Promise<void> {
  await tx.unsafe(schemaSql('00_schemas/valence'))
  for (const type of typeNames()) await moveType(tx, type, 'valence_migration', 'public')
  await tx.unsafe(schemaSql('01_types/enums'))
  await writeStageMap(tx, context)
  await prepareMemory(tx)
  for (const name of FUNCTION_FILES) await tx.unsafe(schemaSql(`03_functions/${name}`))
  await closeFunctions(
    tx,
    FUNCTION_FILES.flatMap((name) => functionsIn(schemaSql(`03_functions/${name}`))),
  )
  await tx.unsafe(file('grace.sql'))
  await createConfiguration(tx, context)
}

/** The short DDL of phase 1.1. Locks are taken in one order: deals, notes, then the others. */
export async function expand(tx: Transaction, context: PhaseContext): Promise<void> {
  const definitions = await readUnqualifiedDefinitions(tx, context.wholeRowViews)
  await renameTables(tx, context)
  await tx.unsafe(
    [
      ...columnFiles().map(schemaSql),
      ...(context.shape.hasCamelCaseState ? [file('camel-case-state.sql')] : []),
      ...olderFiles(context),
      file('grace-triggers.sql'),
      file('stage-triggers.sql'),
      schemaSql('05_triggers/opportunities'),
      schemaSql('05_triggers/companies'),
    ].join('\n'),
  )

  await followStageTables(tx, context.stageTables ?? [])
  for (const [table, fed] of Object.entries(fedColumns(context))) {
    await widenColumnTriggers(tx, table, fed)
  }

  await createOldNames(tx, context)
  const shapes = keptTables().map((name) => [name, context.legacyColumns[name] ?? []] as const)
  await reshapeWholeRowViews(tx, definitions, Object.fromEntries(shapes))
  if (context.summaryViews.companies_summary === 'replace') {
    await createOrReplaceCompaniesSummary(tx)
  }
  await replaceFunctions(tx, context.replacements)
  // Behind the views, which copy the rights on the old columns alone.
  for (const [table, columns] of Object.entries(addedColumns(context))) {
    await followColumnGrants(tx, table, columns)
  }
}

async function renameTables(tx: Transaction, context: PhaseContext): Promise<void> {
  await renameTable(tx, 'deals', 'opportunities')
  await renameColumn(tx, 'opportunities', 'company_id', OPPORTUNITY_RENAMES.company_id)
  if (!(await isView(tx, 'deals'))) {
    await renameColumn(tx, 'opportunities', 'stage', OPPORTUNITY_RENAMES.stage)
  }
  await renameTable(tx, context.shape.opportunityNotes, 'opportunity_notes')
  await renameColumn(tx, 'opportunity_notes', 'deal_id', NOTE_RENAMES.deal_id)
}

async function createOldNames(tx: Transaction, context: PhaseContext): Promise<void> {
  const deals = context.legacyColumns['deals'] ?? []
  await createCompatibilityView(tx, {
    name: 'deals',
    table: 'opportunities',
    columns: deals,
    renames: OPPORTUNITY_RENAMES,
    isCounted: true,
    // Old clients do not see the trash of the new one; where the installation has its own, it decides.
    hides: deals.includes('deleted_at') ? undefined : 'deleted_at',
  })
  const notes = context.legacyColumns[context.shape.opportunityNotes] ?? []
  for (const name of new Set(['deal_notes', context.shape.opportunityNotes])) {
    await createCompatibilityView(tx, {
      name,
      table: 'opportunity_notes',
      columns: notes,
      renames: NOTE_RENAMES,
      isCounted: true,
    })
  }
}

async function createOrReplaceCompaniesSummary(tx: Transaction): Promise<void> {
  if (await isView(tx, 'companies_summary')) {
    await replaceSummaryView(tx, companiesSummary)
    return
  }
  await tx.unsafe(schemaSql('04_views/companies_summary'))
  await grantReadLike(tx, 'companies', 'companies_summary')
}

/** The settings of the CRM; installations older than the settings page get the table. */
async function createConfiguration(tx: Transaction, context: PhaseContext): Promise<void> {
  if (context.existing.includes('configuration')) return
  if (!context.existing.includes('is_admin()')) {
    await tx.unsafe(schemaSql('03_functions/legacy/is_admin'))
    await closeFunctions(tx, ['is_admin'])
  }
  await unparkTable(tx, 'configuration')
  const isNew = !(await isTable(tx, 'configuration'))
  await tx.unsafe(schemaSql('02_tables/legacy/configuration'))
  await tx.unsafe(schemaSql('06_policies/legacy/configuration'))
  if (!isNew) return
  await tx.unsafe('revoke all on public.configuration from public, anon')
  await tx.unsafe('grant select, insert, update on public.configuration to authenticated')
  await tx.unsafe('grant all on public.configuration to service_role')
}

async function writeStageMap(tx: Transaction, context: PhaseContext): Promise<void> {
  await tx.unsafe(`
    create table if not exists valence_migration.stage_map (
      legacy_stage text primary key,
      stage public.opportunity_stage not null,
      status public.opportunity_status
    );
    create table if not exists valence_migration.stage_map_back (
      stage public.opportunity_stage primary key,
      legacy_stage text not null
    )`)
  for (const [legacy, { stage, status }] of Object.entries(context.stageMap)) {
    await tx`
      insert into valence_migration.stage_map (legacy_stage, stage, status)
      values (${legacy}, ${stage}, ${status ?? null})
      on conflict (legacy_stage) do update set stage = excluded.stage, status = excluded.status`
  }
  for (const [stage, legacy] of Object.entries(context.stageMapBack)) {
    await tx`
      insert into valence_migration.stage_map_back (stage, legacy_stage)
      values (${stage}, ${legacy})
      on conflict (stage) do update set legacy_stage = excluded.legacy_stage`
  }
}

/**
 * Contacts above the watermark came after the migration began and have no value from before it. What a deleted row had is
 * kept in `former_organizations`, in case it comes back.
 */
async function prepareMemory(tx: Transaction): Promise<void> {
  await tx.unsafe(`
    create table if not exists valence_migration.watermarks (name text primary key, value bigint not null);
    insert into valence_migration.watermarks (name, value)
    select 'contacts', coalesce(max(c.id), 0) from public.contacts as c
    on conflict (name) do nothing;
    create table if not exists valence_migration.former_organizations (
      table_name text not null,
      row_id bigint not null,
      organization_id bigint not null,
      primary key (table_name, row_id)
    );
    create sequence if not exists valence_migration.old_inserts`)
}
