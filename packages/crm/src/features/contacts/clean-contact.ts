type Values = Record<string, unknown>
type Entry = Record<string, unknown>

/**
 * What the form says, without the entries that nobody filled in: an address without an address, an organization that
 * was not chosen. Addresses are written in lower case, as the database keeps them.
 */
export function cleanContact(values: Values): Values {
  const emails = filled(values['email_jsonb'], 'email').map((entry) => ({
    ...entry,
    email: String(entry['email']).trim().toLowerCase(),
  }))
  return {
    ...values,
    email_jsonb: emails,
    phone_jsonb: filled(values['phone_jsonb'], 'number'),
    organizations: withOnePrimary(filled(values['organizations'], 'organization_id')),
  }
}

function filled(value: unknown, key: string): Entry[] {
  if (!Array.isArray(value)) return []
  return value.filter((entry: Entry | null) => {
    const content = entry?.[key]
    return content !== null && content !== undefined && String(content).trim() !== ''
  })
}

/** Each organization once, and one entry primary: the marked one, else the first. */
function withOnePrimary(entries: Entry[]): Entry[] {
  const ids = entries.map((entry) => entry['organization_id'])
  const links = entries.filter((entry, place) => ids.indexOf(entry['organization_id']) === place)
  const marked = links.findIndex((link) => link['is_primary_organization'] === true)
  const primary = Math.max(0, marked)
  return links.map((link, place) => ({ ...link, is_primary_organization: place === primary }))
}
