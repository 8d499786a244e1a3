import { readFileSync } from 'node:fs'
import { objectsIn } from '../manifest.ts'
import { parseSync } from '../parser.ts'
import type { Declared } from './declared.ts'

const FIRST = new URL('../../releases/0001.sql', import.meta.url)

let known: ReadonlySet<string> | undefined

/** Whether the first release, which kept no books, made something of this name. Read when it is first asked for, in some 300 ms. */
export function isOfFirstRelease(object: Declared): boolean {
  known ??= new Set(
    objectsIn(withoutBlocks(readFileSync(FIRST, 'utf8'))).map(({ kind, schema, name, table }) =>
      [kind, schema, table ?? '', name].join(' '),
    ),
  )
  const table = object.table?.split('.')[1] ?? ''
  return known.has([object.kind, object.schema, table, object.name].join(' '))
}

/** What stands by itself: a block makes types and constraints alone. */
function withoutBlocks(text: string): string {
  const bytes = Buffer.from(text)
  return (parseSync(text).stmts ?? [])
    .filter(({ stmt }) => stmt !== undefined && !('DoStmt' in stmt))
    .map(({ stmt_location: from = 0, stmt_len: length = bytes.length - from }) =>
      bytes.subarray(from, from + length).toString(),
    )
    .join(';\n')
}
