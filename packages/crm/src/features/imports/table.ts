/** A number that a workbook holds as one, however its cell shows it. */
export interface ExactNumber {
  readonly number: number
  /** Its cell shows 0.5 as 50 %. */
  readonly isPercent: boolean
}

/** Cells of a line by their places, as far as they are exact. */
export type ExactCells = Readonly<Record<number, ExactNumber>>

/** Why a line of a file cannot be a row as it stands; keys below `crm.import.error`. */
export type RowFault = 'open_quote' | 'too_many_cells'

/** A line of a file, wherever its table begins. */
export interface GridLine {
  /** The first one is 1. */
  readonly line: number
  /** How many lines of the file it takes. */
  readonly lines: number
  /** Trimmed texts. */
  readonly cells: readonly string[]
  readonly exact?: ExactCells
  readonly fault?: RowFault
  /** What was done about it while it was read; a key below `crm.import.notice`. */
  readonly notice?: FileNoticeCode
}

/** Things that a file had and that people should know; keys below `crm.import.notice`. */
export type FileNoticeCode =
  | 'mended_quote'
  | 'hidden_rows'
  | 'hidden_columns'
  | 'merged_cells'
  | 'formula_without_value'
  | 'error_cell'
  | 'control_characters'
  | 'unreadable_card'
  | 'mixed_encoding'

export interface FileNotice {
  readonly code: FileNoticeCode
  readonly lines: readonly number[]
  /** What is named, such as a sheet or a column. */
  readonly name?: string
}

/** The cells of a file: trimmed texts, each row as long as the headers. */
export interface Table {
  readonly headers: readonly string[]
  readonly rows: readonly TableRow[]
}

export interface TableRow {
  /** The line of the file on which it begins. */
  readonly line: number
  readonly cells: readonly string[]
  readonly exact?: ExactCells
  readonly fault?: RowFault
}

/** Lines of a file that are no rows, by the reason; keys below `crm.import.left_out_lines`. */
export const lineReasons = ['before', 'header', 'empty', 'footer', 'within_cells'] as const
export type LineReason = (typeof lineReasons)[number]

/** What became of every line: `total` is the sum of the rest. */
export interface LineAccount {
  readonly total: number
  readonly rows: number
  readonly leftOut: Readonly<Record<LineReason, number>>
}
