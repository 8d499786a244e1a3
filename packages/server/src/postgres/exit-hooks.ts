import { signal } from './processes.ts'

type Stop = () => Promise<void>

interface Running {
  readonly pid: number
  readonly stop: Stop
}

const running = new Set<Running>()
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
let hooked = false

/**
 * Makes sure that a server ends with this process. Returns a function that takes the promise back.
 *
 * A program that handles the signals itself (a command line that stops its stack in order) is not disturbed;
 * where nobody does, the servers are stopped and the signal takes its course. A plain end of the process asks
 * the servers to shut down, which they finish on their own within moments.
 */
export function stopAtExit(pid: number, stop: Stop): () => void {
  const entry: Running = { pid, stop }
  running.add(entry)
  hook()
  return () => {
    running.delete(entry)
    if (running.size === 0) unhook()
  }
}

function hook(): void {
  if (hooked) return
  hooked = true
  process.on('exit', onExit)
  for (const name of SIGNALS) process.on(name, onSignal)
}

function unhook(): void {
  hooked = false
  process.off('exit', onExit)
  for (const name of SIGNALS) process.off(name, onSignal)
}

function onExit(): void {
  for (const { pid } of running) signal(pid, 'SIGINT')
}

function onSignal(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return
  const stops = [...running].map(({ stop }) => stop())
  void Promise.allSettled(stops).then(() => {
    unhook()
    process.kill(process.pid, name)
  })
}
