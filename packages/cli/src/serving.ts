import path from 'node:path'
import { connect } from '@valence/db'
import { demoUsers } from '@valence/sample-data'
import { homePaths, type Log, openServerLog, type Stack, startServer } from '@valence/server'
import type { Settings } from './config/settings.ts'

/** Whoever saves something as the server ends is answered, as long as the statement may take. */
const CLOSE_GRACE_MS = 30_000

/** What is served: the local installation, or a database of the operator's. */
export interface Served {
  /** As the role `valence_api`. */
  readonly apiUrl: string
  readonly logins: readonly { readonly email: string; readonly password: string }[]
  /** Called once there is a log. */
  readonly watch: (log: Log) => void
  readonly farewell: string
}

/** The local installation, whose PostgreSQL is ours to keep up. */
export async function servedStack(stack: Stack): Promise<Served> {
  return {
    apiUrl: stack.apiUrl,
    logins: await demoLogins(stack),
    watch: (log) => stack.postgres.keepUp(log),
    farewell: 'Ctrl-C stops it. npm start brings it back, npm run reset deletes it.',
  }
}

/** A database on a server of its own. */
export function servedDatabase(url: string): Served {
  return { apiUrl: url, logins: [], watch: () => {}, farewell: 'Ctrl-C stops it.' }
}

/** Serves the CRM until the signal aborts, then stops what it started. Prints the URL, and the demo logins where there are any. */
export async function serveUntilStopped(
  { apiUrl, logins, watch, farewell }: Served,
  settings: Settings,
  publicDir: string,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<void> {
  const { logFile } = homePaths(settings.home)
  const log = openServerLog(logFile)
  watch(log)
  const { corsOrigin, keysFile, filesFolder, publicUrl } = settings
  const server = await startServer({
    log,
    databaseUrl: apiUrl,
    host: settings.host,
    port: settings.port,
    allowedHosts: settings.allowedHosts,
    trustedProxies: settings.trustedProxies.join(','),
    publicDir,
    home: settings.home,
    closeGraceMs: CLOSE_GRACE_MS,
    ...(corsOrigin === undefined ? {} : { corsOrigin }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(keysFile === undefined ? {} : { keysFile }),
    ...(filesFolder === undefined ? {} : { filesFolder }),
  })
  say('')
  say(`  Valence CRM   ${server.url}`)
  for (const [index, login] of logins.entries()) {
    say(
      `  ${index === 0 ? 'Sign in as  ' : '            '}  ${login.email.padEnd(34)} ${login.password}`,
    )
  }
  if (logins.length > 0) say('                (demo logins: change or delete them before real use)')
  say(`  Log           ${path.relative('.', logFile)}`)
  say('')
  say(`  ${farewell}`)
  await untilAborted(signal)
  await server.stop()
  log.close()
}

async function demoLogins(stack: Stack): Promise<typeof demoUsers> {
  const db = connect(stack.databaseUrl, { max: 1, applicationName: 'valence' })
  try {
    const present = await db<
      { email: string }[]
    >`select s.email::text as email from public.sales as s`
    const emails = new Set(present.map((row) => row.email.toLowerCase()))
    return demoUsers.filter((user) => emails.has(user.email.toLowerCase()))
  } finally {
    await db.end({ timeout: 5 })
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
