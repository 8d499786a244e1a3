import type { Transaction } from '@valence/db'
import { activity } from './activity.ts'
import { automation } from './automation.ts'
import { capacity } from './capacity.ts'
import { columnGrants } from './column-grants.ts'
import { columnTypes } from './column-types.ts'
import {
  alwaysTriggers,
  customTriggers,
  leakingViews,
  materializedViews,
} from './custom-objects.ts'
import { danglingReferences } from './dangling.ts'
import { dataQuality, orphanTaskOwners } from './data-quality.ts'
import { failingTriggers } from './failing-triggers.ts'
import type { CheckContext, Finding, GoNoGoCheck } from './finding.ts'
import { takenFunctions } from './function-names.ts'
import { futureNames } from './future-names.ts'
import { sequencesBehind, uniqueKeys } from './keys.ts'
import { takenNames } from './names.ts'
import { neededColumns } from './needed-columns.ts'
import { overloads } from './overloads.ts'
import { ownTrash } from './own-trash.ts'
import { eventTriggers, platform } from './platform.ts'
import { privileges } from './privileges.ts'
import { references } from './references.ts'
import { refusedRows } from './refused-rows.ts'
import { requiredFields } from './required-fields.ts'
import { rowTypes } from './row-types.ts'
import { serverState } from './server.ts'
import { unmappedStages } from './stages.ts'
import { staleNames } from './stale-names.ts'
import { tableKinds } from './table-kinds.ts'
import { unvalidatedChecks } from './unvalidated.ts'
import { wholeRowViews } from './whole-row-views.ts'

export type { CheckContext, Finding, FindingSeverity, OldNameUse } from './finding.ts'
export { readReferences } from './references.ts'
export { type GoNoGo, goNoGo } from './verdict.ts'

const checks: readonly GoNoGoCheck[] = [
  serverState,
  platform,
  privileges,
  activity,
  tableKinds,
  uniqueKeys,
  sequencesBehind,
  eventTriggers,
  overloads,
  takenNames,
  takenFunctions,
  futureNames,
  columnTypes,
  columnGrants,
  rowTypes,
  wholeRowViews,
  customTriggers,
  failingTriggers,
  automation,
  staleNames,
  references,
  alwaysTriggers,
  materializedViews,
  unmappedStages,
  danglingReferences,
  unvalidatedChecks,
  leakingViews,
  requiredFields,
  neededColumns,
  refusedRows,
  ownTrash,
  dataQuality,
  orphanTaskOwners,
  capacity,
]

const WEIGHT = { blocker: 0, warning: 1, notice: 2 } as const

/** Asks every question and lists what they found, the gravest first. */
export async function runGoNoGoChecks(
  sql: Transaction,
  context: CheckContext,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const check of checks) findings.push(...(await check.run(sql, context)))
  return findings.toSorted((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity])
}
