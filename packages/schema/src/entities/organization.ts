import type { FileReference, Row } from './common.ts'
import type { CompaniesRow, ContactOrganizationsRow } from './rows.generated.ts'

/**
 * A row of `companies`, shown to users as an organization. `size` is a band: 1, 10, 50, 250 or 500, meaning 1, 2–9, 10–49, 50–249,
 * 250 and more people.
 */
export type Organization = Row<
  CompaniesRow,
  { logo: FileReference | null; context_links: string[] | null }
>

/** A row of `companies_summary`. */
export interface OrganizationSummary extends Organization {
  nb_opportunities: number
  nb_contacts: number
}

/** A person's place in an organization. */
export type ContactOrganization = ContactOrganizationsRow
