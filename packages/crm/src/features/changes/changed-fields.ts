import type { ChangedValues } from '../../providers/types.ts'

export interface ChangedField {
  readonly field: string
  /** Where in the field it is, for a setting of several parts: ['labels', 'lead']. */
  readonly path?: readonly string[]
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
  external_keys: ['contact_id', 'organization_id', 'opportunity_id'],
  opportunity_contacts: ['opportunity_id'],
  opportunity_participants: ['opportunity_id'],
  record_tags: ['organization_id', 'opportunity_id'],
  sales_roles: ['sales_id'],
}

/** The fields that an entry tells of, whom a link leads to first. An entry that would tell nothing tells all that it has. */
export function changedFields(change: ChangedValues): ChangedField[] {
  const { source, verb, former, given, linked } = change
  const fields = [...new Set([...Object.keys(former ?? {}), ...Object.keys(given ?? {})])]
    // A flag that is not set says nothing of a row that came or went.
    .filter((field) => verb === 'update' || (given ?? former)?.[field] !== false)
  const told = fields.filter((field) => !FOLLOWING.has(field) && !OWN_KEYS[source]?.includes(field))
  const shown = (told.length > 0 ? told : fields).map((field) => ({
    field,
    former: former?.[field],
    given: given?.[field],
  }))
  return [
    ...Object.entries(linked ?? {}).map(([field, value]) => ({
      field,
      former: value,
      given: value,
    })),
    ...(source === 'configuration' ? shown.flatMap(partsOf) : shown),
  ]
}

/** The parts of a setting that differ. */
function partsOf({ field, path = [], former, given }: ChangedField): ChangedField[] {
  if (JSON.stringify(former) === JSON.stringify(given)) return []
  const [before, after] = [former ?? {}, given ?? {}]
  if (!isParted(before) || !isParted(after)) return [{ field, path, former, given }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) =>
    partsOf({ field, path: [...path, key], former: before[key], given: after[key] }),
  )
}

function isParted(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
