import { exitCodes } from '@valence/db'
import { defaultRunOptions, type RunOptions } from '../../engine/plan/options.ts'
import type { UpgradePlan } from '../../engine/upgrade/plan-upgrade.ts'
import { dryUpgrade, upgradeDatabase } from '../../engine/upgrade/upgrade-database.ts'
import { upgradeLines } from '../render/upgrade.ts'
import type { Reporter } from '../reporter.ts'

export interface UpgradeRequest extends Pick<RunOptions, 'databaseUrl' | 'lockTimeoutMs'> {
  readonly isDry: boolean
  /** Asked before anything is changed. */
  readonly confirm: (plan: UpgradePlan) => Promise<boolean>
}

/** Brings a database to this version of the schema, or says what that would do. Returns the exit code. */
export async function runUpgrade(request: UpgradeRequest, reporter: Reporter): Promise<number> {
  if (request.isDry) {
    const plan = await dryUpgrade(request.databaseUrl)
    for (const line of upgradeLines(plan)) reporter.say(line)
    reporter.result(plan)
    return exitCodes.done
  }
  const outcome = await upgradeDatabase(
    { ...request, lockAttempts: defaultRunOptions.lockAttempts },
    async (plan) => {
      for (const line of upgradeLines(plan)) reporter.say(line)
      return await request.confirm(plan)
    },
    reporter.emit,
  )
  if (outcome.kind === 'current') for (const line of upgradeLines(outcome.plan)) reporter.say(line)
  if (outcome.kind === 'upgraded') reporter.say(`The schema has version ${outcome.plan.to}.`)
  reporter.result(outcome)
  return exitCodes.done
}
