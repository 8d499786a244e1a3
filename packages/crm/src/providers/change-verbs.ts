/** What the log of changes tells of. */
export const changedResources = [
  'opportunities',
  'contacts',
  'organizations',
  'activities',
  'tasks',
  'sales',
  'configuration',
] as const
export type ChangedResource = (typeof changedResources)[number]

/** Who changed what, field by field; written by the database alone. */
export interface ChangeVerbs {
  /** The newest first; of what the user may see. */
  getRecordChanges(query: ChangeQuery): Promise<ChangePage>
  /** Deletes what is older than the settings keep; answers how many entries. */
  forgetOldChanges(): Promise<number>
}

export interface ChangeQuery {
  readonly resource?: ChangedResource | undefined
  readonly recordId?: number | undefined
  readonly userId?: number | undefined
  /** Moments; the first counts, the second does not. */
  readonly since?: string | undefined
  readonly until?: string | undefined
  /** `next` of the page before. */
  readonly before: number | null
  readonly limit: number
}

/** {"organizations:12": "Acme"} */
export type RecordNames = Readonly<Record<string, string>>

export interface ChangePage {
  readonly rows: readonly RecordChange[]
  /** Of records that the values refer to. */
  readonly names: RecordNames
  readonly next: number | null
}

type Fields = Readonly<Record<string, unknown>>

export interface RecordChange {
  readonly id: number
  readonly changed_at: string
  /** Null where no user was signed in: a script, or an operator. */
  readonly changed_by: number | null
  readonly verb: 'insert' | 'update' | 'delete'
  /** The record that it is told of, and the table of the row: a link belongs to the record that it hangs on. */
  readonly resource: ChangedResource
  readonly record_id: number
  readonly source: string
  readonly record_name: string | null
  readonly is_gone: boolean
  readonly former: Fields | null
  readonly given: Fields | null
  /** Whom a changed link leads to. */
  readonly linked: Fields | null
}

/** What an entry says of the fields themselves. */
export type ChangedValues = Pick<RecordChange, 'verb' | 'source' | 'former' | 'given'> &
  Partial<Pick<RecordChange, 'linked'>>
