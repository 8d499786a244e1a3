import { type Database, ident, kindOf, type Sql, sqlFile, type Transaction } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { TOOL_VERSION } from '../ground/tool-version.ts'
import { APPROVAL_DAYS } from '../plan/options.ts'
import type { MigrationPlan } from '../plan/plan.ts'
import type { PlanParts } from '../plan/plan-hash.ts'
import { appendLog, openLog } from './log.ts'

export interface Approval {
  readonly id: number
  readonly hash: string
  readonly parts: PlanParts
  /** The role that was signed in to the server. */
  readonly by: string
  /** The administrator who approved through that role. */
  readonly administrator: string | null
  readonly comment: string | null
  readonly at: Date
  /** Older than an approval may be. */
  readonly isOver: boolean
  /** By the role that asks now, and no administrator. */
  readonly isOwn: boolean
  /** Whether the log says the same. */
  readonly isLogged: boolean
  readonly usedByRun: number | null
}

/** Creates the log and the book of approvals. Safe to run twice. */
export async function openApprovals(tx: Sql): Promise<void> {
  await openLog(tx)
  await tx.unsafe(sqlFile(import.meta.url, 'approvals.sql'))
}

/** Lets a role approve: it may call one function, and write nothing else. */
export async function openApprovalsFor(tx: Transaction, role: string): Promise<void> {
  await openApprovals(tx)
  await tx.unsafe(`
    grant usage on schema valence_migration to ${ident(role)};
    grant execute on function valence_migration.approve(text, jsonb, text, text) to ${ident(role)}`)
  await appendLog(tx, 'approvals opened', null, { role })
}

/** Every approval, the latest first; empty where no book was opened. */
export async function readApprovals(sql: Sql): Promise<readonly Approval[]> {
  if ((await kindOf(sql, 'valence_migration', 'approvals')) !== 'table') return []
  const approvals = await sql<Omit<Approval, 'usedByRun'>[]>`
    select
      a.id, a.plan_hash as hash, a.parts, a.approved_by as by, a.administrator, a.comment, a.approved_at as at,
      a.approved_at < now() - make_interval(days => ${APPROVAL_DAYS}) as "isOver",
      a.approved_by = session_user and a.administrator is null as "isOwn",
      exists (
        select from valence_migration.log as l
        where l.what = 'plan approved'
          and l.who = a.approved_by
          and l.details ->> 'approval' = a.id::text
          and l.details ->> 'plan' = a.plan_hash
          and (l.details ->> 'administrator') is not distinct from a.administrator
      ) as "isLogged"
    from valence_migration.approvals as a
    order by a.id desc`
  const used = await readUses(sql)
  return approvals.map((approval) => ({ ...approval, usedByRun: used.get(approval.id) ?? null }))
}

async function readUses(sql: Sql): Promise<ReadonlyMap<number, number>> {
  if ((await kindOf(sql, 'valence_migration', 'runs')) !== 'table') return new Map()
  const rows = await sql<{ approval: number; run: number }[]>`
    select (r.options ->> 'approval')::bigint as approval, r.id as run
    from valence_migration.runs as r
    where r.options ->> 'approval' is not null
    order by r.id`
  return new Map(rows.map(({ approval, run }) => [approval, run]))
}

export interface ApprovalToRecord {
  readonly plan: MigrationPlan
  readonly comment: string | null
  /** Their e-mail address, where an administrator approves through this role. */
  readonly administrator: string | null
}

/**
 * Writes an approval down, as a role that approvals were opened for or, for an administrator, as the owner.
 * @throws MigrationError VAL-APPROVALS-CLOSED (exit code 2) where this role may not approve
 */
export async function recordApproval(
  db: Database,
  { plan, comment, administrator }: ApprovalToRecord,
): Promise<number> {
  const parts = db.json(plan.parts)
  if (administrator !== null) {
    return (await db.begin(async (tx) => {
      await openApprovals(tx)
      const [row] = await tx<{ id: number }[]>`
        select valence_migration.record_approval(${plan.hash}, ${parts}, ${comment}, ${TOOL_VERSION}, ${administrator}) as id`
      return row?.id ?? 0
    })) as number
  }
  await requireOpen(db)
  const [row] = await db<{ id: number }[]>`
    select valence_migration.approve(${plan.hash}, ${parts}, ${comment}, ${TOOL_VERSION}) as id`
  return row?.id ?? 0
}

/** Asked before the question, so that no one confirms what cannot be written. */
export async function requireOpen(sql: Sql): Promise<void> {
  const [found] = await sql<{ role: string; mayApprove: boolean }[]>`
    select session_user::text as role, coalesce(bool_or(
      has_schema_privilege(n.oid, 'usage') and has_function_privilege(p.oid, 'execute')
    ), false) as "mayApprove"
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace and n.nspname = 'valence_migration'
    where p.proname = 'approve'`
  if (found?.mayApprove === true) return
  const role = found?.role ?? ''
  throw new MigrationError(`Approvals are not open for ${role} on this database`, {
    code: 'VAL-APPROVALS-CLOSED',
    object: role,
    hint: `Whoever migrates opens them once, as the owner of the tables: npm run migrate:approve -- --open-for ${role}`,
  })
}
