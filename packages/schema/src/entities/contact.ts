import type { FileReference, Row } from './common.ts'
import type { ContactsRow } from './rows.generated.ts'

/** A row of `contacts`. */
export type Contact = Row<
  ContactsRow,
  {
    avatar: FileReference | null
    email_jsonb: ({ email: string; type: string } | null)[] | null
    phone_jsonb: ({ number: string; type: string } | null)[] | null
  }
>

/** A row of `contacts_summary`. */
export interface ContactSummary extends Contact {
  email_fts: string | null
  phone_fts: string | null
  company_name: string | null
  nb_tasks: number
  organization_ids: number[]
}
