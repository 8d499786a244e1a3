import type { RenamedTable } from './names.ts'
import { as, collect, type Fields, isFields, list, strings } from './nodes.ts'
import type { Scope, Source } from './scope.ts'

const AGGREGATES =
  /^(?:count|sum|avg|min|max|(?:array|string|jsonb?|jsonb?_object|xml|range)_agg|bool_(?:and|or)|bit_(?:and|or|xor)|every|any_value|mode|percentile_(?:cont|disc)|stddev\w*|var\w*|corr|covar\w*|regr_\w+)$/

/**
 * Tables that are grouped by their primary key while other columns of theirs are shown: PostgreSQL allows that for a table,
 * whose key it knows, and not for a view.
 */
export function losesGrouping(
  select: Fields,
  scope: Scope,
  ownAggregates: ReadonlySet<string>,
): readonly { readonly table: RenamedTable }[] {
  const grouped = list(select['groupClause']).flatMap((item) => parts(item))
  if (grouped.length === 0) return []
  const shown = [select['targetList'], select['havingClause'], select['sortClause']].flatMap(
    (clause) => outsideAggregates(clause, ownAggregates),
  )
  return scope.sources.flatMap((source) => {
    const { table } = source
    if (table === undefined || table.primaryKey.length === 0) return []
    const isGrouped = (column: string) => grouped.some((one) => belongs(one, source, column))
    if (!table.primaryKey.every(isGrouped)) return []
    const isShown = shown.some((one) => {
      const column = one.at(-1) ?? ''
      const isStar = column === '*' && (one.length === 1 || one.at(-2) === source.name)
      if (isStar) return !table.columns.every(isGrouped)
      return table.columns.includes(column) && belongs(one, source, column) && !isGrouped(column)
    })
    return isShown ? [{ table }] : []
  })
}

function belongs(reference: readonly string[], source: Source, column: string): boolean {
  if (reference.at(-1) !== column) return false
  return reference.length === 1 || reference.at(-2) === source.name
}

function parts(node: unknown): readonly (readonly string[])[] {
  const column = as(node, 'ColumnRef')
  if (column === null) return collect(node, (inner) => (inner === node ? undefined : nested(inner)))
  return [names(column)]
}

function nested(node: unknown): readonly string[] | undefined {
  const column = as(node, 'ColumnRef')
  return column === null ? undefined : names(column)
}

function names(column: Fields): readonly string[] {
  return list(column['fields']).map((part) =>
    as(part, 'A_Star') === null ? (strings([part])[0] ?? '') : '*',
  )
}

function outsideAggregates(
  value: unknown,
  own: ReadonlySet<string>,
): readonly (readonly string[])[] {
  if (Array.isArray(value)) return value.flatMap((item) => outsideAggregates(item, own))
  if (!isFields(value)) return []
  const column = as(value, 'ColumnRef')
  if (column !== null) return [names(column)]
  const call = as(value, 'FuncCall')
  if (call !== null && isAggregate(call, own)) return []
  // Columns of a sub-select are its own, unless they are qualified.
  if (as(value, 'SubLink') !== null) {
    return collect(value, nested).filter((one) => one.length > 1 && one.at(-1) !== '*')
  }
  return Object.values(value).flatMap((child) => outsideAggregates(child, own))
}

function isAggregate(call: Fields, own: ReadonlySet<string>): boolean {
  const name = strings(call['funcname']).at(-1) ?? ''
  return (
    call['over'] === undefined &&
    (call['agg_star'] === true ||
      call['agg_filter'] !== undefined ||
      AGGREGATES.test(name) ||
      own.has(name))
  )
}
