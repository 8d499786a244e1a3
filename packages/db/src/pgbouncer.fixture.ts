import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from './connect.ts'

const PLACES = [
  ...(process.env['PATH'] ?? '').split(path.delimiter),
  '/usr/sbin',
  '/usr/local/sbin',
]

/** The program, or undefined where the machine has none. */
export function findPgBouncer(): string | undefined {
  return PLACES.map((folder) => path.join(folder, 'pgbouncer')).find((file) => existsSync(file))
}

export interface PgBouncerOptions {
  readonly poolMode: 'session' | 'transaction'
  /** Of the server behind it. */
  readonly url: string
  /** Server sessions at most. */
  readonly poolSize?: number
}

/** A real pooler before a database. `url` leads through it; `stop` ends it. */
export async function startPgBouncer(
  options: PgBouncerOptions,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const program = findPgBouncer()
  if (program === undefined) throw new Error('pgbouncer is not installed')
  const server = new URL(options.url)
  const port = await freePort()
  const folder = mkdtempSync(path.join(tmpdir(), 'valence-pooler-'))
  const database = server.pathname.slice(1)
  const config = path.join(folder, 'pgbouncer.ini')
  writeFileSync(
    config,
    `[databases]
${database} = host=${server.hostname} port=${server.port} user=${server.username} password=${decodeURIComponent(server.password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = ${options.poolMode}
default_pool_size = ${options.poolSize ?? 5}
`,
  )
  // It refuses to run as root, and has to read its file as someone else.
  for (const file of [folder, config]) chmodSync(file, 0o755)
  const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const child = spawn(program, [config], { ...asNobody, stdio: 'ignore' })
  const url = `postgresql://${server.username}@127.0.0.1:${port}/${database}`
  await untilItAnswers(url)
  return { url, stop: () => stop(child, folder) }
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await closed
  rmSync(folder, { recursive: true })
}

async function untilItAnswers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const sql = connect(url, { max: 1, startup: 'none' })
    try {
      await sql`select 1`
      return
    } catch (error) {
      if (attempt === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
