import { setTimeout as sleep } from 'node:timers/promises'
import { ident, qualified, type Sql } from '@valence/db'
import type { Check, PhaseContext } from '../../phase.ts'
import {
  BUCKET_SIZE,
  type Bucket,
  type ChecksumDifference,
  type ChecksumTarget,
  checksums,
  compareChecksums,
} from '../../sql/catalog/checksums.ts'
import { writtenSince } from '../../sql/session/own-writes.ts'
import { forgetTraffic, type RowTraffic, readTraffic, TOLD_WITHIN_MS } from './capture-moment.ts'

/** What a run captured of one table. */
export interface Captured extends RowTraffic {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: string | null
  readonly buckets: readonly Bucket[]
  readonly oid: number
  /** A copy of the rows from before the run, where one was made. */
  readonly copy: string | null
}

export interface CompareOptions {
  /** No one wrote since the capture: then every difference is a failure. */
  readonly isStrict: boolean
}

/** How the rows of a table differ from the captured ones. */
interface Differences {
  /** Rows that someone wrote since: theirs to change. */
  readonly written: number
  /** Rows that no one wrote, and that read otherwise all the same, or came from nowhere. */
  readonly wrong: number
  /** Rows that are no longer there. */
  readonly gone: number
  readonly examples: readonly string[]
}

/**
 * Compares every row and column of every legacy table with its state before the run, also much later. A row that the
 * application wrote meanwhile may differ, and is counted; every other one must read the same, and only as many may be
 * gone as the server saw deleted.
 */
export async function compareCaptured(
  sql: Sql,
  runId: number,
  context: PhaseContext,
  options: CompareOptions,
): Promise<readonly Check[]> {
  const horizon = await readHorizon(sql, runId)
  if (horizon === null) return []
  const found: Compared[] = []
  for (const table of await readCaptured(sql, runId)) {
    found.push(await compareTable(sql, table, physicalTarget(table, context), horizon))
  }
  const moved = await movedSequences(sql, runId)
  const traffic = await trafficOf(sql, found)
  const isBusy = found.some(
    ({ table, differences }) =>
      differences.written > 0 || hadTraffic(table, traffic.get(table.oid)),
  )
  return [
    ...found.map(({ table, differences }) =>
      tableCheck(table, differences, deletedSince(table, traffic.get(table.oid)), options),
    ),
    sequenceCheck(moved, isBusy && !options.isStrict),
  ]
}

/** What a run captured of a table, or null. */
export async function findCaptured(
  sql: Sql,
  runId: number,
  name: string,
): Promise<Captured | null> {
  const [captured] = await readCaptured(sql, runId, name)
  return captured ?? null
}

/** Compares one table that no phase has changed yet, under its old name. */
export async function compareUntouched(sql: Sql, runId: number, table: Captured): Promise<Check> {
  const horizon = (await readHorizon(sql, runId)) ?? '0'
  const compared = await compareTable(sql, table, { ...table, schema: 'public' }, horizon)
  const traffic = await trafficOf(sql, [compared])
  const deleted = deletedSince(table, traffic.get(table.oid))
  return tableCheck(table, compared.differences, deleted, { isStrict: false })
}

interface Compared {
  readonly table: Captured
  readonly differences: Differences
}

async function compareTable(
  sql: Sql,
  table: Captured,
  target: ChecksumTarget,
  horizon: string,
): Promise<Compared> {
  const buckets = compareChecksums(table.buckets, await checksums(sql, target))
  return { table, differences: await findDifferences(sql, table, target, buckets, horizon) }
}

/** Where the run's captured state ends; null for a run of which nothing was captured. */
export async function readHorizon(sql: Sql, runId: number): Promise<string | null> {
  const [row] = await sql<{ horizon: string }[]>`
    select h.horizon::text as horizon from valence_migration.capture_horizon as h where h.run_id = ${runId}`
  return row?.horizon ?? null
}

async function readCaptured(
  sql: Sql,
  runId: number,
  only: string | null = null,
): Promise<readonly Captured[]> {
  return await sql<Captured[]>`
    select
      c.table_name as name, c.columns, c.key, c.buckets, c.table_oid::int8 as oid, c.inserts, c.deletes,
      b.table_name as copy
    from valence_migration.captured_checksums as c
    left join valence_migration.backup_tables as b on b.run_id = c.run_id and b.source = c.table_name
    where c.run_id = ${runId}
      and (${only}::text is null or c.table_name = ${only})
    order by c.table_name`
}

/** The table that has the rows now, with the legacy columns under their new names. */
function physicalTarget(table: Captured, context: PhaseContext): ChecksumTarget {
  const physical = context.physical[table.name] ?? { table: table.name, renames: {} }
  return {
    schema: 'public',
    name: physical.table,
    columns: table.columns.map((column) => physical.renames[column] ?? column),
    key: table.key,
  }
}

async function findDifferences(
  sql: Sql,
  table: Captured,
  target: ChecksumTarget,
  buckets: readonly ChecksumDifference[],
  horizon: string,
): Promise<Differences> {
  if (buckets.length === 0) return NO_DIFFERENCES
  const { copy, key } = table
  if (copy === null || key === null) return await differencesByBucket(sql, target, buckets, horizon)
  const byRow = await differencesByRow(sql, { ...table, copy, key }, target, buckets, horizon)
  // Where each row is as in the copy, the copy itself is later than what was captured: written before it was made, or not.
  const others = buckets.filter(({ bucket }) => !byRow.buckets.includes(bucket))
  if (others.length === 0) return byRow
  const byBucket = await differencesByBucket(sql, target, others, horizon)
  return {
    written: byRow.written + byBucket.written,
    wrong: byRow.wrong + byBucket.wrong,
    gone: byRow.gone + byBucket.gone,
    examples: [...byRow.examples, ...byBucket.examples].slice(0, 5),
  }
}

const NO_DIFFERENCES: Differences = { written: 0, wrong: 0, gone: 0, examples: [] }

/** Row by row against the copy from before the run, in the ranges of keys that differ. */
async function differencesByRow(
  sql: Sql,
  table: Captured & { readonly copy: string; readonly key: string },
  target: ChecksumTarget,
  buckets: readonly ChecksumDifference[],
  horizon: string,
): Promise<Differences & { readonly buckets: readonly string[] }> {
  const key = ident(table.key)
  const content = (alias: string, columns: readonly string[]) =>
    `row(${columns.map((column) => `${alias}.${ident(column)}`).join(', ')})::text`
  const inRange = (alias: string) =>
    `coalesce(${alias}.${key} / ${BUCKET_SIZE}, -1)::text = any ($1::text[])`
  const [row] = await sql.unsafe<(Differences & { buckets: string[] })[]>(
    `with pairs as materialized (
       select
         coalesce(o.id, n.id) as id,
         n.id is null as is_gone,
         coalesce(n.is_written, false) or w.id is not null as is_written
       from (
         select o.${key} as id, ${content('o', table.columns)} as content
         from ${qualified('valence_migration', table.copy)} as o
         where ${inRange('o')}
       ) as o
       full join (
         select n.${key} as id, ${content('n', target.columns)} as content, ${writtenSince('n', horizon)} as is_written
         from ${qualified('public', target.name)} as n
         where ${inRange('n')}
       ) as n on n.id = o.id
       left join valence_migration.written_rows as w on w.table_oid = $2::bigint::oid and w.id = n.id
       where o.content is distinct from n.content
     )
     select
       (select count(*) from pairs where is_written and not is_gone)::float8 as written,
       (select count(*) from pairs where not is_written and not is_gone)::float8 as wrong,
       (select count(*) from pairs where is_gone)::float8 as gone,
       array(select p.id::text from pairs as p where is_gone or not is_written order by is_gone, p.id limit 5) as examples,
       array(select distinct coalesce(p.id / ${BUCKET_SIZE}, -1)::text from pairs as p) as buckets`,
    [buckets.map(({ bucket }) => bucket), table.oid],
  )
  return row ?? { ...NO_DIFFERENCES, buckets: [] }
}

/** A table that we never write has no copy: a range differs rightly where one of its rows was written since, or is gone. */
async function differencesByBucket(
  sql: Sql,
  target: ChecksumTarget,
  buckets: readonly ChecksumDifference[],
  horizon: string,
): Promise<Differences> {
  const range =
    target.key === null ? `'0'` : `coalesce(t.${ident(target.key)} / ${BUCKET_SIZE}, -1)::text`
  const noted =
    target.key === null
      ? ''
      : `or exists (
           select from valence_migration.written_rows as w
           where w.table_oid = t.tableoid and w.id = t.${ident(target.key)}
         )`
  const rows = await sql.unsafe<{ bucket: string; written: number }[]>(
    `select ${range} as bucket, count(*)::float8 as written
     from ${qualified(target.schema, target.name)} as t
     where ${range} = any ($1::text[]) and (${writtenSince('t', horizon)} ${noted})
     group by 1`,
    [buckets.map(({ bucket }) => bucket)],
  )
  const writtenIn = new Map(rows.map(({ bucket, written }) => [bucket, written]))
  const untouched = buckets.filter(({ bucket }) => !writtenIn.has(bucket))
  const missing = (difference: ChecksumDifference) =>
    Math.max(0, (difference.before?.rows ?? 0) - (difference.after?.rows ?? 0))
  const sum = (numbers: readonly number[]) => numbers.reduce((total, next) => total + next, 0)
  return {
    written: sum([...writtenIn.values()]),
    wrong: untouched.filter((difference) => missing(difference) === 0).length,
    gone: sum(buckets.map(missing)),
    examples: untouched
      .slice(0, 5)
      .map(
        ({ bucket, before, after }) =>
          `range ${bucket}: ${before?.rows ?? 0} rows before, ${after?.rows ?? 0} after`,
      ),
  }
}

/** The statistics, once they explain the rows that are gone or had the time to. */
async function trafficOf(
  sql: Sql,
  found: readonly Compared[],
): Promise<ReadonlyMap<number, RowTraffic>> {
  const gone = found.filter(({ differences }) => differences.gone > 0)
  for (const startedAt = performance.now(); ; ) {
    const traffic = await readTraffic(sql)
    const isExplained = gone.every(({ table, differences }) => {
      const deleted = deletedSince(table, traffic.get(table.oid))
      return deleted === null || deleted >= differences.gone
    })
    if (isExplained || performance.now() - startedAt > TOLD_WITHIN_MS) return traffic
    await sleep(1_000)
    await forgetTraffic(sql)
  }
}

/** Rows deleted since the capture; null where the statistics were reset, as a crash of the server does. */
function deletedSince(before: RowTraffic, now: RowTraffic | undefined): number | null {
  if (now === undefined || now.deletes < before.deletes || now.inserts < before.inserts) return null
  return now.deletes - before.deletes
}

function hadTraffic(before: RowTraffic, now: RowTraffic | undefined): boolean {
  return now?.inserts !== before.inserts || now.deletes !== before.deletes
}

function tableCheck(
  table: Captured,
  { written, wrong, gone, examples }: Differences,
  deleted: number | null,
  { isStrict }: CompareOptions,
): Check {
  const lost = isStrict ? gone : Math.max(0, gone - (deleted ?? gone))
  const details = [
    ...(written > 0 ? [`${rowsText(written)} written since`] : []),
    ...(gone > lost ? [`${rowsText(gone - lost)} deleted since`] : []),
    ...(gone > 0 && deleted === null
      ? ['the statistics of the server were reset, so that no one can say by whom']
      : []),
  ]
  return {
    name: `${table.name} reads as before`,
    failures: wrong + lost + (isStrict ? written : 0),
    examples: wrong + lost > 0 ? examples : [],
    ...(details.length === 0 ? {} : { detail: details.join('; ') }),
  }
}

function rowsText(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'row' : 'rows'}`
}

interface MovedSequence {
  readonly name: string
  readonly isBackward: boolean
}

async function movedSequences(sql: Sql, runId: number): Promise<readonly MovedSequence[]> {
  return await sql<MovedSequence[]>`
    select c.sequence_name as name, coalesce(s.last_value, s.start_value) < c.last_value as "isBackward"
    from valence_migration.captured_sequences as c
    left join pg_sequences as s on s.schemaname = 'public' and s.sequencename = c.sequence_name
    where c.run_id = ${runId}
      and (coalesce(s.last_value, s.start_value), s.last_value is not null)
        is distinct from (c.last_value, c.is_called)
    order by c.sequence_name`
}

function sequenceCheck(moved: readonly MovedSequence[], isBusy: boolean): Check {
  const wrong = moved.filter((sequence) => sequence.isBackward || !isBusy)
  return {
    name: 'no sequence of the installation was moved by the migration',
    failures: wrong.length,
    examples: wrong.map((sequence) => sequence.name),
  }
}
