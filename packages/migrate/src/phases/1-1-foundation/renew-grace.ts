import { sqlFile, type Transaction } from '@valence/db'
import { OPPORTUNITY_RENAMES } from '@valence/schema'
import { widenColumnTriggers } from '../../sql/objects/column-triggers.ts'
import { dropOwnTriggers } from '../../sql/objects/created-objects.ts'

const file = (name: string) => sqlFile(import.meta.url, name)

/** Of releases in which the stages were kept in step behind the installation's own triggers alone. */
const FORMER = ['valence_10_sync_stage', 'valence_11_sync_stage']

/**
 * What keeps the two stages in step while the grace period lasts is none of the schema's: an upgrade brings it beside. Does nothing
 * where the grace period is over, or never was.
 */
export async function renewGrace(tx: Transaction): Promise<void> {
  const [found] = await tx<{ isOn: boolean }[]>`
    select to_regprocedure('valence_migration.sync_opportunity_stage()') is not null as "isOn"`
  if (found?.isOn !== true) return
  await tx.unsafe(file('grace.sql'))
  await tx.unsafe(file('stage-triggers.sql'))
  await dropOwnTriggers(tx, 'opportunities', FORMER)
  await widenColumnTriggers(tx, 'opportunities', { [OPPORTUNITY_RENAMES.stage]: ['stage'] })
}
