import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** As it is installed; written anew before the tests. */
const PROGRAM = fileURLToPath(new URL('../../../dist/test/program/valence.js', import.meta.url))

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the program as a process, as a user would. `onOutput` may talk to it while it runs; `cwd` is where it starts. */
export function valence(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onOutput: (text: string, child: ChildProcess) => void = () => {},
  cwd?: string,
): Promise<Outcome> {
  return startValence(args, env, onOutput, cwd).ended
}

/** The same, with the process at hand at once, so that a test can kill it. */
export function startValence(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  onOutput: (text: string, child: ChildProcess) => void = () => {},
  cwd?: string,
): { readonly child: ChildProcess; readonly ended: Promise<Outcome> } {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...withoutDatabase(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    onOutput(stdout, child)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { child, ended }
}

function withoutDatabase(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, SUPABASE_DB_URL: __, ...rest } = env
  return rest
}
