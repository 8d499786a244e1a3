import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { decoded, lookUpPassword } from '@valence/db'
import { type StageMap, stageMapFileSchema } from '@valence/schema'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { z } from 'zod'
import type { EarlierPlan } from '../engine/plan/drift.ts'
import { defaultRunOptions } from '../engine/plan/options.ts'
import { MigrationError } from '../errors.ts'
import { type FunctionMap, readFunctionMap } from '../stale-names/function-map.ts'
import { forTerminal } from './render/shown.ts'

export interface CommonFlags {
  readonly databaseUrl?: string
  readonly json?: boolean
  readonly logFile: string
}

export interface RunFlags extends CommonFlags {
  readonly yes?: boolean
  readonly atomic?: boolean
  readonly solo?: boolean
  readonly stageMap?: string
  readonly functionMap?: string
  readonly plan?: string
  readonly batchSize: number
  readonly lockTimeout: number
  readonly maxReplicaLag?: number
  readonly throttleQuery?: string
  readonly rest: number
  readonly backupDir: string
}

export function addCommonFlags(command: Command): Command {
  return command
    .option('--database-url <url>', 'database to work on (else DATABASE_URL, else SUPABASE_DB_URL)')
    .option('--json', 'machine-readable result on stdout, text for people on stderr')
    .option('--log-file <file>', 'JSON lines with a severity', 'logs/migration.log')
}

export function addRunFlags(command: Command): Command {
  return command
    .option('-y, --yes', 'do not ask for confirmation')
    .option('--batch-size <rows>', 'rows of a batch at most', positiveInteger(1, 100_000), 10_000)
    .option(
      '--lock-timeout <ms>',
      'wait for a lock at most',
      positiveInteger(10, 250),
      defaultRunOptions.lockTimeoutMs,
    )
}

export function stageMapOption(): Option {
  return new Option('--stage-map <file>', 'JSON file that says where legacy stages lead')
}

export function functionMapOption(): Option {
  return new Option(
    '--function-map <file>',
    'JSON file that replaces functions which name old objects, or keeps them',
  )
}

const planFileSchema = z.object({
  plan: z.object({
    objects: z.record(z.string(), z.string()),
    stages: z.array(z.object({ legacy: z.string(), stage: z.string().nullable() })),
    hash: z.string().optional(),
  }),
})

/**
 * The plan that `migrate:dry-run --json` printed, or nothing.
 * @throws MigrationError with exit code 2 when the file holds none
 */
export async function readEarlierPlan(
  file: string | undefined,
): Promise<{ earlierPlan?: EarlierPlan }> {
  if (file === undefined) return {}
  try {
    return { earlierPlan: planFileSchema.parse(JSON.parse(await readFile(file, 'utf8'))).plan }
  } catch (cause) {
    throw new MigrationError(`The file ${file} holds no plan`, {
      code: 'VAL-PLAN-FILE',
      object: file,
      hint: 'Make one: npm run -s migrate:dry-run -- --json > plan.json',
      cause,
    })
  }
}

/**
 * The plan to approve: a hash, or a file that holds the plan.
 * @throws MigrationError with exit code 2 when it is neither
 */
export async function readPlanToApprove(
  given: string | undefined,
): Promise<{ readonly hash: string; readonly earlierPlan?: EarlierPlan }> {
  if (given === undefined) {
    throw new MigrationError('Which plan?', {
      code: 'VAL-APPROVE-PLAN',
      hint: 'Give --plan with the hash that migrate:dry-run prints (at least its first 16 digits), or with the file of its --json output.',
    })
  }
  if (/^[0-9a-f]{16,64}$/.test(given)) return { hash: given }
  const { earlierPlan } = await readEarlierPlan(given)
  return { hash: earlierPlan?.hash ?? '', ...(earlierPlan === undefined ? {} : { earlierPlan }) }
}

/** The decisions of a map of functions, or none. */
export async function readDecisions(file: string | undefined): Promise<FunctionMap> {
  return file === undefined ? {} : await readFunctionMap(file)
}

/** Whether a database was named at all, for commands that can do without. */
export function isDatabaseNamed(flags: CommonFlags): boolean {
  const given = flags.databaseUrl ?? process.env['DATABASE_URL'] ?? process.env['SUPABASE_DB_URL']
  return given !== undefined && given !== ''
}

/**
 * The database to work on. A password in the flag is visible to other users of the host, so that is said.
 * @throws MigrationError with exit code 2 when no URL is given or it is none
 */
export function databaseUrl(flags: CommonFlags, warn: (text: string) => void): string {
  const given = flags.databaseUrl ?? process.env['DATABASE_URL'] ?? process.env['SUPABASE_DB_URL']
  if (given === undefined || given === '') {
    throw new MigrationError('No database was named', {
      code: 'VAL-NO-DATABASE',
      hint: 'Set DATABASE_URL (or SUPABASE_DB_URL), or give --database-url postgresql://user@host:5432/database.',
    })
  }
  const url = completeUrl(parseUrl(given), process.env)
  if (flags.databaseUrl !== undefined && url.password !== '') {
    warn(
      'The password in --database-url is visible to other users of this host. Put the URL into DATABASE_URL, or the password into PGPASSWORD or the password file (~/.pgpass).',
    )
  }
  if (url.password === '') url.password = encodeURIComponent(passwordFor(url, warn) ?? '')
  return url.toString()
}

function passwordFor(url: URL, warn: (text: string) => void): string | null {
  if (process.env['PGPASSWORD'] !== undefined) return process.env['PGPASSWORD']
  const { password, warning } = lookUpPassword(url, process.env)
  if (warning !== null) warn(warning)
  return password
}

/** What a URL does not say is taken from `PGUSER`, `PGHOST`, `PGPORT` and `PGDATABASE`, else as `psql` does. */
export function completeUrl(url: URL, env: Readonly<Record<string, string | undefined>>): URL {
  const user = url.username || encodeURIComponent(env['PGUSER'] || userInfo().username)
  const password = url.password === '' ? '' : `:${url.password}`
  const host = url.hostname || encodeURIComponent(env['PGHOST'] || 'localhost')
  const port = url.port || env['PGPORT'] || '5432'
  const database = url.pathname.slice(1) || encodeURIComponent(env['PGDATABASE'] || '') || user
  return new URL(`${url.protocol}//${user}${password}@${host}:${port}/${database}${url.search}`)
}

/** `user@host:port/database`, without the password: the only form that reaches a log or a screen. */
export function describeUrl(text: string): string {
  const url = new URL(text)
  return forTerminal(`${decoded(url.username)}@${url.host}${decoded(url.pathname)}`)
}

/** @throws MigrationError with exit code 2 when the file cannot be read or says something unknown */
export async function readStageMap(file: string | undefined): Promise<StageMap> {
  if (file === undefined) return {}
  try {
    return stageMapFileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    throw new MigrationError(`The stage map ${file} cannot be used: ${reason(cause)}`, {
      code: 'VAL-STAGE-MAP',
      object: file,
      hint: 'It maps legacy stages to new ones, for example {"discovery": "lead", "paused": {"stage": "nurturing", "status": "on_hold"}}.',
      cause,
    })
  }
}

function reason(cause: unknown): string {
  if (
    typeof cause === 'object' &&
    cause !== null &&
    'issues' in cause &&
    Array.isArray(cause.issues)
  ) {
    return cause.issues
      .map(
        (issue: { path: readonly PropertyKey[] }) =>
          `"${issue.path.map(String).join('.')}" leads to no known stage`,
      )
      .join('; ')
  }
  return cause instanceof Error ? cause.message : String(cause)
}

function parseUrl(text: string): URL {
  if (URL.canParse(text)) {
    const url = new URL(text)
    if (url.hostname.includes(',')) {
      throw new MigrationError('The database URL names several hosts', {
        code: 'VAL-BAD-URL',
        hint: 'Name the one that writes: a run keeps its sessions on one server.',
      })
    }
    if (url.protocol === 'postgres:' || url.protocol === 'postgresql:') return url
  }
  throw new MigrationError('The database URL is not one of PostgreSQL', {
    code: 'VAL-BAD-URL',
    hint: 'It looks like postgresql://user:password@host:5432/database; special characters in the password are percent-encoded.',
  })
}

/** Flags that let a run give way to the application and its replicas. */
export function addThrottleFlags(command: Command): Command {
  return command
    .option(
      '--max-replica-lag <seconds>',
      'wait while a replica is further behind (10 where replicas can be seen)',
      number(0.1, 86_400),
    )
    .option(
      '--throttle-query <sql>',
      'wait while the first value of this SELECT is true, or above 0',
    )
    .option(
      '--rest <ratio>',
      'rest after each batch, as a share of the time it took',
      number(0, 100),
      0,
    )
}

/** Seconds of a flag. */
export const seconds = number(0, 86_400)

const UNITS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const

/** A time such as `90s`, `30m`, `12h` or `7d`, in milliseconds. */
export function timeSpan(text: string): number {
  const { count, unit } = /^(?<count>\d+)(?<unit>[smhd])$/.exec(text)?.groups ?? {}
  if (count !== undefined && unit !== undefined) {
    return Number(count) * UNITS[unit as keyof typeof UNITS] * 1_000
  }
  throw new InvalidArgumentError('It takes a time such as 12h, 7d or 30d.')
}

function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() !== '' && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It takes a number from ${least} to ${most}.`)
  }
}

function positiveInteger(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`It takes a whole number from ${least} to ${most}.`)
  }
}
