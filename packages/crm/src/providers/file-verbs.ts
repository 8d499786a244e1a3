import type { FileReference } from '@valence/schema'

/** Files that belong to records. */
export interface FileVerbs {
  /** Stores a file where only users of the CRM can open it. @returns what a record keeps of it */
  uploadFile(file: File): Promise<FileReference>
  /** Where a browser can open the file now; for a stored file the address is good for a minute. */
  addressOfFile(file: FileReference): Promise<string>
}
