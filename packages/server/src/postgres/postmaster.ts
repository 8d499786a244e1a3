import { readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { StackError } from '../errors.ts'
import { readTextFile } from '../json-file.ts'
import { describeProcess, signal, waitUntilGone } from './processes.ts'

/** What a server wrote into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number
  readonly port: number
  readonly status: 'starting' | 'stopping' | 'ready' | 'standby' | 'unknown'
}

/** Reads `postmaster.pid`, or null when there is none or it is not written to the end yet. */
export function readPostmasterFile(dataDir: string): PostmasterFile | null {
  const text = readTextFile(pidFile(dataDir))
  if (text === null) return null
  const lines = text.split('\n')
  const pid = Number.parseInt(lines[0] ?? '', 10)
  const port = Number.parseInt(lines[3] ?? '', 10)
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number.isInteger(port) ? port : 0, status: statusOf(lines[7]) }
}

/** The running server of this data folder, or null. A file that a dead server or a stranger's pid left counts for nothing. */
export function findPostmaster(dataDir: string): PostmasterFile | null {
  const file = readPostmasterFile(dataDir)
  if (file === null) return null
  return isPostmasterOf(file.pid, dataDir) ? file : null
}

/**
 * Makes a left-over `postmaster.pid` harmless. PostgreSQL refuses to start while the number in it belongs to any
 * process of the same user, be it a stranger or a zombie. The file must stay: with it the new server checks that
 * no worker of the old one still writes. So only its number is changed, to one that no process has.
 */
export function disarmStalePidFile(dataDir: string): void {
  const file = readPostmasterFile(dataDir)
  if (file === null || isPostmasterOf(file.pid, dataDir)) return
  const path = pidFile(dataDir)
  const lines = readFileSync(path, 'utf8').split('\n')
  lines[0] = String(UNUSED_PID)
  writeFileSync(path, lines.join('\n'))
}

/**
 * Stops a server: first as usual (sessions are ended, everything is written), then at once, then by force.
 * Returns also when it was gone already.
 *
 * @throws StackError `postgres-busy` when even force does not end it
 */
export async function stopPostmaster(pid: number): Promise<void> {
  const steps = [
    { name: 'SIGINT', timeoutMs: 15_000 },
    { name: 'SIGQUIT', timeoutMs: 5_000 },
    { name: 'SIGKILL', timeoutMs: 2_000 },
  ] as const
  for (const step of steps) {
    if (!signal(pid, step.name)) return
    if (await waitUntilGone(pid, step.timeoutMs)) return
  }
  throw new StackError(
    'postgres-busy',
    `The PostgreSQL server with process number ${pid} does not stop.`,
    {
      hint: `End it by hand (kill -9 ${pid}) and start again.`,
    },
  )
}

/** Waits until the server with this number says that it takes connections. False when it ended or the time is over. */
export async function waitUntilReady(
  dataDir: string,
  pid: number,
  isRunning: () => boolean,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    const file = readPostmasterFile(dataDir)
    if (file?.pid === pid && file.status === 'ready') return true
    if (!isRunning()) return false
    await delay(10)
  }
  return false
}

/** Above every limit that Linux and macOS set for process numbers. */
const UNUSED_PID = 2_147_483_646

function pidFile(dataDir: string): string {
  return join(dataDir, 'postmaster.pid')
}

function statusOf(line: string | undefined): PostmasterFile['status'] {
  const word = line?.trim()
  return word === 'starting' || word === 'stopping' || word === 'ready' || word === 'standby'
    ? word
    : 'unknown'
}

function isPostmasterOf(pid: number, dataDir: string): boolean {
  const found = describeProcess(pid)
  if (found === null || !found.command.includes('postgres')) return false
  // A server works inside its data folder; where the system hides that, its command line names the folder.
  if (found.cwd !== null) return found.cwd === realpathSync(dataDir)
  return found.command.includes(dataDir)
}
