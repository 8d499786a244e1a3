import {
  hasConstraint,
  ident,
  isTable,
  literal,
  qualified,
  type Sql,
  sqlFile,
  type Transaction,
} from '@valence/db'
import type { Finishing, PhaseContext } from '../../phase.ts'
import { beginNotNull, completeNotNull } from '../../sql/catalog/not-null.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { withoutTriggers } from '../../sql/session/without-triggers.ts'
import type { ParkedRows } from './in-place.ts'
import { TASK_IS_ABOUT_SOMETHING, widenedTables } from './objects.ts'
import { olderParked } from './older-columns.ts'
import { parkedColumns } from './parked-columns.ts'

/** Rows written while others were read that may be left for when everyone waits. */
const FEW_ROWS = 1_000
const MOST_ROUNDS = 10

/**
 * Keeps what the old shape cannot hold while everyone goes on working: reading it takes time for each row. What is written
 * meanwhile is noted by triggers, and kept anew by `parkChanged`, at last when the tables are locked.
 */
export async function park(work: Finishing, context: PhaseContext): Promise<void> {
  if (!(await isTable(work.sql, 'opportunities'))) return
  await work.ddl(sqlFile(import.meta.url, 'note-changed.sql'))
  // Each by itself: together they would lock most tables at once, while everyone waits.
  for (const { name } of widenedTables()) {
    await work.ddl(`
      create or replace trigger valence_note_changed after insert or update or delete on public.${ident(name)}
      for each row execute function valence_migration.note_changed()`)
  }
  for (const { parked, query } of parkedRows(context)) {
    const name = qualified(OWN_SCHEMA, parked)
    await work.sql.unsafe(
      `drop table if exists ${name}; create table ${name} as ${query}; create index on ${name} (id)`,
    )
  }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await parkChanged(work.sql, context)
    const [waiting] = await work.sql<{ rows: number }[]>`
      select count(*)::int as rows from valence_migration.changed_rows`
    if ((waiting?.rows ?? 0) < FEW_ROWS) return
  }
}

/** Keeps anew what was written since it was kept. */
export async function parkChanged(sql: Sql, context: PhaseContext): Promise<void> {
  const rows = parkedRows(context)
  const statements = widenedTables().map(({ name }) => {
    const kept = rows.filter((parked) => parked.table === name)
    return [
      `with taken as (delete from valence_migration.changed_rows where table_name = ${literal(name)} returning id)
       select array_agg(distinct id) into ids from taken;`,
      ...kept.map(
        ({ parked, query }) => `
         delete from valence_migration.${parked} where id = any (ids);
         insert into valence_migration.${parked} select found.* from (${query}) as found where found.id = any (ids);`,
      ),
    ].join('\n')
  })
  await sql.unsafe(`do $park$ declare ids bigint[]; begin ${statements.join('\n')} end $park$`)
}

/** Tasks without a contact had no place where a contact was required, of which the check in its stead tells. */
export async function dropUnheldTasks(tx: Transaction): Promise<void> {
  if (!(await hasConstraint(tx, 'tasks', TASK_IS_ABOUT_SOMETHING))) return
  await withoutTriggers(tx, { table: 'tasks', where: 't.contact_id is null' }, () =>
    tx.unsafe('delete from public.tasks as t where t.contact_id is null'),
  )
  await tx.unsafe(beginNotNull('tasks', ['contact_id']))
}

/** A contact of a task is required again, as it was, once everyone works with the old shape. */
export async function requireTaskContact(work: Finishing): Promise<void> {
  await completeNotNull(work, 'tasks', ['contact_id'])
}

function parkedRows(context: PhaseContext): readonly ParkedRows[] {
  return [...parkedColumns(context), ...olderParked(context)]
}
