/** A number that stands for a table's name, so that the same id in two tables draws different rows. */
export function streamTag(name: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length; at++) {
    hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  }
  return mix(hash)
}

/**
 * Chance for one row. The state comes from (seed, tag, id) alone, so any row can be drawn again at any time
 * and nothing has to be kept: a million rows cost no memory. The generator is sfc32, which needs no big
 * integers and gives the same numbers in every engine.
 */
export class Draw {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number, tag: number, id: number) {
    this.#a = mix(seed ^ tag)
    this.#b = mix(id ^ Math.imul(tag, 0x9e3779b1))
    this.#c = mix(this.#a + this.#b + Math.imul(seed, 0x632be5ab))
    for (let round = 0; round < 8; round++) this.bits()
  }

  /** 32 random bits, unsigned. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** At least 0, less than 1. */
  fraction(): number {
    return this.bits() / 0x1_0000_0000
  }

  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.fraction() * (max - min + 1))
  }

  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(items: readonly T[]): T {
    return at(items, Math.floor(this.fraction() * items.length))
  }

  /** Weights need not sum to one. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let total = 0
    for (const [, weight] of choices) total += weight
    let left = this.fraction() * total
    for (const [value, weight] of choices) {
      left -= weight
      if (left < 0) return value
    }
    return at(choices, choices.length - 1)[0]
  }

  /**
   * A value between `marks[0]` and the last mark, where each step between two marks is equally likely:
   * a skewed distribution written down as its quantiles.
   */
  quantile(marks: readonly number[]): number {
    const place = this.fraction() * (marks.length - 1)
    const step = Math.floor(place)
    const low = at(marks, step)
    return low + (at(marks, step + 1) - low) * (place - step)
  }
}

/** The item at an index that is known to exist. @throws RangeError when it does not. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new RangeError(`index ${index} of a list of ${items.length}`)
  return item
}

function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
