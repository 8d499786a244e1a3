import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { APPLICATION_PATH, connect } from '@valence/db'
import type { MigrationEvent } from '@valence/migrate'
import type { BenchStack } from './bench-stack.ts'
import { round, timed } from './timing.ts'

const SCRIPT = fileURLToPath(new URL('./offline.sql', import.meta.url))
const PHASES = ['1.1', '1.2', '1.3', '1.4', 'rest']

/** Tables whose rows the copy limit copies, as a migration leaves them. */
const FILLED = [
  'contact_organizations',
  'opportunity_contacts',
  'opportunity_participants',
  'activities',
]

export interface EndToEnd {
  /** From the command to its end, with plan, backup, proof and verification. */
  readonly runSeconds: number
  readonly phaseSeconds: Readonly<Record<string, number>>
  readonly phaseRowsPerSecond: Readonly<Record<string, number>>
  readonly peakMegabytes: number
  readonly offlineSeconds: number
  readonly offlineBy: 'psql' | 'driver'
  readonly copySeconds: number
  readonly copyRowsPerSecond: number
  /** The phases against the offline script, and against copying the rows that they write; asked for is at most 1.5 of the first. */
  readonly phasesToOffline: number
  readonly phasesToCopy: number
}

/** The migration, the same as a plain SQL script, and the mere copying of the rows that it makes, side by side. */
export async function measureEndToEnd(bench: BenchStack): Promise<EndToEnd> {
  const migrated = await bench.copy('bench_run')
  const clock = phaseClock()
  const run = await timed(() => bench.migrate(migrated, clock.onEvent))
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_000)
  const copied = await copyRows(migrated)
  await bench.drop('bench_run')

  const offline = await bench.copy('bench_offline')
  const { result: offlineBy, seconds: offlineSeconds } = await timed(() => runScript(offline))
  await bench.drop('bench_offline')

  const phases = PHASES.reduce((sum, phase) => sum + (clock.seconds[phase] ?? 0), 0)
  return {
    runSeconds: run.seconds,
    phaseSeconds: clock.seconds,
    phaseRowsPerSecond: Object.fromEntries(
      PHASES.map((phase) => [
        phase,
        Math.round((clock.rows[phase] ?? 0) / (clock.seconds[phase] ?? 1)),
      ]),
    ),
    peakMegabytes,
    offlineSeconds,
    offlineBy,
    copySeconds: copied.seconds,
    copyRowsPerSecond: Math.round(copied.result / copied.seconds),
    phasesToOffline: round(phases / offlineSeconds),
    phasesToCopy: round(phases / copied.seconds),
  }
}

function phaseClock() {
  const seconds: Record<string, number> = {}
  const rows: Record<string, number> = {}
  let startedAt = 0
  return {
    seconds,
    rows,
    onEvent(event: MigrationEvent): void {
      if (event.kind === 'message' || !PHASES.includes(event.task)) return
      if (event.kind === 'task-started') startedAt = performance.now()
      if (event.kind === 'task-progress') rows[event.task] = event.done
      if (event.kind === 'task-finished') {
        seconds[event.task] = round((performance.now() - startedAt) / 1_000)
      }
    },
  }
}

/** Through psql where there is one, as the comparison is meant; the driver sends the same text in one message. */
async function runScript(url: string): Promise<'psql' | 'driver'> {
  const psql = spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', SCRIPT, url], {
    encoding: 'utf8',
  })
  if (psql.status === 0) return 'psql'
  if (psql.error === undefined) throw new Error(`The offline script failed: ${psql.stderr}`)
  const db = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  await db.unsafe(readFileSync(SCRIPT, 'utf8'))
  await db.end()
  return 'driver'
}

/** INSERT … SELECT of the rows into tables with the same columns, keys and indexes. Returns how many. */
async function copyRows(url: string): Promise<{ result: number; seconds: number }> {
  const db = connect(url, { max: 1, settings: { search_path: APPLICATION_PATH } })
  for (const table of FILLED) {
    await db.unsafe(`create table public.copy_of_${table} (like public.${table} including all)`)
    const keys = await db<{ definition: string }[]>`
      select pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = ${`public.${table}`}::regclass and contype = 'f'`
    for (const { definition } of keys) {
      await db.unsafe(`alter table public.copy_of_${table} add ${definition}`)
    }
  }
  const copied = await timed(async () => {
    let rows = 0
    for (const table of FILLED) {
      rows += (await db.unsafe(`insert into public.copy_of_${table} select * from public.${table}`))
        .count
    }
    return rows
  })
  await db.end()
  return copied
}
