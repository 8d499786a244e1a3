import { OperatorError, type Sql } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { type Approval, readApprovals } from '../books/approvals.ts'
import { appendLogIfPossible } from '../books/log.ts'
import { APPROVAL_DAYS } from '../plan/options.ts'
import type { MigrationPlan } from '../plan/plan.ts'
import { changedParts } from '../plan/plan-hash.ts'

/** On whose word a run goes ahead. */
export type RunApproval =
  | { readonly kind: 'solo' }
  | { readonly kind: 'approved'; readonly approval: Approval }

/**
 * The approval of exactly this plan by a second person, or the operator's word that there is none.
 * @throws MigrationError VAL-APPROVAL (exit code 6), with the reason and the next command
 */
export async function requireApproval(
  sql: Sql,
  plan: MigrationPlan,
  { isSolo }: { readonly isSolo: boolean },
): Promise<RunApproval> {
  if (isSolo) return { kind: 'solo' }
  const judged = judgeApprovals(await readApprovals(sql), plan)
  if (judged.kind === 'approved') return judged
  throw notApproved(plan, judged.reason)
}

/** Runs what decides before the first write. A refusal is written down where there is a log already. */
export async function logRefusal<Result>(
  sql: Sql,
  plan: MigrationPlan,
  decide: () => Promise<Result>,
): Promise<Result> {
  try {
    return await decide()
  } catch (error) {
    const { code, message } = error instanceof OperatorError ? error : { code: '', message: '' }
    await appendLogIfPossible(sql, 'run refused', null, { plan: plan.hash, code, reason: message })
    throw error
  }
}

type Judgement =
  | { readonly kind: 'approved'; readonly approval: Approval }
  | { readonly kind: 'none'; readonly reason: string }

/** The latest approval that holds, or why the latest one does not. */
export function judgeApprovals(
  approvals: readonly Approval[],
  plan: Pick<MigrationPlan, 'hash' | 'parts'>,
): Judgement {
  const [latest] = approvals
  if (latest === undefined) return { kind: 'none', reason: 'no one has approved it yet' }
  const ofThisPlan = approvals.filter(({ hash }) => hash === plan.hash)
  const approval = ofThisPlan.find((found) => problemWith(found) === null)
  if (approval !== undefined) return { kind: 'approved', approval }
  const [voided] = ofThisPlan
  if (voided !== undefined) return { kind: 'none', reason: problemWith(voided) ?? '' }
  const changes = changedParts(latest.parts, plan.parts)
  return {
    kind: 'none',
    reason: `the plan changed since ${who(latest)} approved ${latest.hash.slice(0, 16)}: ${listed(changes)}`,
  }
}

function problemWith(approval: Approval): string | null {
  if (approval.isOwn)
    return `${approval.by} approved it, and ${approval.by} runs it: that is one person`
  if (!approval.isLogged)
    return `the log does not know the approval by ${who(approval)}: it was written past the tool`
  if (approval.isOver)
    return `the approval by ${who(approval)} of ${approval.at.toISOString()} is older than ${APPROVAL_DAYS} days`
  if (approval.usedByRun !== null)
    return `the approval by ${who(approval)} was used for run ${approval.usedByRun}; each run needs its own`
  return null
}

/** The person, as far as the database knows them. */
export function who({ by, administrator }: Pick<Approval, 'by' | 'administrator'>): string {
  return administrator ?? by
}

function listed(changes: readonly string[]): string {
  const more = changes.length > 5 ? ` and ${changes.length - 5} more` : ''
  return `${changes.slice(0, 5).join('; ')}${more}`
}

function notApproved(plan: MigrationPlan, reason: string): MigrationError {
  return new MigrationError(`This plan needs the approval of a second person: ${reason}`, {
    code: 'VAL-APPROVAL',
    object: `plan ${plan.hash}`,
    hint: `Nothing was changed. Someone else, signed in to the database as another role or to the CRM as an administrator, runs: npm run migrate:approve -- --plan ${plan.hash.slice(0, 16)} (with the same --stage-map and --function-map). Then run this command again. If there is no one else: --solo, which is written down.`,
  })
}
