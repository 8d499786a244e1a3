import { qualified, type Transaction } from '@valence/db'
import { schemaSql } from '@valence/schema/sql'
import type { PhaseContext } from '../../phase.ts'
import { dropFunctions, dropTriggersOf } from '../../sql/objects/created-objects.ts'
import { dropUnused, settle } from '../../sql/objects/set-aside.ts'
import { leaveStageTables } from '../../sql/objects/stage-tables.ts'
import { dropProbes } from '../../sql/session/old-name-probe.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { GRACE_FUNCTIONS, keptTables, oldOpportunityNames } from './objects.ts'
import { dropOlder, OLDER_FUNCTIONS } from './older-columns.ts'

/**
 * Takes off the old names, and what kept the old stage, the old state of a company and the old e-mail and numbers of a contact
 * in step. The old stage itself stays, as it was last, and so do e-mail and numbers; what the installation's own views still
 * need stays too.
 */
export async function endGracePeriod(tx: Transaction, context: PhaseContext): Promise<void> {
  await settle(tx, 'activity_log', async () => {
    await tx.unsafe(schemaSql('04_views/activity_log'))
  })
  const names = oldOpportunityNames(context)
  for (const name of names) {
    await tx.unsafe(`drop view if exists ${qualified('public', name)}`)
  }
  await dropProbes(tx, names)
  for (const name of keptTables()) {
    await dropUnused(tx, `drop view if exists ${qualified(OWN_SCHEMA, name)}`)
  }

  await dropTriggersOf(tx, GRACE_FUNCTIONS, OWN_SCHEMA)
  await dropTriggersOf(tx, OLDER_FUNCTIONS, OWN_SCHEMA)
  await dropOlder(tx)
  await leaveStageTables(tx)
  await dropFunctions(tx, GRACE_FUNCTIONS, OWN_SCHEMA)
  await tx.unsafe('alter table public.opportunities alter column legacy_stage drop not null')
  await settle(tx, 'companies_summary', async () => {
    await dropOldState(tx, context)
    await tx.unsafe(schemaSql('04_views/companies_summary'))
  })
  await tx.unsafe(`
    drop table if exists valence_migration.former_organizations;
    drop sequence if exists valence_migration.old_inserts;
    drop table if exists valence_migration.watermarks;
    drop table if exists valence_migration.stage_map;
    drop table if exists valence_migration.stage_map_back`)
}

/** The state of a company under its old name, unless something of the installation's own shows it. */
async function dropOldState(tx: Transaction, { shape }: PhaseContext): Promise<void> {
  if (!shape.hasCamelCaseState) return
  const isGone = await dropUnused(tx, 'alter table public.companies drop column "stateAbbr"')
  if (!isGone) return
  await dropTriggersOf(tx, ['sync_company_state'], OWN_SCHEMA)
  await dropFunctions(tx, ['sync_company_state'], OWN_SCHEMA)
}
