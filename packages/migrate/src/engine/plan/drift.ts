import type { Sql } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import {
  compareFingerprints,
  type Fingerprint,
  readFingerprint,
} from '../../sql/catalog/fingerprint.ts'
import type { MigrationPlan } from './plan.ts'

/** What of an earlier dry run a later run is held to. */
export interface EarlierPlan {
  readonly objects: Fingerprint
  readonly stages: readonly { readonly legacy: string; readonly stage: string | null }[]
  /** What an approval of it is bound to. */
  readonly hash?: string | undefined
}

/**
 * Refuses a run whose plan differs from an earlier one: objects that were added, dropped or changed, stages that lead
 * elsewhere. Rows may have come and gone.
 * @throws MigrationError VAL-DRIFT (exit code 3)
 */
export function requireSamePlan(earlier: EarlierPlan, plan: MigrationPlan): void {
  const stages = plan.stages.flatMap(({ legacy, stage }) => {
    const before = earlier.stages.find((found) => found.legacy === legacy)
    if (before?.stage === stage) return []
    return [
      `stage "${legacy}" leads to ${stage ?? 'nothing'} instead of ${before?.stage ?? 'nothing'}`,
    ]
  })
  refuse([...compareFingerprints(earlier.objects, plan.objects), ...stages], 'since the dry run')
}

/**
 * Looks once more before the first write: a backup takes time, and someone may have changed the schema meanwhile.
 * @throws MigrationError VAL-DRIFT (exit code 3)
 */
export async function requireSameShape(sql: Sql, plan: MigrationPlan): Promise<void> {
  refuse(compareFingerprints(plan.objects, await readFingerprint(sql)), 'while the backup was made')
}

function refuse(differences: readonly string[], when: string): void {
  if (differences.length === 0) return
  throw new MigrationError(`The database is not what it was planned for: it changed ${when}`, {
    code: 'VAL-DRIFT',
    object: differences.slice(0, 10).join('; '),
    hint: 'Nothing was changed. Make a new dry run and look at what it says.',
  })
}
