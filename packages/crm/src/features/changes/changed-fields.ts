import type { RecordChange } from '../../providers/types.ts'

export interface ChangedField {
  readonly field: string
  readonly former: unknown
  readonly given: unknown
}

/** What follows from other fields of the same entry, or is nobody's business. */
const FOLLOWING = new Set([
  'company_id_backup',
  'legacy_stage',
  'original_company_id',
  'probability_manual',
])

/** The columns by which a link names the record that it hangs on: that one is told of already. */
const OWN_KEYS: Readonly<Record<string, readonly string[]>> = {
  contact_organizations: ['contact_id'],
  opportunity_contacts: ['opportunity_id'],
  opportunity_participants: ['opportunity_id'],
  record_tags: ['organization_id', 'opportunity_id'],
  sales_roles: ['sales_id'],
}

/** The fields that an entry tells of, whom a link leads to first. An entry that would tell nothing tells all that it has. */
export function changedFields({ source, former, given, linked }: RecordChange): ChangedField[] {
  const fields = [...new Set([...Object.keys(former ?? {}), ...Object.keys(given ?? {})])]
  const told = fields.filter((field) => !FOLLOWING.has(field) && !OWN_KEYS[source]?.includes(field))
  const shown = told.length > 0 ? told : fields
  return [
    ...Object.entries(linked ?? {}).map(([field, value]) => ({
      field,
      former: value,
      given: value,
    })),
    ...shown.map((field) => ({ field, former: former?.[field], given: given?.[field] })),
  ]
}
