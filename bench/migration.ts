/**
 * Measures dry runs, migrations and rollbacks of a sample installation, in a local installation of its own, and compares
 * each part with what the dry run said it would take.
 *
 *     node --import tsx bench/migration.ts --deals 100000 --generation g21 --rounds 3
 *     node --import tsx bench/migration.ts --deals 1000000 --dry-run --output bench/results/dry-run-1000000.json
 *     node --import tsx bench/migration.ts --deals 1000000 --apart --output bench/results/run-1000000.json
 *
 * The dry run is a process of its own, as an operator starts it, so that its memory is the tool's alone; with `--apart` the run,
 * a later verify and the rollback are too, and what is printed is their time and memory instead of the parts. Of several
 * rounds each is printed; on a shared machine the quickest says most. Load averages are written down with them.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { connect, copyIn } from '@valence/db'
import {
  defaultRunOptions,
  type MigrationEvent,
  type MigrationPlan,
  runMigration,
  runRollback,
} from '@valence/migrate'
import { legacyDdl, loadLegacy } from '@valence/sample-data'
import { openStack, withDatabase } from '@valence/server'

const { values } = parseArgs({
  options: {
    deals: { type: 'string', default: '20000' },
    generation: { type: 'string', default: 'g21' },
    rounds: { type: 'string', default: '1' },
    output: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    apart: { type: 'boolean', default: false },
  },
})
const generation = values.generation === 'g8' ? 'g8' : 'g21'
const deals = Number(values.deals)
const BOOTSTRAP = path.resolve(import.meta.dirname, '../scripts/bootstrap.mjs')
const TEMPLATE = 'bench'
/** The part of the estimate that a task of a run belongs to. */
const PARTS: Readonly<Record<string, string>> = {
  plan: 'dry run',
  backup: 'backup',
  prove: 'proof of the backup',
  'backup-tables': 'backup tables',
  '1.1': 'phase 1.1',
  '1.2': 'phase 1.2',
  '1.3': 'phase 1.3',
  '1.4': 'phase 1.4',
  rest: 'the rest',
  analyze: 'comparison',
  verify: 'comparison',
}

const home = await mkdtemp(path.join(tmpdir(), 'valence-bench-'))
const stack = await openStack({ home })
try {
  const loading = await timed(load)
  const rounds = []
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const measured = values['dry-run']
      ? { dryRun: await apart(withDatabase(stack.databaseUrl, TEMPLATE), 'migrate:dry-run') }
      : values.apart
        ? await measureApart(`bench_${round}`)
        : await measureRound(`bench_${round}`)
    rounds.push({ load: loadavg().map(round2), ...measured })
    print(measured)
  }
  const result = {
    generation,
    deals,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 1e9)} GB`,
    node: process.version,
    postgres: await serverVersion(),
    measuredAt: new Date().toISOString().slice(0, 10),
    loadingSeconds: loading.seconds,
    rounds,
  }
  if (values.output !== undefined) {
    await writeFile(values.output, `${JSON.stringify(result, null, 2)}\n`)
  }
} finally {
  await stack.stop()
  await rm(home, { recursive: true, force: true })
}

interface Round {
  readonly dryRun: Command
  readonly run?: Command
  readonly verify?: Command
  readonly rollback?: Command
  readonly seconds?: number
  readonly estimatedSeconds?: number
  readonly ratioToEstimate?: number
  readonly rollbackSeconds?: number
  readonly parts?: readonly Part[]
}

interface Part {
  readonly name: string
  readonly seconds: number
  readonly estimated: number
}

interface Command {
  readonly seconds: number
  /** Peak of resident memory; null where the system does not tell. */
  readonly peakMegabytes: number | null
}

async function measureRound(name: string): Promise<Round> {
  await asSuperuser(`create database ${name} template ${TEMPLATE} owner postgres`)
  const url = withDatabase(stack.databaseUrl, name)
  const options = {
    ...defaultRunOptions,
    databaseUrl: url,
    backupFolder: path.join(home, 'backups'),
    isSolo: true,
    signal: new AbortController().signal,
  }
  try {
    const dryRun = await apart(url, 'migrate:dry-run')
    let plan: MigrationPlan | undefined
    const clock = partClock()
    await runMigration(
      options,
      async (decided) => {
        plan = decided
        return true
      },
      clock.onEvent,
    )
    const actual = clock.parts()
    const rollback = await timed(() =>
      runRollback(
        options,
        async () => true,
        () => {},
      ),
    )
    const parts = (plan?.estimate.parts ?? []).map((part) => ({
      name: part.name,
      seconds: round2(actual[part.name] ?? 0),
      estimated: round2(part.seconds),
    }))
    // Without a part that this run did not have.
    const compared = parts.filter((part) => actual[part.name] !== undefined)
    const seconds = compared.reduce((sum, part) => sum + part.seconds, 0)
    const estimatedSeconds = compared.reduce((sum, part) => sum + part.estimated, 0)
    return {
      dryRun,
      seconds: round2(seconds),
      estimatedSeconds: round2(estimatedSeconds),
      ratioToEstimate: round2(seconds / estimatedSeconds),
      rollbackSeconds: rollback.seconds,
      parts,
    }
  } finally {
    await asSuperuser(`drop database ${name} with (force)`)
    await rm(options.backupFolder, { recursive: true, force: true })
  }
}

/** Adds up where the time of a run goes, in the parts of the estimate. Index builds are a part of their own. */
function partClock(): {
  onEvent(event: MigrationEvent): void
  parts(): Readonly<Record<string, number>>
} {
  const seconds: Record<string, number> = {}
  let current: string | undefined
  let since = performance.now()
  const turnTo = (part: string | undefined) => {
    const now = performance.now()
    if (current !== undefined) seconds[current] = (seconds[current] ?? 0) + (now - since) / 1_000
    current = part
    since = now
  }
  let task = ''
  return {
    onEvent(event) {
      if (event.kind === 'task-started') {
        task = PARTS[event.task] ?? event.task
        turnTo(task)
      }
      if (event.kind === 'task-progress' && event.detail === 'indexes and constraints') {
        turnTo('indexes')
      }
      if (event.kind === 'task-progress' && event.detail === 'checking every row') turnTo(task)
      if (event.kind === 'task-finished') turnTo(undefined)
    },
    parts: () => seconds,
  }
}

/** Every step as a command of its own, as an operator runs it. */
async function measureApart(name: string): Promise<Round> {
  await asSuperuser(`create database ${name} template ${TEMPLATE} owner postgres`)
  const url = withDatabase(stack.databaseUrl, name)
  const backups = ['--backup-dir', path.join(home, 'backups')]
  try {
    return {
      dryRun: await apart(url, 'migrate:dry-run'),
      run: await apart(url, 'migrate:production', '--yes', '--solo', ...backups),
      verify: await apart(url, 'migrate:verify', '--strict'),
      rollback: await apart(url, 'migrate:rollback', '--yes'),
    }
  } finally {
    await asSuperuser(`drop database ${name} with (force)`)
    await rm(path.join(home, 'backups'), { recursive: true, force: true })
  }
}

/** A command as a process of its own, with what it took in time and memory. */
async function apart(url: string, command: string, ...args: string[]): Promise<Command> {
  const child = spawn(
    process.execPath,
    [BOOTSTRAP, command, '--json', '--log-file', path.join(home, 'migration.log'), ...args],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ['ignore', 'ignore', 'ignore'],
      cwd: home,
    },
  )
  let peak: number | null = null
  const timer = setInterval(async () => {
    peak = Math.max(peak ?? 0, await peakOf(child.pid ?? 0)) || null
  }, 20)
  const { result: code, seconds } = await timed(
    () => new Promise<number | null>((resolve) => child.once('close', resolve)),
  )
  clearInterval(timer)
  if (code !== 0) throw new Error(`${command} ended with ${code}`)
  return { seconds, peakMegabytes: peak }
}

/** The most memory that a process had so far, in megabytes; 0 where the system does not tell. */
async function peakOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(?<size>\d+) kB$/m.exec(status)?.groups?.['size'] ?? '0'
  return Math.round((Number(kilobytes) * 1_024) / 1_000_000)
}

async function load(): Promise<void> {
  const url = await stack.createDatabase(TEMPLATE)
  const db = connect(url, { max: 1 })
  await db.unsafe(legacyDdl(generation))
  await loadLegacy(
    {
      run: (statements) => db.unsafe(statements),
      copy: (statement, lines) => copyIn(db, statement, lines),
    },
    { generation, deals, defects: 'light' },
  )
  await db.unsafe('analyze')
  await db.end()
}

async function asSuperuser(statement: string): Promise<void> {
  const db = connect(stack.postgres.superuserUrl, { max: 1 })
  await db.unsafe(statement)
  await db.end()
}

async function serverVersion(): Promise<string> {
  const db = connect(stack.databaseUrl, { max: 1 })
  const [row] = await db<{ version: string }[]>`select current_setting('server_version') as version`
  await db.end()
  return row?.version ?? ''
}

async function timed<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; seconds: number }> {
  const startedAt = performance.now()
  const result = await work()
  return { result, seconds: round2((performance.now() - startedAt) / 1_000) }
}

function print({ parts = [], dryRun, run, verify, rollback, ...figures }: Round): void {
  const line = (name: string, value: unknown) =>
    process.stdout.write(`${name.padEnd(22)} ${value}\n`)
  for (const [name, command] of Object.entries({ 'dry run': dryRun, run, verify, rollback })) {
    if (command !== undefined) {
      line(`${name}, a process`, `${command.seconds} s, ${command.peakMegabytes ?? '?'} MB`)
    }
  }
  for (const [name, value] of Object.entries(figures)) line(name, value)
  for (const { name, seconds, estimated } of parts) {
    process.stdout.write(
      `  ${name.padEnd(20)} ${seconds.toFixed(2).padStart(8)} s  estimated ${estimated.toFixed(2).padStart(8)} s\n`,
    )
  }
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
