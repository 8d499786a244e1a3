/** How a body refers to something that changes. */
export type ReferenceKind =
  /** Reads or writes rows under the old name; `detail` is the alias that it gives, if any. */
  | 'read'
  | 'write'
  /** A variable with the row type or a column's type of the old name. */
  | 'variable'
  /** A cast to the row type of the old name. */
  | 'cast'
  /** A row of the trigger given to something of the old name's row type. */
  | 'row-cast'
  /** All columns of a table that grows, where their number matters; `detail` says what for. */
  | 'whole-row'
  /** Asks how deep in triggers a write is, or as whom: writes that come by way of our triggers are told apart by that. */
  | 'depth'
  | 'writer'
  /** Something that only a table can have done to it; `detail` says what. */
  | 'table-only'
  /** A column of the trigger's row. */
  | 'field'
  /** All columns of the trigger's row, as columns. */
  | 'row-spread'
  /** The trigger's row as JSON or hstore. */
  | 'row-json'
  /** The trigger's row as an argument; `detail` names the function. */
  | 'row-argument'
  /** A decision by the name of the trigger's table. */
  | 'table-branch'
  /** The name of the trigger's table, handed on. */
  | 'table-data'
  /** The name of the trigger's table inside SQL that is put together. */
  | 'table-in-sql'
  /** The arguments of the trigger inside SQL that is put together. */
  | 'arguments-in-sql'
  /** SQL put together from text. An empty name: no old name was seen in it. */
  | 'dynamic'
  /** A sequence of the table, which keeps its name. */
  | 'sequence'
  /** The old name as a text; `detail` names the function that it is given to. */
  | 'text'
  /** The old name in a language that is not parsed. */
  | 'unparsed'

export interface NameReference {
  readonly kind: ReferenceKind
  /** The old name: a table, a column, or `TG_TABLE_NAME`. */
  readonly name: string
  /** In the body, from 1. */
  readonly line: number
  readonly column: number
  /** Bytes from the start of the body, where it is known exactly. */
  readonly offset: number | null
  readonly detail?: string | undefined
}

export interface FoundReferences {
  readonly references: readonly NameReference[]
  /** What the parser said, for a body that it could not read. */
  readonly problem: string | null
}
