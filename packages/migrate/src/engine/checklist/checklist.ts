import type { Database, Sql } from '@valence/db'
import { MigrationError } from '../../errors.ts'
import { openOwnSession } from '../../sql/session/own-session.ts'
import { latestRun, openConfirmations, type Run } from '../books/bookkeeping.ts'
import { appendLog, openLogWhereMissing } from '../books/log.ts'
import { checkByMachine } from './checklist-checks.ts'
import { ITEMS, type Item, type ItemId, type MachineResult } from './checklist-items.ts'

export interface Confirmation {
  readonly item: string
  /** The role that was signed in to the server. */
  readonly by: string
  readonly person: string | null
  readonly comment: string | null
  readonly at: Date
}

export interface ChecklistItem extends Item {
  /** `open`: only a person can say, and no one has yet. */
  readonly state: 'passed' | 'failed' | 'open' | 'confirmed'
  readonly detail: string
  readonly confirmation: Confirmation | null
}

export interface Checklist {
  readonly runId: number
  readonly items: readonly ChecklistItem[]
  /** Everything is checked or confirmed. */
  readonly isComplete: boolean
}

export interface ConfirmationToRecord {
  readonly item: string
  readonly person: string | null
  readonly comment: string | null
}

/**
 * Goes through the final sweep of a migrated database: what a machine can check is checked, what only a person can see
 * is looked up in the book of confirmations. Leaves nothing behind.
 * @throws MigrationError VAL-NOT-MIGRATED (exit code 2)
 */
export async function readChecklist(databaseUrl: string): Promise<Checklist> {
  return await withMigrated(databaseUrl, checklistOf)
}

/**
 * Writes down who confirmed an item of the latest run, and goes through the list again.
 * @throws MigrationError VAL-CHECKLIST-ITEM (exit code 2) for an item that a machine checks, or none
 */
export async function confirmItem(
  databaseUrl: string,
  confirmation: ConfirmationToRecord,
): Promise<Checklist> {
  return await withMigrated(databaseUrl, async (db, run) => {
    const before = await checklistOf(db, run)
    requireConfirmable(before, confirmation.item)
    await openLogWhereMissing(db)
    await db.begin(async (tx) => {
      await openConfirmations(tx)
      await tx`
        insert into valence_migration.confirmations (run_id, item, person, comment)
        values (${run.id}, ${confirmation.item}, ${confirmation.person}, ${confirmation.comment})`
      await appendLog(tx, 'item confirmed', run.id, { ...confirmation })
    })
    return await checklistOf(db, run)
  })
}

async function withMigrated<Result>(
  databaseUrl: string,
  work: (db: Database, run: Run) => Promise<Result>,
): Promise<Result> {
  const db = await openOwnSession(databaseUrl, { max: 1, applicationName: 'valence checklist' })
  try {
    const run = await latestRun(db)
    if (run?.state === 'migrated') return await work(db, run)
    throw new MigrationError('This database is not migrated', {
      code: 'VAL-NOT-MIGRATED',
      hint: 'Run migrate:production first; the list is gone through afterwards.',
    })
  } finally {
    await db.end({ timeout: 5 })
  }
}

async function checklistOf(db: Database, run: Run): Promise<Checklist> {
  const results = await checkByMachine(db, run)
  const confirmations = await readConfirmations(db, run.id)
  const items = ITEMS.map((item) => {
    const confirmation = confirmations.find((found) => found.item === item.id) ?? null
    return stateOf(item, results[item.id], confirmation)
  })
  const isComplete = items.every(({ state }) => state === 'passed' || state === 'confirmed')
  return { runId: run.id, items, isComplete }
}

function stateOf(
  item: Item,
  result: MachineResult | undefined,
  confirmation: Confirmation | null,
): ChecklistItem {
  const found = result ?? { state: 'open', detail: item.ask }
  if (found.state !== 'open' || confirmation === null) {
    return { ...item, ...found, confirmation: null }
  }
  return { ...item, state: 'confirmed', detail: found.detail, confirmation }
}

async function readConfirmations(sql: Sql, runId: number): Promise<readonly Confirmation[]> {
  const [book] = await sql<{ exists: boolean }[]>`
    select to_regclass('valence_migration.confirmations') is not null as exists`
  if (book?.exists !== true) return []
  return await sql<Confirmation[]>`
    select c.item, c.confirmed_by as by, c.person, c.comment, c.confirmed_at as at
    from valence_migration.confirmations as c
    where c.run_id = ${runId}
    order by c.id desc`
}

function requireConfirmable(checklist: Checklist, id: string): void {
  const item = checklist.items.find((found) => found.id === id)
  const waiting = checklist.items.filter(({ state }) => state === 'open')
  if (item?.state === 'open' || item?.state === 'confirmed') return
  throw new MigrationError(
    item === undefined
      ? `The list has no item ${id}`
      : `${id} is checked by machine: ${item.detail}`,
    {
      code: 'VAL-CHECKLIST-ITEM',
      object: id,
      hint:
        waiting.length === 0
          ? 'No item waits for a person.'
          : `These wait for a person: ${waiting.map((found): ItemId => found.id).join(', ')}`,
    },
  )
}
