import { schemaSql } from '@valence/schema/sql'

/** What a step does to one table, in units that take time and room. The estimate is made of these. */
export interface PlannedWork {
  /** The legacy table that is read, each row once. */
  readonly source: string
  /** `update` makes new versions of rows of `source`; `insert` makes rows of a new table. */
  readonly kind: 'update' | 'insert'
  /** Rows that are written, as far as that can be known before. */
  readonly written: number
  /** Entries in indexes of a new table, for each row written. An update adds one to each index of `source`. */
  readonly indexes: number
  /** Foreign keys of a new table, checked for each row written. */
  readonly keys: number
  /** Whether the statements look up themselves what these keys refer to, so that keys are not asked; see copied-references.ts. */
  readonly looksUpKeys: boolean
  /** Whether a row that is inserted takes the texts of the row read along. */
  readonly carriesText: boolean
}

/** The work of filling a table of the new shape. Its indexes and foreign keys are counted in the file that creates it. */
export function insertWork(
  table: string,
  work: Pick<PlannedWork, 'source' | 'written'> &
    Partial<Pick<PlannedWork, 'carriesText' | 'looksUpKeys'>>,
): PlannedWork {
  const file = schemaSql(`02_tables/${table}`)
  return {
    source: work.source,
    kind: 'insert',
    written: work.written,
    indexes: count(file, /\bcreate (?:unique )?index\b|\bprimary key\b/g),
    keys: count(file, /\breferences\b/g),
    looksUpKeys: work.looksUpKeys ?? false,
    carriesText: work.carriesText ?? false,
  }
}

/** The work of updating rows in place. The table's own indexes are counted by the estimate. */
export function updateWork(source: string, written: number): PlannedWork {
  return {
    source,
    kind: 'update',
    written,
    indexes: 0,
    keys: 0,
    looksUpKeys: false,
    carriesText: false,
  }
}

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length
}
