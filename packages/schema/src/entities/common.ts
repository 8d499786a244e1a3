/** A file of the CRM's bucket, or a link. */
export interface FileReference {
  src: string
  title?: string | undefined
  path?: string | undefined
  type?: string | undefined
  [key: string]: unknown
}

/** A row of the DDL with what it cannot say: what JSON holds, and what older installations lack. */
export type Row<Generated, Said> = Omit<Generated, keyof Said> & Said
