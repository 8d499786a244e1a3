import { collect, isFields, text } from './nodes.ts'
import { parseStatements } from './parse-body.ts'

/** Names of the relations that a statement reads or writes, without their schemas; none where it cannot be parsed. */
export function relationsIn(sql: string): readonly string[] {
  try {
    return collect(parseStatements(sql), (node) =>
      isFields(node) ? text(node['relname']) : undefined,
    )
  } catch {
    return [] // cut off by the server, or of a newer syntax
  }
}
