/** What detection, planning and the phases need to know of a database, read once from its catalog. */
export interface Catalog {
  readonly serverVersion: number
  readonly database: string
  readonly relations: readonly CatalogRelation[]
  readonly functions: readonly CatalogFunction[]
}

export type RelationKind =
  | 'table'
  | 'partitioned'
  | 'view'
  | 'materialized-view'
  | 'foreign'
  | 'other'

export interface CatalogRelation {
  readonly name: string
  readonly kind: RelationKind
  readonly owner: string
  readonly isRlsEnabled: boolean
  readonly isRlsForced: boolean
  /** `pg_class.reloptions`, for example `security_invoker=on`. */
  readonly options: readonly string[]
  /** Of a view. */
  readonly definition: string | null
  /** Tables and views (by name, in `public`) that a view reads. */
  readonly reads: readonly string[]
  /** Whether a view uses a whole row somewhere (`to_json(d.*)`): renamed and added columns show in its output. */
  readonly usesWholeRow: boolean
  /** In the order of the table. */
  readonly columns: readonly CatalogColumn[]
  readonly policies: readonly { readonly name: string; readonly command: string }[]
  readonly triggers: readonly {
    readonly name: string
    readonly function: string
    /** `O` origin, `D` disabled, `R` replica, `A` always. */
    readonly enabled: string
  }[]
  readonly bytes: number
}

export interface CatalogColumn {
  readonly name: string
  /** As `format_type` prints it, without schema where it is on the search path. */
  readonly type: string
  readonly isNotNull: boolean
  readonly hasDefault: boolean
  readonly isGenerated: boolean
  readonly identity: '' | 'always' | 'by default'
}

export interface CatalogFunction {
  readonly schema: string
  readonly name: string
  readonly signature: string
  readonly source: string
  readonly settings: readonly string[]
}

/** The relation of that name in `public`, if there is one. */
export function relation(catalog: Catalog, name: string): CatalogRelation | undefined {
  return catalog.relations.find((candidate) => candidate.name === name)
}

/** The ordinary table of that name in `public`, if there is one. */
export function table(catalog: Catalog, name: string): CatalogRelation | undefined {
  const found = relation(catalog, name)
  return found?.kind === 'table' ? found : undefined
}

export function column(
  found: CatalogRelation | undefined,
  name: string,
): CatalogColumn | undefined {
  return found?.columns.find((candidate) => candidate.name === name)
}
