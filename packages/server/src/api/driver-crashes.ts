import { AsyncLocalStorage } from 'node:async_hooks'
import { isDriverCrash } from '@valence/db'

/** Called with the request's own callback when the driver crashed under it. */
type OnLost = () => void

const underway = new AsyncLocalStorage<OnLost>()
const guards = new Set<(error: unknown) => void>()

/** Runs work that uses the driver. When the driver crashes under it, the work never ends, and `onLost` is called. */
export function withCrashNotice<T>(onLost: OnLost, work: () => T): T {
  return underway.run(onLost, work)
}

/**
 * The driver throws a TypeError out of a timer when the server ends a connection that a request holds but does not
 * use at that moment; nobody can catch it, and Node would end. This exception alone is taken as "a connection was
 * lost"; every other one ends the process as it always did.
 *
 * @param onCrash called for each such exception, after the request that it hit has been told
 * @returns a function that takes the guard away
 */
export function guardDriverCrashes(onCrash: () => void): () => void {
  const guard = (error: unknown): void => {
    if (isDriverCrash(error)) {
      underway.getStore()?.()
      onCrash()
      return
    }
    if (process.listenerCount('uncaughtException') > guards.size) return
    for (const other of guards) process.off('uncaughtException', other)
    guards.clear()
    // With no listener left, throwing from here ends the process with the original trace.
    throw error
  }
  guards.add(guard)
  process.on('uncaughtException', guard)
  return () => {
    guards.delete(guard)
    process.off('uncaughtException', guard)
  }
}
