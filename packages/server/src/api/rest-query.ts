/** Parameters that are no filters. */
const RESERVED = new Set(['select', 'order', 'limit', 'offset', 'on_conflict', 'columns', 'apikey'])

/** How deep relations may be embedded in one another: eight levels kept a server busy for two minutes. */
const MAX_EMBED_DEPTH = 5

/** A query that must not be run, and why. */
export interface RefusedQuery {
  readonly refusal: string
}

/**
 * Rewrites a query so that Lite means what PostgREST means: of two filters with the same operator on a column Lite
 * keeps the last, and of two `or` it makes one. Both become parts of one `and=(…)`. A query that cannot be
 * rewritten, or that embeds too deep, is refused rather than answered wrongly.
 */
export function rewriteRestQuery(params: URLSearchParams): URLSearchParams | RefusedQuery {
  if (embedDepth(params.get('select') ?? '') > MAX_EMBED_DEPTH) {
    return { refusal: `"select" embeds relations more than ${MAX_EMBED_DEPTH} levels deep.` }
  }
  const kept = new URLSearchParams()
  const parts = new Map<string, string[]>()
  for (const key of new Set(params.keys())) {
    const values = params.getAll(key)
    const moved = RESERVED.has(baseOf(key)) ? [] : repeatedOf(key, values)
    const stay = values.filter((value) => !moved.includes(value))
    for (const value of stay) kept.append(key, value)
    for (const value of moved) {
      const part = toPart(baseOf(key), value)
      if (part === null) {
        return { refusal: `Several filters on "${key}", one of which holds quotes or brackets.` }
      }
      const home = prefixOf(key)
      parts.set(home, [...(parts.get(home) ?? []), part])
    }
  }
  for (const [home, list] of parts) {
    const own = kept.getAll(`${home}and`)
    kept.delete(`${home}and`)
    kept.append(`${home}and`, `(${[...own.map((tree) => `and${tree}`), ...list].join(',')})`)
  }
  return kept
}

/** `orders.and` → `orders.`; filters of an embedded relation stay with it. */
function prefixOf(key: string): string {
  return key.slice(0, key.length - baseOf(key).length)
}

function baseOf(key: string): string {
  const logic = /(?:^|\.)((?:not\.)?(?:and|or))$/.exec(key)
  if (logic?.[1] !== undefined) return logic[1]
  if (key.startsWith('"') || key.includes('->')) return key
  return key.slice(key.lastIndexOf('.') + 1)
}

/** The values that would overwrite each other. Values with different operators do not. */
function repeatedOf(key: string, values: readonly string[]): readonly string[] {
  if (values.length < 2) return []
  if (/^(?:not\.)?(?:and|or)$/.test(baseOf(key))) return values
  const counts = new Map<string, number>()
  for (const value of values) counts.set(slotOf(value), (counts.get(slotOf(value)) ?? 0) + 1)
  return values.filter((value) => (counts.get(slotOf(value)) ?? 0) > 1)
}

/** Lite keeps one value for each operator, and one for everything negated. */
function slotOf(value: string): string {
  return value.slice(0, Math.max(value.indexOf('.'), 0))
}

/** A filter as part of a logic tree, or null when its value cannot be written there. */
function toPart(base: string, value: string): string | null {
  if (/^(?:not\.)?(?:and|or)$/.test(base)) return `${base}${value}`
  const match = /^((?:not\.)?[a-z]+(?:\([a-z]+\))?)\.(.*)$/s.exec(value)
  if (match === null) return null
  const [, operator = '', operand = ''] = match
  const isList = /^(?:not\.)?in$/.test(operator) && /^\(.*\)$/s.test(operand)
  if (isList || !/[,()"\\{}[\]]/.test(operand)) return `${base}.${operator}.${operand}`
  return /["\\{}[\]]/.test(operand) ? null : `${base}.${operator}."${operand}"`
}

function embedDepth(select: string): number {
  let depth = 0
  let deepest = 0
  for (const sign of select) {
    if (sign === '(') depth += 1
    if (sign === ')') depth -= 1
    deepest = Math.max(deepest, depth)
  }
  return deepest
}
