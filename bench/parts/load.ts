import { spawn } from 'node:child_process'
import path from 'node:path'
import type { LoadOptions, LoadWindow } from '../load-process.ts'

const SCRIPT = path.resolve(import.meta.dirname, '../load-process.ts')

/** Clients that work in a process of their own. */
export interface Load {
  /** From here on requests are counted under this name. */
  window(name: string): void
  /** What this phase brings may be used from here on. */
  phaseDone(phase: string): void
  end(): Promise<Readonly<Record<string, LoadWindow>>>
}

/** Starts them, and waits until they are about to begin. */
export async function startLoad(options: LoadOptions): Promise<Load> {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  const ready = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.startsWith('ready')) resolve()
    })
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const say = (line: string) => child.stdin.write(`${line}\n`)
  await Promise.race([ready, ended])
  return {
    window: (name) => void say(`window ${name}`),
    phaseDone: (phase) => void say(`phase ${phase}`),
    end: async () => {
      say('end')
      const code = await ended
      if (code !== 0) throw new Error(`The clients ended with ${code}: ${output}`)
      return JSON.parse(output.slice('ready'.length)) as Readonly<Record<string, LoadWindow>>
    },
  }
}
