import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MigrationEvent } from '../ground/events.ts'
import { columnsOf, OURS, relationsOf, rowsOf } from '../promises/promises.fixture.ts'
import { verifyDatabase } from './inspect.ts'
import { runMigration } from './run-migration.ts'
import { runRollback } from './run-rollback.ts'
import { testOptions } from './stepwise.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

class Cut extends Error {}

/** Breaks a run off when a task begins, before it asks for locks, or at its first batch. */
function breakOff(place: Place): (event: MigrationEvent) => void {
  return (event) => {
    if (place.kind === 'before' && event.kind === 'task-started' && event.task === place.task)
      throw new Cut()
    if (
      place.kind === 'prepared' &&
      event.kind === 'task-progress' &&
      event.task === place.task &&
      event.detail === 'short locks'
    )
      throw new Cut()
    if (
      place.kind === 'within' &&
      event.kind === 'task-progress' &&
      event.task === place.task &&
      event.done > 0
    )
      throw new Cut()
  }
}

interface Place {
  readonly generation: 'g8' | 'g21'
  readonly kind: 'before' | 'prepared' | 'within'
  readonly task: string
}

const places: readonly Place[] = [
  { generation: 'g21', kind: 'before', task: '1.1' },
  { generation: 'g21', kind: 'prepared', task: '1.1' },
  { generation: 'g8', kind: 'prepared', task: '1.1' },
  { generation: 'g8', kind: 'within', task: '1.1' },
  { generation: 'g21', kind: 'before', task: '1.2' },
  { generation: 'g8', kind: 'within', task: '1.2' },
  { generation: 'g21', kind: 'before', task: '1.3' },
  { generation: 'g8', kind: 'within', task: '1.3' },
  { generation: 'g21', kind: 'before', task: '1.4' },
  { generation: 'g8', kind: 'within', task: '1.4' },
  // After the last phase.
  { generation: 'g8', kind: 'before', task: 'analyze' },
  { generation: 'g21', kind: 'before', task: 'analyze' },
]

describe('a run that ends between two phases', () => {
  it.each(places)(
    '$kind $task on $generation goes back exactly, once and not twice, and can begin anew',
    async (place) => {
      const database = await createLegacyDatabase({ generation: place.generation })
      const migrate = (emit: (event: MigrationEvent) => void = () => {}) =>
        runMigration(
          testOptions(database.url, { backupFolder, batchSize: 20 }),
          async () => true,
          emit,
        )
      const rollBack = () =>
        runRollback(
          testOptions(database.url),
          async () => true,
          () => {},
        )
      try {
        const schema = await schemaDump(database.url, { excludeSchemas: OURS })
        const columns = await columnsOf(database)
        await expect(migrate(breakOff(place))).rejects.toBeInstanceOf(Cut)
        await write(database, place.generation, 'in between')
        const rows = await rowsOf(database, columns)

        expect((await rollBack()).kind).toBe('rolled-back')
        expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(schema)
        expect(await rowsOf(database, columns)).toEqual(rows)
        await expect(rollBack()).rejects.toMatchObject({ code: 'VAL-NOT-MIGRATED', exitCode: 2 })
        expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(schema)

        await write(database, place.generation, 'rolled back')
        expect((await migrate()).kind).toBe('migrated')
        const { checks } = await verifyDatabase(database.url)
        expect(checks.filter((check) => check.failures > 0)).toEqual([])
        const [kept] = await database.sql`
          select count(*)::int as notes from public.activities
          where description in ('in between', 'rolled back') and activity_type = 'interaction'`
        expect(kept).toEqual({ notes: 2 })

        await rollBack()
        expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(schema)
      } finally {
        await database.drop()
      }
    },
  )
})

/** Writes by the old names, and by the new ones as far as there are any. */
async function write(
  database: TestDatabase,
  generation: 'g8' | 'g21',
  text: string,
): Promise<void> {
  const [user] = await database.sql<{ id: string }[]>`
    select s.user_id as id from public.sales as s order by s.id limit 1`
  const relations = await relationsOf(database)
  const notes = generation === 'g8' ? '"dealNotes"' : 'deal_notes'
  await database.asUser(user?.id ?? '', async (tx) => {
    const [deal] = await tx<{ id: number }[]>`
      insert into public.deals (name, stage, company_id, contact_ids)
      select ${text}, 'won', min(c.company_id), array[min(c.id)] from public.contacts as c
      where c.company_id = (select min(first.id) from public.companies as first)
      returning id`
    await tx.unsafe(`insert into public.${notes} (deal_id, text) values ($1, $2)`, [
      deal?.id ?? 0,
      text,
    ])
    await tx`update public.deals set stage = 'lost', amount = 7 where id = 3`
    await tx`update public.contacts set company_id = (select max(c.id) from public.companies as c) where id = 5`
    await tx`delete from public.deals where id = 4`
    if (!relations.includes('opportunities')) return
    await tx`insert into public.opportunities (name, stage) values (${text}, 'negotiation')`
    await tx`update public.opportunities set stage = 'needs_analysis', priority = 'high' where id = 6`
  })
}
