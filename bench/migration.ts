/**
 * Measures a whole migration and its rollback on a sample installation, in a local installation of its own.
 *
 *     node --import tsx bench/migration.ts --deals 100000 --generation g21
 *     node --import tsx bench/migration.ts --deals 1000000 --dry-run
 *
 * Prints seconds and rows per second for each task, the tool's peak memory, and how the dry run's estimate compares.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import {
  connect,
  copyIn,
  defaultRunOptions,
  dryRun,
  type MigrationEvent,
  runMigration,
  runRollback,
} from '@valence/migrate'
import { legacyDdl, loadLegacy } from '@valence/sample-data'
import { openStack } from '@valence/server'

const { values } = parseArgs({
  options: {
    deals: { type: 'string', default: '20000' },
    generation: { type: 'string', default: 'g21' },
    output: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
  },
})
const generation = values.generation === 'g8' ? 'g8' : 'g21'
const deals = Number(values.deals)

const home = await mkdtemp(path.join(tmpdir(), 'valence-bench-'))
const stack = await openStack({ home })
try {
  const url = await stack.createDatabase('bench')
  await load(url)
  const dryRunMemory = watchMemory()
  const planned = await timed(() => dryRun(url, {}))
  const dryRunMegabytes = dryRunMemory.stop()
  if (values['dry-run']) {
    print({ deals, dryRunSeconds: planned.seconds, dryRunMegabytes, tasks: [] })
    process.exitCode = planned.result.kind === 'plan' ? 0 : 1
  } else {
    await measureMigration(url, planned)
  }
} finally {
  await stack.stop()
  await rm(home, { recursive: true, force: true })
}

async function measureMigration(
  url: string,
  planned: { result: Awaited<ReturnType<typeof dryRun>>; seconds: number },
): Promise<void> {
  const options = {
    ...defaultRunOptions,
    databaseUrl: url,
    backupFolder: path.join(home, 'backups'),
    isSolo: true,
    signal: new AbortController().signal,
  }
  const watch = watchMemory()
  const tasks: Task[] = []
  const migration = await timed(() => runMigration(options, async () => true, recorder(tasks)))
  const rollback = await timed(() =>
    runRollback(
      options,
      async () => true,
      () => {},
    ),
  )
  const result = {
    generation,
    deals,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}`,
    node: process.version,
    dryRunSeconds: planned.seconds,
    estimatedSeconds: planned.result.kind === 'plan' ? planned.result.plan.estimate.seconds : null,
    migrationSeconds: migration.seconds,
    rollbackSeconds: rollback.seconds,
    ratioToEstimate:
      planned.result.kind === 'plan'
        ? round(migration.seconds / planned.result.plan.estimate.seconds)
        : null,
    peakMemoryMegabytes: watch.stop(),
    tasks,
  }
  print(result)
  if (values.output !== undefined)
    await writeFile(values.output, `${JSON.stringify(result, null, 2)}\n`)
}

interface Task {
  readonly task: string
  readonly rows: number
  readonly seconds: number
}

async function load(url: string): Promise<void> {
  const db = connect(url, { max: 1 })
  await db.unsafe(legacyDdl(generation))
  await loadLegacy(
    {
      run: (statements) => db.unsafe(statements),
      copy: (statement, lines) => copyIn(db, statement, lines),
    },
    { generation, deals, defects: 'light' },
  )
  await db.end()
}

function recorder(tasks: Task[]): (event: MigrationEvent) => void {
  let started = { rows: 0, at: 0 }
  return (event) => {
    if (event.kind === 'task-started') started = { rows: event.total, at: performance.now() }
    if (event.kind !== 'task-finished') return
    tasks.push({
      task: event.task,
      rows: started.rows,
      seconds: round((performance.now() - started.at) / 1_000),
    })
  }
}

function watchMemory(): { stop(): number } {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  return {
    stop: () => {
      clearInterval(timer)
      return Math.round(peak / 1_000_000)
    },
  }
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; seconds: number }> {
  const startedAt = performance.now()
  const result = await work()
  return { result, seconds: round((performance.now() - startedAt) / 1_000) }
}

function print(result: { tasks: readonly Task[] } & Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(result)) {
    if (name !== 'tasks') process.stdout.write(`${name.padEnd(22)} ${value}\n`)
  }
  for (const { task, rows, seconds } of result.tasks) {
    const rate =
      rows === 0 || seconds === 0
        ? ''
        : `${Math.round(rows / seconds).toLocaleString('en-US')} rows/s`
    process.stdout.write(`  ${task.padEnd(12)} ${String(seconds).padStart(8)} s  ${rate}\n`)
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
