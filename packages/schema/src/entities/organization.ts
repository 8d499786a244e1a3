import { z } from 'zod'
import { daySchema, fileSchema, idSchema, timestampSchema } from './common.ts'
import {
  contactRoleSchema,
  decisionAuthorities,
  organizationPriorities,
  organizationTypeSchema,
  purchaseInfluences,
} from './enums.ts'

/** A row of `companies`, shown to users as an organization. */
export const organizationSchema = z.object({
  id: idSchema,
  created_at: timestampSchema,
  name: z.string(),
  sector: z.string().nullable(),
  /** A band: 1, 10, 50, 250 or 500, meaning 1, 2–9, 10–49, 50–249, 250 and more people. */
  size: z.number().int().nullable(),
  linkedin_url: z.string().nullable(),
  website: z.string().nullable(),
  phone_number: z.string().nullable(),
  address: z.string().nullable(),
  zipcode: z.string().nullable(),
  city: z.string().nullable(),
  state_abbr: z.string().nullable(),
  country: z.string().nullable(),
  description: z.string().nullable(),
  revenue: z.string().nullable(),
  tax_identifier: z.string().nullable(),
  logo: fileSchema.nullable(),
  context_links: z.array(z.string()).nullable(),
  sales_id: idSchema.nullable(),
  organization_type: organizationTypeSchema,
  is_principal: z.boolean(),
  is_distributor: z.boolean(),
  parent_company_id: idSchema.nullable(),
  segment: z.string().nullable(),
  priority: z.enum(organizationPriorities),
  deleted_at: timestampSchema.nullable(),
})
export type Organization = z.infer<typeof organizationSchema>

/** A row of `companies_summary`. */
export const organizationSummarySchema = organizationSchema.extend({
  nb_opportunities: z.number(),
  nb_contacts: z.number(),
})
export type OrganizationSummary = z.infer<typeof organizationSummarySchema>

/** A person's place in an organization: a row of `contact_organizations`. */
export const contactOrganizationSchema = z.object({
  id: idSchema,
  contact_id: idSchema,
  organization_id: idSchema,
  is_primary_organization: z.boolean(),
  is_primary_contact: z.boolean(),
  role: contactRoleSchema.nullable(),
  purchase_influence: z.enum(purchaseInfluences),
  decision_authority: z.enum(decisionAuthorities),
  relationship_start_date: daySchema.nullable(),
  relationship_end_date: daySchema.nullable(),
  notes: z.string().nullable(),
  created_at: timestampSchema,
  updated_at: timestampSchema,
  created_by: idSchema.nullable(),
  deleted_at: timestampSchema.nullable(),
})
export type ContactOrganization = z.infer<typeof contactOrganizationSchema>
