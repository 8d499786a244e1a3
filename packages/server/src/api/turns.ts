/** More wait than can be answered in time, or one has waited long enough. */
export class PoolFull extends Error {}

export interface TurnsOptions {
  /** Requests that the database works on at once. */
  readonly capacity: number
  /** No one waits longer. */
  readonly maxWaitMs: number
  /** Of one caller: more than these are not even kept waiting. */
  readonly maxWaiting: number
}

/** Who may use a connection next. */
export interface Turns {
  /**
   * Waits for a turn.
   *
   * @param who a user, or a visitor's address
   * @returns a function that gives the turn back
   * @throws PoolFull
   */
  take(who: string): Promise<() => void>
}

interface Waiter {
  readonly who: string
  readonly start: () => void
}

/** Of all connections, one caller never has more than this part. */
const LARGEST_PART = 1 / 4
/** More than one at a time is given while no more than this part is taken; the rest is for those who have none. */
const SHARED_PART = 1 / 2

/**
 * Hands out connections so that nobody waits for what another one does: a caller has a quarter of them at most, and one alone
 * when half are taken; of those who wait, whoever holds the fewest is next.
 */
export function createTurns({ capacity, maxWaitMs, maxWaiting }: TurnsOptions): Turns {
  const held = new Map<string, number>()
  const waiting = new Set<Waiter>()
  let taken = 0

  const mayStart = (own: number): boolean =>
    own === 0 ? taken < capacity : own < capacity * LARGEST_PART && taken < capacity * SHARED_PART
  const nextWaiter = (): Waiter | undefined => {
    let next: Waiter | undefined
    for (const waiter of waiting) {
      const own = held.get(waiter.who) ?? 0
      if (mayStart(own) && (next === undefined || own < (held.get(next.who) ?? 0))) next = waiter
    }
    return next
  }
  const start = (waiter: Waiter): void => {
    waiting.delete(waiter)
    taken += 1
    held.set(waiter.who, (held.get(waiter.who) ?? 0) + 1)
    waiter.start()
  }
  const startNext = (): void => {
    for (let next = nextWaiter(); next !== undefined; next = nextWaiter()) start(next)
  }
  const giveBack = (who: string): void => {
    taken -= 1
    const left = (held.get(who) ?? 0) - 1
    if (left > 0) held.set(who, left)
    else held.delete(who)
    startNext()
  }
  const isCrowd = (who: string): boolean =>
    [...waiting].filter((waiter) => waiter.who === who).length >= maxWaiting

  return {
    take: (who) =>
      new Promise((resolve, reject) => {
        if (waiting.size > 0 && isCrowd(who)) {
          reject(new PoolFull('Too many requests wait already.'))
          return
        }
        const waiter: Waiter = {
          who,
          start: () => {
            clearTimeout(late)
            resolve(() => giveBack(who))
          },
        }
        const late = setTimeout(() => {
          waiting.delete(waiter)
          reject(new PoolFull('No connection became free in time.'))
        }, maxWaitMs)
        late.unref()
        waiting.add(waiter)
        startNext()
      }),
  }
}
