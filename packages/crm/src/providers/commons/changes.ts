type Row = Record<string, unknown>

/** Forms give '' for an emptied field; the database means null by it. Strings are trimmed at their ends. */
export function emptyToNull<T extends Row>(row: T): T {
  const entries = Object.entries(row).map(([key, value]) => [key, cleanValue(value)])
  return Object.fromEntries(entries) as T
}

/** The fields of `next` that differ from `previous`, compared by content. */
export function changedFields(next: Row, previous: Row): Row {
  const changed = Object.entries(next).filter(([key, value]) => !isSame(value, previous[key]))
  return Object.fromEntries(changed)
}

/** A copy without the named keys. */
export function without(row: Row, keys: readonly string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)))
}

function cleanValue(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const trimmed = value.trim()
  return trimmed === '' ? null : trimmed
}

/** Absent and null say the same to the database. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
