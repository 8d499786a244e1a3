/** Chance that is the same for the same seed. */
export interface SeededRandom {
  /** At least 0, less than 1. */
  fraction(): number
  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number
  chance(probability: number): boolean
  /** @throws Error when there is nothing to choose from */
  pick<Item>(items: readonly Item[]): Item
  /** At most `count` of them, each once. */
  some<Item>(items: readonly Item[], count: number): readonly Item[]
}

/** Mulberry32: small, and good enough to choose what a test does next. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(fraction() * limit)
  return {
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('There is nothing to choose from.')
      return item
    },
    some: (items, count) => {
      const left = [...items]
      const chosen = []
      while (chosen.length < count && left.length > 0)
        chosen.push(...left.splice(below(left.length), 1))
      return chosen
    },
  }
}
