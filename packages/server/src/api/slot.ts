import { setTimeout as delay } from 'node:timers/promises'
import { dialectOf, refuse } from './answers.ts'
import { attempt, ConnectionLost, TookTooLong, type Underway } from './attempt.ts'
import { type BackendOptions, buildBackend } from './backend.ts'
import { UNREACHABLE_HEADER } from './database-errors.ts'

/** Longer than any statement may run. */
const REQUEST_TIMEOUT_MS = 30_000
const PING_TIMEOUT_MS = 2_000
/** What is still underway so long after a connection was lost is taken as stuck on it. */
const STUCK_MS = 2_000

/** A backend with the requests that are underway on it. */
export interface Slot {
  /** Always answers: with 504 when it takes too long, and with a marked 503 when the connection went away. */
  fetch(request: Request): Promise<Response>
  hasNoUsers(): Promise<boolean>
  isBanned(email: string): Promise<boolean>
  isDisabled(userId: string): Promise<boolean>
  isAlive(): Promise<boolean>
  /** Takes no new requests, waits for those underway, and closes the connections. */
  retire(isLoss: boolean): Promise<void>
  /** Closes the connections now. */
  end(): Promise<void>
}

/** @param onLoss called when a connection closes while the slot is in use */
export async function openSlot(options: BackendOptions, onLoss: () => void): Promise<Slot> {
  let isInUse = false
  const backend = await buildBackend(options, () => {
    if (isInUse) onLoss()
  })
  isInUse = true
  const underway: Underway = new Set()
  const isAlive = async (): Promise<boolean> => {
    try {
      await attempt(() => backend.ping(), PING_TIMEOUT_MS)
      return true
    } catch {
      // Any error is an answer too: "no".
      return false
    }
  }
  return {
    isAlive,
    hasNoUsers: () => attempt(() => backend.hasNoUsers(), PING_TIMEOUT_MS, underway),
    isBanned: (email) => attempt(() => backend.isBanned(email), PING_TIMEOUT_MS, underway),
    isDisabled: (userId) => attempt(() => backend.isDisabled(userId), PING_TIMEOUT_MS, underway),
    fetch: async (request) => {
      const dialect = dialectOf(new URL(request.url).pathname)
      try {
        const response = await attempt(() => backend.fetch(request), REQUEST_TIMEOUT_MS, underway)
        // Where Lite asks the database outside of a request's statement, it answers a bare 500.
        if (response.status !== 500 || (await isAlive())) return response
        return refuse(dialect, LOST)
      } catch (error) {
        if (error instanceof ConnectionLost) return refuse(dialect, LOST)
        if (error instanceof TookTooLong) return refuse(dialect, TOO_SLOW)
        throw error
      }
    },
    retire: async (isLoss) => {
      isInUse = false
      const deadline = Date.now() + (isLoss ? STUCK_MS : REQUEST_TIMEOUT_MS)
      while (underway.size > 0 && Date.now() < deadline) await delay(20, undefined, { ref: false })
      for (const giveUp of underway) giveUp()
      await backend.end()
    },
    end: async () => {
      isInUse = false
      await backend.end()
    },
  }
}

const LOST = {
  status: 503,
  code: 'PGRST001',
  message: 'The connection to the database was lost. Whether a change was made is not known.',
  headers: { 'Retry-After': '1', [UNREACHABLE_HEADER]: '1' },
} as const

const TOO_SLOW = {
  status: 504,
  code: 'PGRST003',
  message: 'The request took too long.',
} as const
