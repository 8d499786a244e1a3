import type { PhaseId } from '../phase.ts'
import type { Sql, Transaction } from '../sql/client.ts'
import { qualified } from '../sql/names.ts'
import { isTable } from '../sql/relations.ts'
import type { MigrationPlan } from './plan.ts'

/** A lock on a table, under the name that it has now. */
export interface TableLock {
  readonly table: string
  readonly mode: string
}

type Planned = Pick<MigrationPlan, 'context' | 'phases'>

/** What a phase locks for its DDL, in the order of its plan. */
export async function locksForExpand(
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

/** What a phase locks on its way back: the same tables and those that it made, and for everyone. */
export async function locksForRollback(
  sql: Sql,
  plan: Planned,
  id: PhaseId,
): Promise<readonly TableLock[]> {
  const created = plan.phases.find((phase) => phase.id === id)?.creates ?? []
  const mode = 'access exclusive'
  return await existing(sql, plan, [
    ...(await locksForExpand(sql, plan, id)).map(({ table }) => ({ table, mode })),
    ...created.filter(({ kind }) => kind === 'table').map(({ name }) => ({ table: name, mode })),
  ])
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

/**
 * Takes locks one after another, and gives up when all of them together have taken `withinMs`: whoever queues behind the
 * first one waits for the last one too. Left to the statements that need them, each would have a time limit of its own.
 */
export async function lockTables(
  tx: Transaction,
  locks: readonly TableLock[],
  withinMs: number,
): Promise<void> {
  const startedAt = performance.now()
  for (const { table, mode } of locks) {
    const leftMs = Math.max(1, Math.floor(withinMs - (performance.now() - startedAt)))
    await tx.unsafe(
      `set local lock_timeout = ${leftMs}; lock table ${qualified('public', table)} in ${mode} mode`,
    )
  }
  await tx.unsafe(`set local lock_timeout = ${withinMs}`)
}
