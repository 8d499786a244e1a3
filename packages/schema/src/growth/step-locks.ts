import { type Node, parsePlPgSQLSync, parseSync } from '../parser.ts'
import type { Step } from './steps.ts'

/** Tables that a step alters, with their schemas; each is locked for the moment that this takes. */
export function tablesAlteredBy({ sql }: Pick<Step, 'sql'>): readonly string[] {
  return [...new Set(alteredIn(sql))]
}

function alteredIn(sql: string): readonly string[] {
  const bytes = Buffer.from(sql)
  return (parseSync(sql).stmts ?? []).flatMap(
    ({ stmt, stmt_location: from = 0, stmt_len: length = bytes.length - from }) => {
      if (stmt === undefined) return []
      if (!('DoStmt' in stmt)) return alteredBy(stmt)
      return queriesIn(parsePlPgSQLSync(bytes.subarray(from, from + length).toString())).flatMap(
        alteredIn,
      )
    },
  )
}

function alteredBy(node: Node): readonly string[] {
  if (!('AlterTableStmt' in node)) return []
  const { schemaname = 'public', relname = '' } = node.AlterTableStmt.relation ?? {}
  return [`${schemaname}.${relname}`]
}

/** Statements inside a block; those that it puts together are not known. */
function queriesIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'sqlstmt' ? queryOf(child) : queriesIn(child),
  )
}

function queryOf(value: {
  readonly PLpgSQL_expr?: { readonly query?: string }
}): readonly string[] {
  const query = value.PLpgSQL_expr?.query
  return query === undefined ? [] : [query]
}
