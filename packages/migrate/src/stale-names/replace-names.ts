import { ident } from '@valence/db'
import type { NameSpace, RenamedTable } from './names.ts'
import { plainIdentifier, tokensOf } from './parse-body.ts'
import type { NameReference } from './reference.ts'

/**
 * A text in which each table named by a reference has its new name; nothing else is touched. Takes references that read or
 * write under the old name, in columns that keep theirs. Null when one of them has no exact place.
 */
export function replaceNames(
  source: string,
  references: readonly NameReference[],
  names: NameSpace,
): string | null {
  const tokens = tokensOf(source)
  const bytes = Buffer.from(source)
  const parts: Buffer[] = []
  let done = 0
  for (const reference of references) {
    const table = names.tables.find(({ name }) => name === reference.name)
    // The place of a name with its schema is that of the schema.
    const token = tokens.find(
      ({ start, text }) =>
        reference.offset !== null &&
        start >= reference.offset &&
        plainIdentifier(text) === reference.name,
    )
    const isTable = reference.kind === 'read' || reference.kind === 'write'
    if (table === undefined || token === undefined || !isTable) return null
    if (token.start < done) continue
    parts.push(bytes.subarray(done, token.start), Buffer.from(written(table, reference)))
    done = token.end
  }
  return Buffer.concat([...parts, bytes.subarray(done)]).toString()
}

/** Columns may be qualified with the old name, which therefore stays as an alias. */
function written(table: RenamedTable, reference: NameReference): string {
  const isAliased = reference.detail !== undefined
  return isAliased ? table.newName : `${table.newName} as ${ident(table.name)}`
}
