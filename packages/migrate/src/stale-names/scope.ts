import type { RenamedTable } from './names.ts'
import { as, type Fields, isFields, list, tagged, text } from './nodes.ts'

/** Something that a statement reads from, by the name that its columns are qualified with. */
export interface Source {
  readonly name: string
  readonly table: RenamedTable | undefined
  readonly isTransition: boolean
}

export interface Scope {
  readonly sources: readonly Source[]
  /** Names of common table expressions. */
  readonly ctes: ReadonlySet<string>
  readonly outer?: Scope
}

interface Reader {
  tableOf(range: Fields): RenamedTable | undefined
  visitCte(query: unknown, ctes: ReadonlySet<string>): void
  readonly transitions: ReadonlySet<string>
}

/** What names stand for inside a statement. Its common table expressions are read on the way, each with those before it. */
export function scopeOf(statement: Fields, outer: Scope, reader: Reader): Scope {
  const ctes = withCtes(statement['withClause'], outer.ctes, reader)
  const target = isFields(statement['relation']) ? [statement['relation']] : []
  const ranges = [
    ...target,
    ...['fromClause', 'usingClause', 'sourceRelation'].flatMap((key) => rangesIn(statement[key])),
  ]
  const sources = ranges.map((range): Source => {
    const relname = text(range['relname']) ?? ''
    const alias = isFields(range['alias']) ? text(range['alias']['aliasname']) : undefined
    const isPlain = range['schemaname'] === undefined
    const isCte = isPlain && ctes.has(relname)
    return {
      name: alias ?? relname,
      table: isCte ? undefined : reader.tableOf(range),
      isTransition: isPlain && !isCte && reader.transitions.has(relname),
    }
  })
  return { sources, ctes, outer }
}

/** A name in a CTE that is not recursive means what it means outside, even its own. */
function withCtes(
  clause: unknown,
  outer: ReadonlySet<string>,
  reader: Reader,
): ReadonlySet<string> {
  if (!isFields(clause)) return outer
  const ctes = new Set(outer)
  const expressions = list(clause['ctes']).flatMap((item): readonly Fields[] => {
    const cte = as(item, 'CommonTableExpr')
    return cte === null ? [] : [cte]
  })
  const isRecursive = clause['recursive'] === true
  if (isRecursive) for (const cte of expressions) ctes.add(text(cte['ctename']) ?? '')
  for (const cte of expressions) {
    reader.visitCte(cte['ctequery'], new Set(ctes))
    ctes.add(text(cte['ctename']) ?? '')
  }
  return ctes
}

/** Tables of a FROM clause, through joins; sub-selects have a scope of their own. */
function rangesIn(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.flatMap(rangesIn)
  const node = tagged(value)
  if (node?.tag === 'RangeVar') return [node.fields]
  if (node?.tag === 'JoinExpr')
    return [...rangesIn(node.fields['larg']), ...rangesIn(node.fields['rarg'])]
  return []
}

/** What a qualifier stands for, from the inside out. */
export function sourceNamed(scope: Scope, name: string): Source | undefined {
  return (
    scope.sources.find((source) => source.name === name) ??
    (scope.outer === undefined ? undefined : sourceNamed(scope.outer, name))
  )
}
