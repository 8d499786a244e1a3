import { readFileSync } from 'node:fs'
import { connect } from '@valence/db'

export interface SchemaDumpOptions {
  /** Schemas to leave out, besides those of the system. */
  readonly excludeSchemas?: readonly string[]
}

/**
 * The whole catalog of a database as text, a line for each fact, in an order that does not depend on how the
 * objects came about: two databases with the same schema give the same text, and a text comparison names what
 * differs. Covers relations, columns in order, constraints, indexes, views, functions, triggers and whether they
 * are enabled, rules, policies, row security, rights, default rights, comments, types, sequences, publications,
 * extensions and settings. Data and sequence positions are not part of it: see `dataDigest`.
 */
export async function schemaDump(url: string, options: SchemaDumpOptions = {}): Promise<string> {
  // An empty search_path makes PostgreSQL qualify every name it prints.
  const sql = connect(url, {
    max: 1,
    settings: { search_path: '' },
    applicationName: 'valence-dump',
  })
  try {
    const query = readFileSync(new URL('./schema-dump.sql', import.meta.url), 'utf8')
    const rows = await sql.unsafe<{ place: string; line: string }[]>(query, [
      [...(options.excludeSchemas ?? [])],
    ])
    return format(rows.map(({ place, line }) => ({ place, line })))
  } finally {
    await sql.end({ timeout: 5 })
  }
}

interface Line {
  readonly place: string
  readonly line: string
}

function format(lines: readonly Line[]): string {
  const texts = lines.map(({ place, line }) => `${place}: ${line}`)
  return `${texts.sort(byCodePoint).join('\n')}\n`
}

/** The server's collation may order names in another way on another machine. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
