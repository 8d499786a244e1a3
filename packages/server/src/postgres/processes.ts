import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { codeOf } from '../errors.ts'
import { childEnvironment } from './child-environment.ts'

/** What is known about a running process. */
export interface ProcessFacts {
  /** Changes when the number is given to another process: start time, and on Linux the boot. */
  readonly identity: string
  readonly command: string
  /** Working folder, where the system tells it to us. */
  readonly cwd: string | null
}

/**
 * Facts about a process that runs, or null. A zombie counts as gone: it holds no file and no port, and where
 * nobody reaps it (a container without an init) it would stay for ever.
 */
export function describeProcess(pid: number): ProcessFacts | null {
  if (!exists(pid)) return null
  return process.platform === 'linux' ? describeOnLinux(pid) : describeByPs(pid)
}

/** True when the process ended within the time. */
export async function waitUntilGone(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs
  while (describeProcess(pid) !== null) {
    if (Date.now() > deadline) return false
    await delay(10)
  }
  return true
}

/** Sends a signal. False when there is no such process any more. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
    throw error
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    return codeOf(error) === 'EPERM'
  }
}

function describeOnLinux(pid: number): ProcessFacts | null {
  const stat = readOrNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (stat === null) return null
  // The name in parentheses may hold spaces: count the fields after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return null
  const boot = readOrNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')) ?? ''
  const command = readOrNull(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? ''
  return {
    identity: `${fields[19]}@${boot.trim()}`,
    command: command.replaceAll('\0', ' ').trim(),
    cwd: readOrNull(() => readlinkSync(`/proc/${pid}/cwd`)),
  }
}

function describeByPs(pid: number): ProcessFacts | null {
  const ps = spawnSync('ps', ['-o', 'state=,lstart=,command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...childEnvironment(), LC_ALL: 'C' },
  })
  // lstart is always 24 characters: "Sun Nov 23 01:52:01 2025".
  const match = /^(\S+)\s+(.{24})\s+(.*)$/s.exec(ps.stdout?.trim() ?? '')
  if (match === null || match[1]?.startsWith('Z')) return null
  return { identity: match[2] ?? '', command: match[3] ?? '', cwd: null }
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    // The process ended between two looks, or is not ours to look at.
    return null
  }
}
