/** Files that become contacts with notes and tasks, organizations and opportunities. */
export interface ImportVerbs {
  /** Notes that an import begins. @returns its id */
  startImport(start: ImportStart): Promise<number>
  /**
   * Some hundred rows, all in one transaction; a row that fails spoils no other.
   * @param runId null only says what would happen
   */
  importRows(
    rows: readonly ImportRow[],
    runId: number | null,
    matching: ImportMatching,
  ): Promise<ImportedRow[]>
  /** Takes back the next part of what an import did; call it until nothing remains. */
  undoImport(runId: number): Promise<ImportUndone>
  /** One's own imports, the latest first, twenty at most. */
  getImports(): Promise<ImportRun[]>
  /** What was chosen the last time for a file with these headers. */
  getImportChoices(signature: string): Promise<ImportChoices | null>
  /** What stayed when an import was taken back, by line, two hundred at most. */
  getImportsKept(runId: number): Promise<ImportKept[]>
  /** What other systems call these records. */
  getExternalIds(
    resource: 'contacts' | 'organizations' | 'opportunities',
    ids: readonly number[],
  ): Promise<ExternalId[]>
}

/** Which field (`contact.first_name`) each header is; '' for none. */
export type ImportMapping = Readonly<Record<string, string>>

/** What may tell a record again beside its IDs, which always do. */
export const importKeys = [
  'contact.email',
  'contact.name',
  'organization.name',
  'opportunity.name',
] as const
export type ImportKey = (typeof importKeys)[number]

/** How an import tells again the records that are there. */
export interface ImportMatching {
  /** The name of the system whose IDs the file has; '' where it has none. */
  readonly source: string
  readonly by: readonly ImportKey[]
}

/** How the cells of a file are read, and what its values are; kept for the next file with the same headers. */
export interface ImportReading {
  readonly dayOrder?: 'month_first' | 'day_first'
  readonly decimal?: '.' | ','
  /** Cells that cannot be read are left empty, and their rows are taken. */
  readonly leaveEmpty?: boolean
  /** What values of the file are, by field and folded text; '' is nothing. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface ImportChoices {
  readonly mapping: ImportMapping
  readonly matching: ImportMatching & { readonly reading?: ImportReading }
}

/** What another system calls a record. */
export interface ExternalId {
  readonly id: number
  readonly source: string
  readonly key: string
}

export interface ImportStart extends ImportChoices {
  readonly fileName: string
  /** Tells files with the same headers. */
  readonly signature: string
  readonly totalRows: number
}

export type ImportSection = 'organization' | 'contact' | 'opportunity' | 'note' | 'task'

/** What a row of a file says, by columns of the database; see `imports.sql` for the few that are none. */
export type ImportRow = { readonly line: number } & {
  readonly [Section in ImportSection]?: Readonly<Record<string, unknown>>
}

export interface ImportedRow {
  readonly line: number
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'failed'
  readonly records: readonly {
    readonly resource: 'organizations' | 'contacts' | 'opportunities' | 'notes' | 'tasks'
    /** In a dry run that of a record that is gone again, where it is new. */
    readonly id: number
    readonly outcome: 'created' | 'updated' | 'unchanged'
    /** Parts of a dry run that would make the same have the same. */
    readonly key: string | null
    /** What is overwritten, by column: before and after. */
    readonly changes?: Readonly<Record<string, readonly [unknown, unknown]>>
    /** Who is much like a new record, by name: the same but for the legal form, or of the same address. */
    readonly near?: string
    /** It was named by an external ID alone, is called by that, and waits for its own row. */
    readonly waits?: boolean
  }[]
  readonly error?: {
    readonly code: string
    /** `contact.last_name`; '' where it is about the whole row. */
    readonly field: string
    readonly value: string
    /** The database's own words, where there is no better. */
    readonly message: string
    /** The record that stands in the way, by name. */
    readonly other?: string
  }
}

export interface ImportUndone {
  readonly undone: number
  /** Changed or used since, or not the caller's to change. */
  readonly kept: number
  readonly remaining: number
}

export interface ImportRun {
  readonly id: number
  readonly created_at: string
  readonly file_name: string
  readonly total_rows: number
  readonly counts: Readonly<Partial<Record<ImportedRow['outcome'], number>>>
  readonly undone_at: string | null
}

export interface ImportKept {
  readonly id: number
  readonly line: number
  readonly source: string
  readonly record_id: number
  readonly outcome: 'changed' | 'used' | 'forbidden'
}
