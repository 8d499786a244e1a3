/** `column`, or `column@operator`; see CrmDataProvider. */
export type Filter = Readonly<Record<string, unknown>>

interface Condition {
  readonly column: string
  readonly operator: string
  readonly value: unknown
}

/**
 * A react-admin filter in the dialect of ra-data-postgrest, with every operator written out (`stage@` = `eq.lead`).
 * A second condition on a column and every group of search words go into one `and=(…)`, because the REST dialect
 * keeps only the last of two equal parameters. `q` becomes: each word is found in at least one of `searchColumns`.
 */
export function toApiFilter(
  filter: Filter,
  searchColumns: readonly string[] = [],
): Record<string, string> {
  const api: Record<string, string> = {}
  const groups: string[] = []
  for (const condition of conditionsOf(filter)) {
    const key = `${condition.column}@`
    const isTaken = key in api
    if (isTaken) groups.push(asGroupMember(condition))
    else api[key] = `${condition.operator}.${plainValue(condition)}`
  }
  groups.push(...searchGroups(filter['q'], searchColumns))
  if (groups.length > 0) api['and@'] = `(${groups.join(',')})`
  return api
}

/**
 * A pattern for ilike that finds the word as it was typed, in the form that `or=(…)` takes. LIKE's own wildcards get a
 * backslash. A star cannot have one, because the API makes every `*` a wildcard: it finds any one character.
 */
export function searchPattern(word: string): string {
  const literal = word.replace(/[\\%_]/g, '\\$&').replaceAll('*', '_')
  return quoteValue(`*${literal}*`)
}

/** A value inside `and=(…)` or `in.(…)`, in double quotes when it holds a delimiter. */
export function quoteValue(value: unknown): string {
  const text = String(value)
  if (!/[,()":\\\s]/.test(text)) return text
  return `"${text.replace(/[\\"]/g, (character) => `\\${character}`)}"`
}

function conditionsOf(filter: Filter): Condition[] {
  return Object.entries(filter)
    .filter(([key, value]) => key !== 'q' && value !== undefined && value !== '')
    .map(([key, value]) => {
      const [column = key, operator] = key.split('@')
      return { column, operator: operator ?? defaultOperator(value), value }
    })
}

function defaultOperator(value: unknown): string {
  if (value === null) return 'is'
  return Array.isArray(value) ? 'in' : 'eq'
}

function plainValue({ operator, value }: Condition): string {
  if (!Array.isArray(value)) return String(value)
  const list = value.map(quoteValue).join(',')
  return operator === 'cs' || operator === 'ov' ? `{${list}}` : `(${list})`
}

function asGroupMember(condition: Condition): string {
  const value = Array.isArray(condition.value) ? plainValue(condition) : quoteValue(condition.value)
  return `${condition.column}.${condition.operator}.${value}`
}

function searchGroups(q: unknown, columns: readonly string[]): string[] {
  if (typeof q !== 'string' || columns.length === 0) return []
  return q
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => {
      const pattern = searchPattern(word)
      return `or(${columns.map((column) => `${column}.ilike.${pattern}`).join(',')})`
    })
}
