/** A table of the installation that gets another name, and the columns of it that do. */
export interface RenamedTable {
  /** Its name in `public` until now. */
  readonly name: string
  readonly newName: string
  /** Old column → new column. */
  readonly renames: Readonly<Record<string, string>>
  /** Columns in the order of the table. */
  readonly columns: readonly string[]
  readonly primaryKey: readonly string[]
  /** Sequences that belong to it; they keep their names. */
  readonly sequences: readonly string[]
}

/** A table of the installation that keeps its name and gets columns. */
export interface GrowingTable {
  readonly name: string
  /** The columns that it does not have yet. */
  readonly gains: readonly string[]
  /** Whether one of them must not be NULL. */
  readonly isRequired: boolean
}

/** What names mean in one installation. */
export interface NameSpace {
  readonly tables: readonly RenamedTable[]
  readonly growing: readonly GrowingTable[]
  /** Functions whose result is rows of a table that grows: its name by theirs. */
  readonly rowFunctions: ReadonlyMap<string, string>
  /** Relations outside of `public` that share a name with one of all these tables, as `schema.name`. */
  readonly homonyms: ReadonlySet<string>
  /** Aggregates that are not PostgreSQL's own, by their bare names. */
  readonly aggregates: ReadonlySet<string>
  readonly serverVersion: number
}

/** Schemas in which an unqualified name is looked for, from a function's settings; without one it is `public`. */
export function searchPathOf(settings: readonly string[]): readonly string[] {
  const setting = settings.find((candidate) => candidate.startsWith('search_path='))
  if (setting === undefined) return ['public']
  return setting
    .slice('search_path='.length)
    .split(',')
    .map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
    .filter((part) => part !== '')
}

/** The renamed table that a name stands for, if it is one. */
export function resolveTable(
  names: NameSpace,
  path: readonly string[],
  reference: { readonly schema: string | undefined; readonly name: string },
): RenamedTable | undefined {
  const table = names.tables.find((candidate) => candidate.name === reference.name)
  if (table === undefined) return undefined
  if (reference.schema !== undefined) return reference.schema === 'public' ? table : undefined
  for (const schema of path) {
    if (schema === 'public') return table
    if (names.homonyms.has(`${schema}.${reference.name}`)) return undefined
  }
  return undefined
}

/** The renamed table that a text such as `public.deals` or `"dealNotes"` names, if it does. */
export function tableInText(
  names: NameSpace,
  path: readonly string[],
  text: string,
): RenamedTable | undefined {
  const match = /^(?:(?<schema>"[^"]+"|\w+)\.)?(?<name>"[^"]+"|\w+)$/.exec(text.trim())
  if (match?.groups === undefined) return undefined
  const plain = (part: string | undefined) => part?.replaceAll('"', '')
  return resolveTable(names, path, {
    schema: plain(match.groups['schema']),
    name: plain(match.groups['name']) ?? '',
  })
}
