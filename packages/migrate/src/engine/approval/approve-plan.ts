import type { Database, Sql } from '@valence/db'
import type { StageMap } from '@valence/schema'
import { type Finding, goNoGo } from '../../checks/index.ts'
import { MigrationError } from '../../errors.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import type { FunctionMap } from '../../stale-names/function-map.ts'
import { openApprovalsFor, recordApproval, requireOpen } from '../books/approvals.ts'
import { type LogHead, readLogHead } from '../books/log.ts'
import { type EarlierPlan, requireSamePlan } from '../plan/drift.ts'
import { type MigrationPlan, planRun } from '../plan/plan.ts'
import { type AdministratorProof, proveAdministrator } from './administrator.ts'

export interface ApproveOptions {
  readonly databaseUrl: string
  readonly stageMap: StageMap
  readonly functionMap: FunctionMap
  /** The hash that the operator passed on, or at least its first 16 digits. */
  readonly hash: string
  /** The plan of that hash, where it was passed on as a file: then it can be said what changed. */
  readonly earlierPlan?: EarlierPlan | undefined
  readonly comment: string | null
  /** Set where a signed-in administrator approves through the operator's connection. */
  readonly administrator: AdministratorProof | null
}

export type ApproveOutcome =
  | {
      readonly kind: 'approved'
      readonly id: number
      readonly plan: MigrationPlan
      /** As far as this role may see the log. */
      readonly logHead: LogHead | null
    }
  | { readonly kind: 'declined' }
  | { readonly kind: 'already-migrated' }

/** Checks whose answers depend on who asks. The run asks them again, as the role that runs. */
const ABOUT_THE_ROLE = ['privileges', 'platform', 'replica-mode']

/**
 * Makes the plan anew, as someone else, and approves exactly it. Reads in a READ ONLY transaction until the question is
 * answered.
 * @throws MigrationError when the plan is another one, a no-go, or this person may not approve
 */
export async function approvePlan(
  options: ApproveOptions,
  confirm: (plan: MigrationPlan) => Promise<boolean>,
): Promise<ApproveOutcome> {
  const db = await openOwnSession(options.databaseUrl, {
    max: 1,
    applicationName: 'valence approve',
  })
  try {
    const administrator = await proveWho(db, options.administrator)
    await requireFullSight(db)
    const planned = await planRun(db, options.stageMap, options.functionMap)
    if (planned.kind === 'target') return { kind: 'already-migrated' }
    const plan = asSeenByTheRun(planned.plan)
    requireAskedPlan(options, plan)
    if (plan.verdict.decision === 'no-go') throw noGo(plan)
    if (!(await confirm(plan))) return { kind: 'declined' }
    const id = await recordApproval(db, { plan, comment: options.comment, administrator })
    return { kind: 'approved', id, plan, logHead: await readLogHead(db) }
  } finally {
    await db.end({ timeout: 5 })
  }
}

/** Opens the book of approvals for a role; run by the owner of the tables. */
export async function openApprovalsForRole(databaseUrl: string, role: string): Promise<void> {
  const db = await openOwnSession(databaseUrl, { max: 1, applicationName: 'valence approve' })
  try {
    await requireOwner(db)
    await requireOtherRole(db, role)
    await db.begin(async (tx) => openApprovalsFor(tx, role))
  } finally {
    await db.end({ timeout: 5 })
  }
}

async function proveWho(db: Database, proof: AdministratorProof | null): Promise<string | null> {
  if (proof === null) {
    await requireOpen(db)
    return null
  }
  await requireOwner(db)
  return await proveAdministrator(db, proof)
}

function asSeenByTheRun(plan: MigrationPlan): MigrationPlan {
  const findings: readonly Finding[] = plan.findings.filter(
    ({ check }) => !ABOUT_THE_ROLE.includes(check),
  )
  const rows = Object.values(plan.counts).reduce((sum, count) => sum + count, 0)
  return { ...plan, findings, verdict: goNoGo(findings, rows) }
}

function requireAskedPlan(options: ApproveOptions, plan: MigrationPlan): void {
  if (plan.hash.startsWith(options.hash)) return
  if (options.earlierPlan !== undefined) requireSamePlan(options.earlierPlan, plan)
  throw new MigrationError(`The plan is another one than ${options.hash.slice(0, 16)}`, {
    code: 'VAL-OTHER-PLAN',
    object: `plan ${plan.hash}`,
    hint: 'The database, a map or the version of the tool is not what it was planned with. Ask for the --stage-map and --function-map of the dry run, or for a new dry run.',
  })
}

/**
 * A role that sees fewer rows or names would make another plan, and not know it.
 * @throws MigrationError VAL-SIGHT (exit code 2)
 */
async function requireFullSight(sql: Sql): Promise<void> {
  const [found] = await sql<{ role: string; readsAll: boolean; seesRows: boolean }[]>`
    select r.rolname::text as role,
      r.rolsuper or pg_has_role('pg_read_all_data', 'usage') or coalesce(bool_and(pg_has_role(c.relowner, 'usage')), false)
        as "readsAll",
      r.rolsuper or r.rolbypassrls
        or coalesce(bool_and(pg_has_role(c.relowner, 'usage') and not c.relforcerowsecurity), false) as "seesRows"
    from pg_roles as r
    left join pg_class as c on c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    where r.rolname = current_user
    group by r.rolname, r.rolsuper, r.rolbypassrls`
  if (found === undefined || (found.readsAll && found.seesRows)) return
  const { role } = found
  throw new MigrationError(`${role} does not see every row and every name, and so not the plan`, {
    code: 'VAL-SIGHT',
    object: role,
    hint: [
      ...(found.readsAll ? [] : [`grant pg_read_all_data to ${role};`]),
      ...(found.seesRows ? [] : [`alter role ${role} bypassrls;`]),
    ].join(' '),
  })
}

async function requireOwner(sql: Sql): Promise<void> {
  const [found] = await sql<{ owner: string; isOwner: boolean }[]>`
    select pg_get_userbyid(c.relowner)::text as owner, pg_get_userbyid(c.relowner) = current_user as "isOwner"
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relname in ('deals', 'opportunities') and c.relkind = 'r'
    order by c.relname
    limit 1`
  if (found?.isOwner === true) return
  throw new MigrationError('The book of approvals belongs to the owner of the tables', {
    code: 'VAL-NOT-OWNER',
    object: found?.owner,
    hint:
      found === undefined
        ? 'There are no deals in this database. Check the connection URL.'
        : `Connect as ${found.owner}.`,
  })
}

async function requireOtherRole(sql: Sql, role: string): Promise<void> {
  const [found] = await sql<{ exists: boolean; isSame: boolean; mayLogIn: boolean }[]>`
    select true as exists, r.rolname = session_user as "isSame", r.rolcanlogin as "mayLogIn"
    from pg_roles as r
    where r.rolname = ${role}`
  if (found?.mayLogIn === true && !found.isSame) return
  throw new MigrationError(
    found === undefined
      ? `There is no role ${role} on this server`
      : `${role} ${found.isSame ? 'is the role that runs' : 'cannot sign in to the server'}`,
    {
      code: 'VAL-APPROVER',
      object: role,
      hint: `Make one for the second person: create role ${found === undefined ? role : 'approver'} login bypassrls password '…'; grant pg_read_all_data to ${found === undefined ? role : 'approver'};`,
    },
  )
}

function noGo(plan: MigrationPlan): MigrationError {
  return new MigrationError(
    `No-go, so there is nothing to approve: ${plan.verdict.reasons.join('; ')}`,
    {
      code: 'VAL-NO-GO',
      hint: 'migrate:dry-run shows each finding with what to do about it.',
    },
  )
}
