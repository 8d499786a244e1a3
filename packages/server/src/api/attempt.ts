import { setTimeout as delay } from 'node:timers/promises'
import { withCrashNotice } from './driver-crashes.ts'

/** The connection that the work used is gone, or was given up; whether the work was done is not known. */
export class ConnectionLost extends Error {}

/** The work did not come to an end in time. */
export class TookTooLong extends Error {}

/** Work that is underway, each with a function that gives it up. */
export type Underway = Set<() => void>

/**
 * Waits for work that uses the driver, and for no longer than it makes sense: the driver may leave it without an end
 * when its connection is lost.
 *
 * @throws ConnectionLost, TookTooLong, or what the work throws
 */
export async function attempt<T>(
  work: () => Promise<T>,
  timeoutMs: number,
  underway: Underway = new Set(),
): Promise<T> {
  let giveUp: () => void = () => undefined
  const lost = new Promise<never>((_, reject) => {
    giveUp = () => reject(new ConnectionLost('The connection to the database was lost.'))
  })
  const end = new AbortController()
  const late = delay(timeoutMs, undefined, { signal: end.signal, ref: false }).then(() => {
    throw new TookTooLong(`No answer came within ${timeoutMs} ms.`)
  })
  underway.add(giveUp)
  try {
    return await Promise.race([withCrashNotice(giveUp, work), lost, late])
  } finally {
    end.abort()
    underway.delete(giveUp)
  }
}
