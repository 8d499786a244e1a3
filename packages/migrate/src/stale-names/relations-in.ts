import { collect, isFields, text } from './nodes.ts'
import { loadParser, parseStatements } from './parse-body.ts'

/** Names of the relations that a statement reads or writes, without their schemas; none where it cannot be parsed. */
export async function relationsIn(sql: string): Promise<readonly string[]> {
  await loadParser()
  try {
    return collect(parseStatements(sql), (node) =>
      isFields(node) ? text(node['relname']) : undefined,
    )
  } catch {
    return [] // cut off by the server, or of a newer syntax
  }
}
