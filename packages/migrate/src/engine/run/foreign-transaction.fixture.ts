import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '@valence/db'
import type { TestDatabase } from '@valence/testkit'
import type { MigrationEvent } from '../ground/events.ts'
import { runMigration } from './run-migration.ts'
import { testOptions } from './stepwise.fixture.ts'

export interface ForeignTransaction {
  /** What the other session does before it falls asleep in its transaction. */
  readonly statement: string
  /** How long it stays so once phase 1.1 has begun. */
  readonly holdMs: number
  readonly backupFolder: string
}

export interface Behaviour {
  /** How the run ended. */
  readonly kind: string
  /** What the run said of locks that were not free. */
  readonly complaints: readonly string[]
  /** The longest that a statement of the application took meanwhile. */
  readonly slowestMs: number
  /** Statements of the application in that time. */
  readonly statements: number
}

/** Migrates while another session holds a lock from before the run on, and while the application works. */
export async function migrateBehind(
  database: TestDatabase,
  { statement, holdMs, backupFolder }: ForeignTransaction,
): Promise<Behaviour> {
  const holder = connect(database.url, { max: 1, applicationName: 'a forgotten window' })
  const complaints: string[] = []
  let isTaken = () => {}
  const taken = new Promise<void>((resolve) => {
    isTaken = resolve
  })
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const held = holder.begin(async (tx) => {
    await tx.unsafe(statement)
    isTaken()
    await released
  })
  await taken
  const stop = new AbortController()
  const application = work(database, stop.signal)
  try {
    const run = await runMigration(
      testOptions(database.url, { backupFolder }),
      async () => true,
      (event: MigrationEvent) => {
        if (event.kind === 'message' && event.text.includes('a lock is not free'))
          complaints.push(event.text)
        if (event.kind === 'task-started' && event.task === '1.1') setTimeout(release, holdMs)
      },
    )
    stop.abort()
    return { kind: run.kind, complaints, ...(await application) }
  } finally {
    stop.abort()
    release()
    await held
    await holder.end({ timeout: 5 })
  }
}

/** Reads and writes a deal that nobody else touches, as the old application does. */
async function work(
  database: TestDatabase,
  signal: AbortSignal,
): Promise<{ readonly slowestMs: number; readonly statements: number }> {
  let slowestMs = 0
  let statements = 0
  while (!signal.aborted) {
    const startedAt = performance.now()
    await database.sql`update public.deals set amount = ${statements} where id = 2`
    await database.sql`select id, name from public.deals where id = 3`
    slowestMs = Math.max(slowestMs, performance.now() - startedAt)
    statements += 2
    await sleep(10)
  }
  return { slowestMs, statements }
}
