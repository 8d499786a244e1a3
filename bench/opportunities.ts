/**
 * Measures what the pages of opportunities ask of the database, as a signed-in user, on the target schema with sample rows:
 * list, board, forecast, move, bulk edit, and what the history of stages costs an update.
 *
 *     node --import tsx bench/opportunities.ts --opportunities 100000 --output bench/results/opportunities-100000.json
 *
 * Each statement runs seven times; medians in milliseconds are printed, of reads by the clock and of the server's processor. The budget of a
 * read is 100 ms.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { connect, copyIn, type Database } from '@valence/db'
import { loadTarget } from '@valence/sample-data'
import { createTargetSchema } from '@valence/schema/growth'
import { preparePlatform, startPostgres, withDatabase } from '@valence/server'
import { asUser } from '@valence/testkit'
import { firstUser, type Read, timeReads } from './parts/reads.ts'
import { median } from './parts/timing.ts'

const { values } = parseArgs({
  options: {
    opportunities: { type: 'string', default: '100000' },
    output: { type: 'string' },
  },
})
const ROUNDS = 7

const READS: readonly Read[] = [
  ['board, no filter', `opportunity_board()`],
  ['board, one owner', `opportunity_board('{"sales_id": [2]}')`],
  ['board, one organization', `opportunity_board('{"customer_organization_id": 77}')`],
  ['board, one contact', `opportunity_board('{"contact_id": 77}')`],
  [
    'board, priority and status',
    `opportunity_board('{"priority": ["high"], "status": ["active"]}')`,
  ],
  ['board, amounts', `opportunity_board('{"amount@gte": 50000, "amount@lte": 60000}')`],
  [
    'board, days of the close',
    `opportunity_board('{"closing_day@gte": "2026-11-01", "closing_day@lte": "2026-11-30"}')`,
  ],
  ['board, a common word', `opportunity_board('{"q": "design"}')`],
  ['board, two words', `opportunity_board('{"q": "design acme"}')`],
  ['board, a word that is nowhere', `opportunity_board('{"q": "zzzyzx"}')`],
  ['board, a word with an accent', `opportunity_board('{"q": "café"}')`],
  ['sums only', `opportunity_board('{}', 0)`],
  ['list, newest', `list_opportunities('{}', 'created_at', true)`],
  ['list, by amount', `list_opportunities('{}', 'amount', true)`],
  ['list, by organization', `list_opportunities('{}', 'company_name', false)`],
  ['list, by owner', `list_opportunities('{}', 'owner_name', false)`],
  ['list, page 400', `list_opportunities('{}', 'created_at', true, 25, 10000)`],
  ['list, a common word', `list_opportunities('{"q": "design"}', 'created_at', true)`],
  ['list, a word that is nowhere', `list_opportunities('{"q": "zzzyzx"}', 'created_at', true)`],
  ['export, 1000 rows by key', `list_opportunities('{"id@gt": 50000}', 'id', false, 1000)`],
  ['forecast', `opportunity_forecast()`],
]

const folder = await mkdtemp(path.join(tmpdir(), 'valence-bench-'))
const postgres = await startPostgres({ dataDir: path.join(folder, 'data') })
try {
  const maintenance = connect(withDatabase(postgres.superuserUrl, 'postgres'), { max: 1 })
  await maintenance.unsafe('create database bench')
  await maintenance.end()
  await preparePlatform(postgres.superuserUrl, 'bench')
  const db = connect(postgres.urlFor('postgres', 'bench'), { max: 2 })
  await createTargetSchema(db)
  await load(db, Number(values.opportunities))
  const user = await firstUser(db)
  const reads = await timeReads(db, user, READS)
  const writes = {
    'move to the top': await medianOfMoves(db, user),
    'bulk edit of 5000, after single edits': await timeOf(() =>
      asUser(db, user, (tx) =>
        tx.unsafe(`select public.bulk_update_opportunities(jsonb_build_array(jsonb_build_object(
          'ids', (select jsonb_agg(id) from (select o.id from public.opportunities as o order by o.id limit 5000) as chosen),
          'set', '{"priority": "high"}'::jsonb)))`),
      ),
    ),
  }
  const updates = await costOfHistory(db)
  const result = {
    opportunities: Number(values.opportunities),
    cpu: cpus()[0]?.model,
    load: loadavg(),
    reads,
    writes,
    updates,
  }
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
  if (values.output) await writeFile(values.output, `${JSON.stringify(result, null, 2)}\n`)
  await db.end()
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function load(db: Database, opportunities: number): Promise<void> {
  const connection = await db.reserve()
  await loadTarget(
    {
      run: (statements) => connection.unsafe(statements),
      copy: (statement, lines) => copyIn(connection, statement, lines),
    },
    { opportunities },
  )
  // A history as it would be after some time of use: each opportunity was moved twice.
  await connection.unsafe(`
    insert into public.opportunity_stage_history (opportunity_id, from_stage, to_stage, changed_at)
    select o.id, moved.was, coalesce(moved.became, o.stage), o.created_at + moved.after
    from public.opportunities as o
    cross join (
      values
        ('lead'::public.opportunity_stage, 'qualified'::public.opportunity_stage, interval '3 days'),
        ('qualified', null, interval '9 days')
    ) as moved (was, became, after);
    analyze`)
  connection.release()
}

/** The costliest drag: to the top of a full column, so that every card below moves down. */
async function medianOfMoves(db: Database, user: string): Promise<number> {
  const cards = await db<{ id: number }[]>`
    select o.id from public.opportunities as o
    where o.stage = 'proposal' and o.archived_at is null order by o.index desc limit ${ROUNDS}`
  const times: number[] = []
  for (const { id } of cards) {
    const [top] = await db<{ id: number }[]>`
      select o.id from public.opportunities as o
      where o.stage = 'lead' and o.archived_at is null order by o.index, o.id limit 1`
    times.push(
      await timeOf(() =>
        asUser(
          db,
          user,
          (tx) => tx`select public.move_opportunity(${id}, 'lead', ${top?.id ?? null})`,
        ),
      ),
    )
  }
  return median(times)
}

/** Rows a second for updates of the amount and of the stage, with the trigger of the history and without it. */
async function costOfHistory(db: Database): Promise<Record<string, number>> {
  const rates: Record<string, number[]> = {}
  const rows = 5000
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const state of ['enable', 'disable']) {
      await db.unsafe(`alter table public.opportunities ${state} trigger valence_record_stage`)
      for (const [what, set] of [
        ['amount', 'amount = coalesce(amount, 0) + 1'],
        [
          'stage',
          `stage = case when stage = 'lead' then 'qualified' else 'lead' end::public.opportunity_stage`,
        ],
      ] as const) {
        const from = 1000 + round * rows
        const ms = await timeOf(() =>
          db.unsafe(
            `update public.opportunities set ${set} where id > ${from} and id <= ${from + rows}`,
          ),
        )
        const key = `${what}, ${state === 'enable' ? 'with' : 'without'} history`
        rates[key] = [...(rates[key] ?? []), (1000 * rows) / ms]
      }
    }
  }
  return Object.fromEntries(
    Object.entries(rates).map(([key, found]) => [key, Math.round(median(found))]),
  )
}

async function timeOf(work: () => PromiseLike<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return Math.round((performance.now() - startedAt) * 10) / 10
}
