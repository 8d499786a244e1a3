/** Where an object is written. */
export interface Written {
  /** The file below `sql/`, without `.sql`: `02_tables/activities`. */
  readonly file: string
  /** As in the file, without the semicolon. Of what stands in a `do` block: the statement inside. */
  readonly statement: string
  /**
   * Whether installations of Atomic CRM have it already (in a folder `legacy`). What is written there is their newest form, under
   * the names of today; a migration leaves theirs as it is.
   */
  readonly isLegacy: boolean
}

interface Named extends Written {
  readonly schema: string
  readonly name: string
}

export interface EnumType extends Named {
  readonly labels: readonly string[]
}

export interface Column {
  readonly name: string
  /** As `format_type` writes it; types of ours with their schema. */
  readonly type: string
  readonly isNotNull: boolean
  /** The expression as it is written; null where there is none. */
  readonly default: string | null
  readonly identity: 'always' | 'by default' | null
  /** The expression of a generated column. */
  readonly generated: string | null
  /** Whether it is added to a table that installations have. */
  readonly isAdded: boolean
  readonly file: string
}

export interface ForeignKey {
  readonly table: string
  readonly columns: readonly string[]
  readonly onUpdate: ReferentialAction
  readonly onDelete: ReferentialAction
}

export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface Constraint {
  readonly name: string
  readonly kind: 'primary key' | 'unique' | 'check' | 'foreign key'
  /** Those of the key; of a check those that it names. */
  readonly columns: readonly string[]
  /** What follows the name: `check (a > 0)`. */
  readonly definition: string
  /** What a foreign key refers to; its table with the schema. */
  readonly references: ForeignKey | null
  /** Of a check that is a list of texts: those. */
  readonly values: readonly string[] | null
  /** Whether it is added to a table that installations have. */
  readonly isAdded: boolean
  readonly file: string
}

export interface Table extends Named {
  readonly columns: readonly Column[]
  readonly constraints: readonly Constraint[]
  /** Sequences of its identity columns. */
  readonly sequences: readonly string[]
  readonly hasRowSecurity: boolean
}

export interface Argument {
  /** Empty where it has none. */
  readonly name: string
  readonly type: string
  readonly mode: 'in' | 'out' | 'inout' | 'variadic' | 'table'
  readonly hasDefault: boolean
}

export interface SqlFunction extends Named {
  readonly arguments: readonly Argument[]
  /** What tells it from others of its name: the types of its arguments, as in `regprocedure`. */
  readonly identity: string
  /** `trigger`, `SETOF public.tasks`, `TABLE(id bigint)`: as `pg_get_function_result` writes it. */
  readonly returns: string
  readonly language: string
  readonly isTrigger: boolean
  readonly isSecurityDefiner: boolean
  readonly volatility: 'immutable' | 'stable' | 'volatile'
  readonly body: string
}

export interface View extends Named {
  /** Those that it names. */
  readonly columns: readonly string[]
  /** Whether a star shows others before them. */
  readonly hasStar: boolean
  readonly isSecurityInvoker: boolean
}

/** What hangs on a table. */
interface OnTable extends Written {
  readonly name: string
  /** With its schema: `public.tasks`. */
  readonly table: string
}

export interface Trigger extends OnTable {
  /** With its schema. */
  readonly function: string
  /** What the function gets of it, as `tg_argv`. */
  readonly arguments: readonly string[]
}

export interface Policy extends OnTable {
  readonly command: string
  readonly roles: readonly string[]
  /** What it calls, with schemas. */
  readonly functions: readonly string[]
}

export interface Index extends OnTable {
  readonly isUnique: boolean
  readonly isConcurrent: boolean
}

/** All that the files below `sql/` declare, each kind in the order in which a database takes it. */
export interface Manifest {
  readonly files: readonly SqlFile[]
  readonly types: readonly EnumType[]
  readonly tables: readonly Table[]
  readonly functions: readonly SqlFunction[]
  readonly views: readonly View[]
  readonly triggers: readonly Trigger[]
  readonly policies: readonly Policy[]
  readonly indexes: readonly Index[]
  /** Grants, revokes, comments, schemas and first rows. */
  readonly others: readonly Other[]
}

export interface Other extends Written {
  readonly kind: 'grant' | 'comment' | 'schema' | 'rows'
}

export interface SqlFile {
  readonly name: string
  readonly sql: string
  /** Its statements must run outside of a transaction. */
  readonly isConcurrent: boolean
}
