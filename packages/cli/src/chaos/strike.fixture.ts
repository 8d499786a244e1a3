import { setTimeout as sleep } from 'node:timers/promises'
import { asOperatorError, connect } from '@valence/db'
import { defaultRunOptions, type Emit, runMigration, runRollback } from '@valence/migrate'
import { legacyDdl } from '@valence/sample-data'
import {
  type CountingProxy,
  createLegacyDatabase,
  createTestDatabase,
  fillLegacy,
  type OwnServer,
  startCountingProxy,
  type TestDatabase,
} from '@valence/testkit'
import { startValence } from '../valence.fixture.ts'
import {
  describePoint,
  type Generation,
  type Lengths,
  type Point,
  type Stage,
  stages,
} from './points.fixture.ts'
import { readCheckpoints, redone, watch } from './progress.fixture.ts'
import { leftOvers, legacyState, targetState } from './target-state.fixture.ts'

const DEALS = 60
const BATCH_SIZE = 20
/** A run of 60 deals takes two or three seconds. */
const HANG_MS = 60_000

/** What the strikes of a test file share. */
export interface Ground {
  readonly folder: string
  /** A server that may be stopped; databases are made on it. */
  readonly server: OwnServer | null
  readonly lengths: Lengths
  /** How a database reads before a migration, and after one that nobody disturbed. */
  readonly expected: Readonly<
    Record<Generation, { readonly legacy: string; readonly target: string }>
  >
}

/** Runs each stage once without a disturbance: how long it is, and how it ends. */
export async function prepareGround(folder: string, server: OwnServer | null): Promise<Ground> {
  const [g8, g21] = await Promise.all([runUndisturbed('g8', folder), runUndisturbed('g21', folder)])
  return {
    folder,
    server,
    lengths: { g8: g8.lengths, g21: g21.lengths },
    expected: { g8: g8.expected, g21: g21.expected },
  }
}

async function runUndisturbed(generation: Generation, folder: string) {
  const lengths = { run: 0, rollback: 0, resume: 0 }
  const expected = { legacy: '', target: '' }
  for (const stage of stages) {
    const database = await databaseFor(stage, generation, folder)
    try {
      if (stage === 'run') expected.legacy = await legacyState(database)
      const proxy = await startCountingProxy(database.url)
      await carryOut(stage, proxy.url, folder)
      lengths[stage] = proxy.messages
      await proxy.close()
      if (stage === 'run') expected.target = await targetState(database)
    } finally {
      await database.drop()
    }
  }
  return { lengths, expected }
}

/** Strikes once and runs the same command again, without a disturbance. Returns what is wrong then. */
export async function strike(ground: Ground, point: Point): Promise<readonly string[]> {
  const { stage, generation } = point
  const database = await databaseFor(stage, generation, ground.folder)
  try {
    if (point.kind === 'server') await checkpoint(database)
    const before = point.kind === 'process' ? null : watch()
    await disturbed(ground, point, database, before?.emit ?? (() => {}))
    const kept = await readCheckpoints(database.sql)
    const after = watch()
    await carryOut(stage, database.url, ground.folder, after.emit)
    const expected = ground.expected[generation]
    if (stage === 'rollback') return differences(await legacyState(database), expected.legacy)
    const faults = [
      ...redone(before, kept, after, BATCH_SIZE),
      ...differences(await targetState(database), expected.target),
      ...(await leftOvers(database.sql)),
    ]
    if (!point.isRolledBack) return faults
    await carryOut('rollback', database.url, ground.folder)
    return [...faults, ...differences(await legacyState(database), expected.legacy)]
  } catch (error) {
    const { code, message, object } = asOperatorError(error)
    return [[code, message, object].filter((part) => part !== undefined).join(': ')]
  } finally {
    await database.drop()
  }
}

/** Strikes at all points, some at once. Returns a line for each that ends wrong. */
export async function strikeAll(
  ground: Ground,
  points: readonly Point[],
  atOnce: number,
): Promise<readonly string[]> {
  const waiting = [...points]
  const wrong: string[] = []
  const worker = async () => {
    for (let point = waiting.shift(); point !== undefined; point = waiting.shift()) {
      const faults = await strike(ground, point)
      if (faults.length === 0) continue
      const line = `${describePoint(point)}: ${faults.join('; ')}`
      process.stdout.write(`${line}\n`)
      wrong.push(line)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return wrong
}

/** The command until the strike, and to its end where the strike did not end it. */
async function disturbed(
  ground: Ground,
  point: Point,
  database: TestDatabase,
  emit: Emit,
): Promise<void> {
  let act: (proxy: CountingProxy) => void | Promise<void> = (proxy) => proxy.cut()
  if (point.kind === 'sessions') act = () => endSessions(database)
  let crashed: Promise<void> | undefined
  if (point.kind === 'server') {
    act = (proxy) => {
      crashed = crash(ground, proxy)
      return crashed
    }
  }
  if (point.kind !== 'process') {
    const proxy = await startCountingProxy(database.url, { at: point.at, act })
    // A tool that is dead reports to no one; and a strike after the end disturbs nothing.
    await inTime(carryOut(point.stage, proxy.url, ground.folder, emit).catch(() => undefined))
    await proxy.close()
    // The tool is told that its connection is gone before the server is back.
    await crashed
    return
  }
  const proxy = await startCountingProxy(database.url, {
    at: point.at,
    act: () => void tool.child.kill('SIGKILL'),
  })
  const tool = startValence(commandLine(point.stage, ground.folder), { DATABASE_URL: proxy.url })
  await inTime(tool.ended)
  await proxy.close()
}

/**
 * Without it a sequence of a database that was just copied goes back in a crash: the copied page says that its next numbers are
 * logged already, and for the copy they are not.
 */
async function checkpoint({ superuserUrl }: TestDatabase): Promise<void> {
  const administrator = connect(superuserUrl, { max: 1, applicationName: 'administrator' })
  await administrator.unsafe('checkpoint')
  await administrator.end()
}

async function crash({ server }: Ground, proxy: CountingProxy): Promise<void> {
  if (server === null) throw new Error('The server of all tests is not to be stopped')
  await server.shutDown('immediate')
  proxy.cut()
  await server.startAgain()
}

async function endSessions({ name, superuserUrl }: TestDatabase): Promise<void> {
  const administrator = connect(superuserUrl, { max: 1, applicationName: 'administrator' })
  await administrator`
    select pg_terminate_backend(a.pid)
    from pg_stat_activity as a
    where a.datname = ${name} and a.application_name like 'valence %'`
  await administrator.end()
}

/** A command in this process. It ends well, or throws. */
export async function carryOut(
  stage: Stage,
  databaseUrl: string,
  folder: string,
  emit: Emit = () => {},
): Promise<void> {
  const options = { ...defaultRunOptions, databaseUrl, batchSize: BATCH_SIZE, isSolo: true }
  const yes = async () => true
  if (stage === 'rollback') {
    await runRollback(options, yes, emit).catch((error: unknown) => {
      // The strike came after the last commit: nothing is left to do, and that is said.
      if (asOperatorError(error).code !== 'VAL-NOT-MIGRATED') throw error
    })
    return
  }
  const { signal } = new AbortController()
  await runMigration({ ...options, backupFolder: folder, signal }, yes, emit)
}

function commandLine(stage: Stage, folder: string): readonly string[] {
  const common = ['--yes', '--batch-size', String(BATCH_SIZE), '--log-file', `${folder}/chaos.log`]
  return stage === 'rollback'
    ? ['migrate:rollback', ...common]
    : ['migrate:production', '--solo', '--backup-dir', folder, ...common]
}

/** A database at the beginning of a stage. What comes before is done once, and copied. */
async function databaseFor(
  stage: Stage,
  generation: Generation,
  folder: string,
): Promise<TestDatabase> {
  if (stage === 'run') return await createLegacyDatabase({ generation, deals: DEALS })
  return await createTestDatabase({
    template: `chaos-${stage}-${generation}-${process.pid}`,
    build: async ({ sql, url }) => {
      await sql.unsafe(legacyDdl(generation))
      await fillLegacy(sql, { generation, deals: DEALS, defects: 'all' })
      if (stage === 'rollback') await carryOut('run', url, folder)
      else await breakOffInTheMiddle(url, folder)
      // A copy cannot be made of a database in which a session is still ending.
      await sleep(500)
    },
  })
}

async function breakOffInTheMiddle(url: string, folder: string): Promise<void> {
  const proxy = await startCountingProxy(url)
  const watched = watch()
  await carryOut('run', proxy.url, folder, (event) => {
    watched.emit(event)
    if (watched.acknowledged.has('1.2')) proxy.cut()
  }).catch(() => undefined)
  await proxy.close()
}

async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const end = new AbortController()
  try {
    const late = sleep(HANG_MS, undefined, { signal: end.signal }).then(() => {
      throw new Error(`It hangs: nothing after ${HANG_MS} ms`)
    })
    late.catch(() => undefined)
    return await Promise.race([work, late])
  } finally {
    end.abort()
  }
}

/** The first lines in which two states differ. */
function differences(actual: string, expected: string): readonly string[] {
  if (actual === expected) return []
  const [has, wants] = [new Set(actual.split('\n')), new Set(expected.split('\n'))]
  const added = [...has].filter((line) => !wants.has(line)).map((line) => `+ ${line}`)
  const lost = [...wants].filter((line) => !has.has(line)).map((line) => `- ${line}`)
  return ['the end differs', ...added.slice(0, 3), ...lost.slice(0, 3)].map((line) =>
    line.slice(0, 300),
  )
}
