import { isTable, isView, qualified, type Sql, sqlState, type Transaction } from '@valence/db'
import type { PhaseId } from '../../phase.ts'
import { viewsOf } from '../../phases/index.ts'
import type { MigrationPlan } from './plan.ts'

/** A lock on a table, under the name that it has now. */
export interface TableLock {
  readonly table: string
  readonly mode: string
}

type Planned = Pick<MigrationPlan, 'context' | 'phases'>

const EXCLUSIVE = 'access exclusive'

/** What a phase locks for its DDL: views that it replaces, then tables in the order of its plan. */
export async function locksForExpand(
  sql: Sql,
  plan: Planned,
  id: PhaseId,
): Promise<readonly TableLock[]> {
  const views = await existingViews(sql, viewsOf(plan.context, id, 'expand'))
  return [...views, ...(await tablesForExpand(sql, plan, id))]
}

async function tablesForExpand(
  sql: Sql,
  plan: Planned,
  id: PhaseId,
): Promise<readonly TableLock[]> {
  const planned = plan.phases.find((phase) => phase.id === id)?.locks ?? []
  return await existing(
    sql,
    plan,
    planned.filter(({ duration }) => duration === 'moment'),
  )
}

async function existingViews(sql: Sql, names: readonly string[]): Promise<readonly TableLock[]> {
  const locks: TableLock[] = []
  for (const table of names) {
    if (await isView(sql, table)) locks.push({ table, mode: EXCLUSIVE })
  }
  return locks
}

/** What a phase locks on its way back: views that it drops, the same tables and those that it made, and for everyone. */
export async function locksForRollback(
  sql: Sql,
  plan: Planned,
  id: PhaseId,
): Promise<readonly TableLock[]> {
  const views = await existingViews(sql, viewsOf(plan.context, id, 'rollback'))
  const tables = await tablesOfPhase(sql, plan, id)
  return [...views, ...tables.map((table) => ({ table, mode: EXCLUSIVE }))]
}

/** The tables that a phase changes, in the order of its plan, and those that it made. */
export async function tablesOfPhase(
  sql: Sql,
  plan: Planned,
  id: PhaseId,
): Promise<readonly string[]> {
  const phase = plan.phases.find((one) => one.id === id)
  const tables = await existing(sql, plan, [
    ...(phase?.locks ?? []).filter(({ duration }) => duration === 'moment' || duration === 'each'),
    ...(phase?.creates ?? [])
      .filter(({ kind }) => kind === 'table')
      .map(({ name }) => ({ table: name, mode: EXCLUSIVE })),
  ])
  return tables.map(({ table }) => table)
}

async function existing(
  sql: Sql,
  { context }: Planned,
  wanted: readonly TableLock[],
): Promise<readonly TableLock[]> {
  const locks: TableLock[] = []
  for (const { table, mode } of wanted) {
    const name = context.physical[table]?.table ?? table
    const current = (await isTable(sql, name)) ? name : table
    if (locks.some((lock) => lock.table === current) || !(await isTable(sql, current))) continue
    locks.push({ table: current, mode })
  }
  return locks
}

const CANCELLED = '57014'
const LOCK_NOT_AVAILABLE = '55P03'

/**
 * Takes locks one after another, and gives up when all of them together have taken `withinMs`: whoever queues behind the
 * first one waits for the last one too. In one message, because a transaction that has one of these tables and wants another
 * meets us the likelier the longer we are at it.
 */
export async function lockTables(
  tx: Transaction,
  locks: readonly TableLock[],
  withinMs: number,
): Promise<void> {
  if (locks.length === 0) return
  const statements = locks.map(
    ({ table, mode }) => `lock table ${qualified('public', table)} in ${mode} mode;`,
  )
  try {
    await tx.unsafe(`
      set local statement_timeout = ${withinMs};
      do $locks$ begin ${statements.join(' ')} end $locks$;
      set local statement_timeout = 0`)
  } catch (error) {
    if (sqlState(error) !== CANCELLED) throw error
    throw Object.assign(new Error('The locks were not free in time', { cause: error }), {
      code: LOCK_NOT_AVAILABLE,
    })
  }
}
