import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { dialectOf, refuse } from './answers.ts'
import { attempt, ConnectionLost, TookTooLong, type Underway } from './attempt.ts'
import { type BackendOptions, buildBackend } from './backend.ts'
import { UNREACHABLE_HEADER } from './database-errors.ts'
import type { Watch } from './watch.ts'

/** Longer than any statement may run. */
const REQUEST_TIMEOUT_MS = 30_000
/** A request that is this old while no connection is at work is stuck on one that hangs or is gone. */
const STUCK_MS = 2_000
const LOOK_AGAIN_MS = 250

/** A backend with the requests that are underway on it. */
export interface Slot {
  /** Always answers: with 504 when it takes too long, and with a marked 503 when the connection went away. */
  fetch(request: Request): Promise<Response>
  /** True when requests wait for connections that do nothing. Slow is not stuck: the database says who works. */
  isStuck(): Promise<boolean>
  /** Takes no new requests, waits for those underway unless they are stuck, and closes the connections. */
  retire(): Promise<void>
  /** Closes the connections now. */
  end(): Promise<void>
}

/** @param onLoss called when a connection closes while the slot is in use */
export async function openSlot(
  options: BackendOptions,
  watch: Watch,
  onLoss: () => void,
): Promise<Slot> {
  let isInUse = false
  const name = `valence-api ${randomBytes(4).toString('hex')}`
  const backend = await buildBackend(options, name, () => {
    if (isInUse) onLoss()
  })
  isInUse = true
  const underway: Underway = new Set()
  /** When the requests began that do nothing but ask the database. Others compute, or send files. */
  const asking = new Map<object, number>()
  const oldest = (): object | undefined => {
    const [first] = asking
    return first !== undefined && Date.now() - first[1] > STUCK_MS ? first[0] : undefined
  }
  const isStuck = async (): Promise<boolean> => {
    const before = oldest()
    if (before === undefined || (await watch.busy(name)) !== 0) return false
    // Looked at twice: its answer may have been on its way while we were busy ourselves.
    await delay(LOOK_AGAIN_MS, undefined, { ref: false })
    return oldest() === before && (await watch.busy(name)) === 0
  }
  const ask = async (request: Request, isRest: boolean): Promise<Response> => {
    const mark = {}
    if (isRest) asking.set(mark, Date.now())
    try {
      return await attempt(() => backend.fetch(request), REQUEST_TIMEOUT_MS, underway)
    } finally {
      asking.delete(mark)
    }
  }
  return {
    isStuck,
    fetch: async (request) => {
      const dialect = dialectOf(new URL(request.url).pathname)
      try {
        const response = await ask(request, dialect === 'rest')
        // Where Lite asks the database outside of a request's statement, it answers a bare 500.
        if (response.status !== 500 || (await watch.busy(name)) !== null) return response
        return refuse(dialect, LOST)
      } catch (error) {
        if (error instanceof ConnectionLost) return refuse(dialect, LOST)
        if (error instanceof TookTooLong) return refuse(dialect, TOO_SLOW)
        throw error
      }
    },
    retire: async () => {
      isInUse = false
      const deadline = Date.now() + REQUEST_TIMEOUT_MS
      while (underway.size > 0 && Date.now() < deadline && !(await isStuck())) {
        await delay(20, undefined, { ref: false })
      }
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
