import type { FileReference, Row } from './common.ts'
import type { SalesRow } from './rows.generated.ts'

/** A user of the CRM. */
export type Sale = Row<SalesRow, { avatar: FileReference | null; disabled: boolean | null }>
