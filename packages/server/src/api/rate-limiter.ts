/** So many in so long a time. */
export interface Limit {
  readonly max: number
  readonly windowMs: number
}

/** Counts by key. One process, in memory: enough for the one server that it protects. */
export interface RateLimiter {
  /** Counts one more. Zero when it is within the limit, else the milliseconds to wait. */
  hit(key: string, limit: Limit): number
  /** Takes one back that was counted. */
  giveBack(key: string): void
}

interface Window {
  count: number
  readonly endsAt: number
}

/** Keys kept at most; a flood of made-up keys must not fill the memory. */
const MAX_KEYS = 10_000

/** @param now milliseconds; passed in so that tests need not wait */
export function createRateLimiter(now: () => number = Date.now): RateLimiter {
  const windows = new Map<string, Window>()
  const current = (key: string): Window | undefined => {
    const found = windows.get(key)
    return found !== undefined && found.endsAt > now() ? found : undefined
  }
  const waitFor = (key: string, limit: Limit): number => {
    const found = current(key)
    return found !== undefined && found.count >= limit.max ? found.endsAt - now() : 0
  }
  return {
    giveBack: (key) => {
      const found = current(key)
      if (found !== undefined) found.count -= 1
    },
    hit: (key, limit) => {
      const wait = waitFor(key, limit)
      if (wait > 0) return wait
      const found = current(key)
      if (found !== undefined) {
        found.count += 1
        return 0
      }
      windows.delete(key)
      if (windows.size >= MAX_KEYS) forgetOldest(windows)
      windows.set(key, { count: 1, endsAt: now() + limit.windowMs })
      return 0
    },
  }
}

/** A map keeps the order of insertion: its first key is its oldest. */
function forgetOldest(windows: Map<string, Window>): void {
  const [oldest] = windows.keys()
  if (oldest !== undefined) windows.delete(oldest)
}
