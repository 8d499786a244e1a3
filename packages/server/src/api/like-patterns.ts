/**
 * Takes the quotes off patterns inside `or=(…)` and `and=(…)`. PostgREST clients quote a pattern that holds a
 * comma or a parenthesis; Lite keeps the quotes as part of the pattern, so such a search would find nothing.
 */
export function repairPatterns<T extends { where?: Record<string, unknown> }>(ast: T): T {
  if (ast.where === undefined) return ast
  const where = Object.fromEntries(
    Object.entries(ast.where).map(([key, value]) => [
      key,
      isLogic(key) ? repairTree(value) : value,
    ]),
  )
  return { ...ast, where }
}

const PATTERN_OPERATORS = new Set(['$like', '$ilike', '$notLike', '$notIlike'])

function isLogic(key: string): boolean {
  return key === '$and' || key === '$or' || key === '$not'
}

function repairTree(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(repairTree)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      PATTERN_OPERATORS.has(key) ? unquote(value) : repairTree(value),
    ]),
  )
}

function unquote(value: unknown): unknown {
  if (typeof value !== 'string' || !/^".*"$/s.test(value) || value.length < 2) return value
  return value.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
}
