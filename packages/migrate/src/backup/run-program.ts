import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface ProgramCall {
  readonly file: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Ended when it takes longer; without a limit where none is given. */
  readonly timeoutMs?: number
}

/** A program that ended otherwise than well. The message is what it said, with no password in it. */
export class ProgramError extends Error {
  readonly program: string

  constructor(program: string, message: string) {
    super(message)
    this.name = 'ProgramError'
    this.program = program
  }
}

/** The line that says why, and the object where pg_restore names one. */
export function wordsOf(error: ProgramError): string {
  const lines = error.message.split('\n')
  const said = lines.find((line) => line.includes('error:')) ?? lines[0] ?? ''
  const entry = lines.find((line) => line.includes('from TOC entry'))
  const object = entry?.replace(/^.*from TOC entry \d+; \d+ \d+ /, '')
  const words = said.replace(/^\S+: (?:error|detail): /, '')
  return object === undefined ? words : `${words} (${object})`
}

const KEPT_STDERR = 65_536
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/**
 * Runs one of PostgreSQL's programs to its end and returns what it printed.
 * @throws ProgramError with its own words when it fails
 */
export async function runProgram(call: ProgramCall): Promise<string> {
  const { stdout, done } = startProgram(call)
  let text = ''
  stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  await done
  return text
}

/** The same, for output that does not fit into memory: read `stdout`, then wait for `done`. */
export function startProgram(call: ProgramCall): {
  readonly stdout: Readable
  readonly done: Promise<void>
  stop(): void
} {
  const child = spawn(call.file, [...call.args], {
    env: call.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a process group of its own: Ctrl-C in the terminal is for us to answer.
    detached: true,
    ...(call.timeoutMs === undefined ? {} : { timeout: call.timeoutMs }),
  })
  running.add(child)
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = `${stderr}${chunk}`.slice(-KEPT_STDERR)
  })
  const done = new Promise<void>((resolve, reject) => {
    child.once('error', (error) => {
      running.delete(child)
      reject(new ProgramError(call.file, error.message))
    })
    child.once('close', (code, signal) => {
      running.delete(child)
      if (code === 0) return resolve()
      const words = withoutSecrets(stderr, call.env).trim()
      const end = signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`
      reject(new ProgramError(call.file, words === '' ? end : words))
    })
  })
  // Whoever reads the output first sees the failure there; it must not count as unhandled meanwhile.
  done.catch(() => undefined)
  return { stdout: child.stdout, done, stop: () => void child.kill('SIGKILL') }
}

function withoutSecrets(text: string, env: Readonly<Record<string, string>>): string {
  const password = env['PGPASSWORD'] ?? ''
  if (password === '') return text
  return text.replaceAll(password, '***').replaceAll(encodeURIComponent(password), '***')
}
