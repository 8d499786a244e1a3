import { connect } from '@valence/db'
import { applySchema, onlineHands } from '@valence/schema/growth'
import { renewGrace } from '../../phases/index.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { latestRun } from '../books/bookkeeping.ts'
import { appendLog, hasLog } from '../books/log.ts'
import { requireRunLock, withRunLock } from '../books/run-lock.ts'
import { type Emit, task } from '../ground/events.ts'
import { TOOL_VERSION } from '../ground/tool-version.ts'
import { lockOptions } from '../plan/lock-options.ts'
import type { RunOptions } from '../plan/options.ts'
import { keptIn, planUpgrade, type UpgradePlan } from './plan-upgrade.ts'

/** What an upgrade would do to the database at `url`; reads only. */
export async function dryUpgrade(url: string): Promise<UpgradePlan> {
  const db = connect(url, { max: 1, applicationName: 'valence upgrade' })
  try {
    return (await db.begin('read only', (tx) => planUpgrade(tx))) as UpgradePlan
  } finally {
    await db.end({ timeout: 5 })
  }
}

/**
 * Brings a database to this version of the schema while people work. Two at once are one: the second is told that another is
 * active. Whatever stops it, the same call goes on.
 */
export async function upgradeDatabase(
  options: Pick<RunOptions, 'databaseUrl' | 'lockTimeoutMs' | 'lockAttempts'>,
  confirm: (plan: UpgradePlan) => Promise<boolean>,
  emit: Emit,
): Promise<{ readonly kind: 'upgraded' | 'current' | 'declined'; readonly plan: UpgradePlan }> {
  return await withRunLock(options.databaseUrl, emit, async (lockLost) => {
    const db = await openOwnSession(options.databaseUrl, {
      max: 2,
      applicationName: 'valence upgrade',
    })
    try {
      const plan = await planUpgrade(db)
      if (plan.isCurrent) return { kind: 'current', plan }
      if (!(await confirm(plan))) return { kind: 'declined', plan }
      const label = `Schema ${plan.from} → ${plan.to}`
      await task(emit, { id: 'upgrade', label, total: plan.changes.length }, async (progress) => {
        let done = 0
        const hands = onlineHands(db, lockOptions(label, options, emit), (text) => {
          requireRunLock(lockLost)
          progress(done, text)
          done += 1
        })
        const warn = (text: string) => emit({ kind: 'message', severity: 'warning', text })
        await applySchema(
          { ...hands, warn },
          {
            adopts: false,
            kept: await keptIn(db),
            tool: TOOL_VERSION,
          },
        )
        await hands.piece(renewGrace)
        return { result: undefined, detail: `${plan.changes.length} changes` }
      })
      if (await hasLog(db)) {
        const run = await latestRun(db)
        await db.begin((tx) =>
          appendLog(tx, 'schema upgraded', run?.id ?? null, { from: plan.from, to: plan.to }),
        )
      }
      return { kind: 'upgraded', plan }
    } finally {
      await db.end({ timeout: 5 })
    }
  })
}
