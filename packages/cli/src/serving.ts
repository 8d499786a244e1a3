import path from 'node:path'
import { connect } from '@valence/db'
import { demoUsers } from '@valence/sample-data'
import { homePaths, openServerLog, type Stack, startServer } from '@valence/server'
import type { ServeFlags } from './stack-options.ts'

/**
 * Serves the CRM on the stack's database until the signal aborts, then stops what it started. Prints the URL, and the
 * demo logins where the database has them.
 */
export async function serveUntilStopped(
  stack: Stack,
  publicDir: string,
  flags: ServeFlags,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<void> {
  const { logFile } = homePaths(stack.home)
  const log = openServerLog(logFile)
  stack.postgres.keepUp(log)
  const server = await startServer({
    log,
    databaseUrl: stack.apiUrl,
    host: flags.host,
    port: flags.port,
    publicDir,
    home: stack.home,
  })
  say('')
  say(`  Valence CRM   ${server.url}`)
  const logins = await demoLogins(stack)
  for (const [index, login] of logins.entries()) {
    say(
      `  ${index === 0 ? 'Sign in as  ' : '            '}  ${login.email.padEnd(34)} ${login.password}`,
    )
  }
  if (logins.length > 0) say('                (demo logins: change or delete them before real use)')
  say(`  Log           ${path.relative('.', logFile)}`)
  say('')
  say('  Ctrl-C stops it. npm start brings it back, npm run reset deletes it.')
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
