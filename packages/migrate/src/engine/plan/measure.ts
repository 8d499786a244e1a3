import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { copyOut, ident, qualified, type Transaction } from '@valence/db'
import { type ChecksumTarget, checksumExpression } from '../../sql/catalog/checksums.ts'
import type { ServerSpeed, TableMeasure } from './estimate-input.ts'

/** Of each table at most about this much is read for the measurement, in pages chosen at random. */
const SAMPLE_BYTES = 4_000_000
const HASH_ROUNDS = 2
const PROBE_ROUNDS = 5
const TRIP_ROUNDS = 9

/** What a table weighs, from the catalog. */
interface TableSize {
  readonly heapBytes: number
  readonly toastBytes: number
  readonly indexBytes: number
  readonly indexes: number
}

/** Times fixed work and empty statements on the server, in rounds. Reads nothing and changes nothing. */
export async function measureSpeed(sql: Transaction): Promise<ServerSpeed> {
  const probes: number[] = []
  const trips: number[] = []
  for (let round = 0; round < TRIP_ROUNDS; round += 1) {
    trips.push(await secondsOf(() => sql`select 1`))
  }
  const roundTripSeconds = median(trips)
  for (let round = 0; round < PROBE_ROUNDS; round += 1) {
    const seconds = await secondsOf(
      () => sql`
        select sum(hashtextextended(repeat(g::text, 20), 0)::numeric) from generate_series(1, 50000) as g`,
    )
    probes.push(seconds - roundTripSeconds)
  }
  return { probeSeconds: Math.max(0.001, median(probes)), roundTripSeconds }
}

/**
 * Weighs each table and times, over a bounded sample of its pages, what the run will do with all of it: the checksum
 * of its rows, and copying them out and compressing them. Reads only; the sample's rows go nowhere.
 */
export async function measureTables(
  sql: Transaction,
  targets: readonly ChecksumTarget[],
  counts: Readonly<Record<string, number>>,
): Promise<Readonly<Record<string, TableMeasure>>> {
  const measured: Record<string, TableMeasure> = {}
  for (const target of targets) {
    const rows = counts[target.name]
    if (rows === undefined) continue
    const size = await sizeOf(sql, target)
    measured[target.name] = { rows, ...size, ...(await sample(sql, target, rows, size)) }
  }
  return measured
}

async function sizeOf(sql: Transaction, { schema, name }: ChecksumTarget): Promise<TableSize> {
  const [size] = await sql<TableSize[]>`
    select
      pg_relation_size(c.oid)::float8 as "heapBytes",
      (pg_table_size(c.oid) - pg_relation_size(c.oid))::float8 as "toastBytes",
      pg_indexes_size(c.oid)::float8 as "indexBytes",
      (select count(*) from pg_index as i where i.indrelid = c.oid)::float8 as indexes
    from pg_class as c
    where c.oid = to_regclass(${qualified(schema, name)})`
  return size ?? { heapBytes: 0, toastBytes: 0, indexBytes: 0, indexes: 0 }
}

type Sampled = Pick<TableMeasure, 'textBytes' | 'gzipBytes' | 'hashSeconds' | 'copySeconds'>

async function sample(
  sql: Transaction,
  target: ChecksumTarget,
  rows: number,
  size: TableSize,
): Promise<Sampled> {
  const percent = Math.min(
    100,
    (100 * SAMPLE_BYTES) / Math.max(1, size.heapBytes + size.toastBytes),
  )
  const part = `${qualified(target.schema, target.name)} as t tablesample system (${percent}) repeatable (0)`
  const hashes: number[] = []
  let seen = 0
  for (let round = 0; round < HASH_ROUNDS; round += 1) {
    hashes.push(
      await secondsOf(async () => {
        const [found] = await sql.unsafe<{ rows: number }[]>(
          `select count(*)::float8 as rows, sum(${checksumExpression(target.columns)}) from ${part}`,
        )
        seen = found?.rows ?? 0
      }),
    )
  }
  if (seen === 0) return { textBytes: 0, gzipBytes: 0, hashSeconds: 0, copySeconds: 0 }
  const copied = await copySample(sql, target.columns, part)
  const share = rows / seen
  return {
    textBytes: copied.textBytes * share,
    gzipBytes: copied.gzipBytes * share,
    hashSeconds: Math.min(...hashes) * share,
    copySeconds: copied.seconds * share,
  }
}

async function copySample(
  sql: Transaction,
  columns: readonly string[],
  part: string,
): Promise<{ textBytes: number; gzipBytes: number; seconds: number }> {
  let textBytes = 0
  let gzipBytes = 0
  const seconds = await secondsOf(async () => {
    const names = columns.map((name) => `t.${ident(name)}`).join(', ')
    const source = await copyOut(sql, `copy (select ${names} from ${part}) to stdout`)
    source.on('data', (chunk: Buffer) => {
      textBytes += chunk.length
    })
    const sink = new PassThrough().on('data', (chunk: Buffer) => {
      gzipBytes += chunk.length
    })
    await pipeline(source, createGzip({ level: 1 }), sink)
  })
  return { textBytes, gzipBytes, seconds }
}

async function secondsOf(work: () => PromiseLike<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1_000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
