import { z } from 'zod'
import { fileSchema, idSchema, timestampSchema } from './common.ts'

/** A row of `contacts`. */
export const contactSchema = z.object({
  id: idSchema,
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  gender: z.string().nullable(),
  title: z.string().nullable(),
  background: z.string().nullable(),
  avatar: fileSchema.nullable(),
  first_seen: timestampSchema.nullable(),
  last_seen: timestampSchema.nullable(),
  has_newsletter: z.boolean().nullable(),
  status: z.string().nullable(),
  tags: z.array(idSchema).nullable(),
  company_id: idSchema.nullable(),
  sales_id: idSchema.nullable(),
  linkedin_url: z.string().nullable(),
  email_jsonb: z.array(z.object({ email: z.string(), type: z.string() }).nullable()).nullable(),
  phone_jsonb: z.array(z.object({ number: z.string(), type: z.string() }).nullable()).nullable(),
  department: z.string().nullable(),
  deleted_at: timestampSchema.nullable(),
  company_id_backup: idSchema.nullable(),
})
export type Contact = z.infer<typeof contactSchema>

/** A row of `contacts_summary`. */
export const contactSummarySchema = contactSchema.extend({
  email_fts: z.string().nullable(),
  phone_fts: z.string().nullable(),
  company_name: z.string().nullable(),
  nb_tasks: z.number(),
  organization_ids: z.array(idSchema),
})
export type ContactSummary = z.infer<typeof contactSummarySchema>
