import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../log.ts'
import type { ServerReady } from './lock.ts'
import { describeProcess } from './processes.ts'

const LOOK_EVERY_MS = 250
/** After a start that failed: a disk that is full stays full for a while. */
const PAUSE_MS = 5_000

export interface KeptUp {
  /** The server that runs, or ran last. */
  readonly ready: () => ServerReady
  readonly launch: () => Promise<ServerReady>
  /** Called with the server that took the place of one that ended. */
  readonly onLaunched: (ready: ServerReady) => void
  readonly log: Log
}

/**
 * Starts a server again that ended without being asked: killed by hand, or by a system that ran out of memory. Ends with the
 * function that is returned, which waits for a start that is under way.
 */
export function keepUp(kept: KeptUp): () => Promise<void> {
  const end = new AbortController()
  const watch = watchOver(kept, end.signal)
  return async () => {
    end.abort()
    await watch
  }
}

async function watchOver(kept: KeptUp, signal: AbortSignal): Promise<void> {
  while (await passes(LOOK_EVERY_MS, signal)) {
    const { postmaster } = kept.ready()
    if (describeProcess(postmaster) !== null) continue
    kept.log.error('PostgreSQL ended by itself; it is started again.', { postmaster })
    if (await launchAgain(kept)) continue
    await passes(PAUSE_MS, signal)
  }
}

async function launchAgain({ launch, onLaunched, log }: KeptUp): Promise<boolean> {
  try {
    onLaunched(await launch())
    return true
  } catch (error) {
    log.error('PostgreSQL could not be started again.', { error })
    return false
  }
}

/** Whether the time went by before the end. */
async function passes(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await delay(ms, undefined, { signal, ref: false })
    return true
  } catch {
    return false
  }
}
