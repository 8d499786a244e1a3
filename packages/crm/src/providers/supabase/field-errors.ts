/**
 * Which fields an error is about, as `{ field: catalog key }`, read from what PostgreSQL says beside its code; {} where
 * it does not say.
 * @param sentence the error's message
 * @param details the error's detail
 */
export function fieldErrors(
  code: string,
  sentence: string,
  details: string,
): Readonly<Record<string, string>> {
  if (code === '23502') return on(/column "([^"]+)"/.exec(sentence), 'ra.validation.required')
  // Key (lower(email), name)=(…) already exists.
  if (code === '23505') return on(/Key \(([^=]+)\)=/.exec(details), 'ra.validation.unique')
  if (code === '23503') return on(referringField(sentence, details), 'crm.error.gone')
  return {}
}

const KEY_FIELD = /Key \(([^=]+)\)=/
const CONSTRAINT_FIELD = /insert or update on table "[^"]+" violates .*"[^"]*?_([a-z]+_id)_fkey\d*"/

/**
 * The field of a row that refers to none; null where another row refers to this one. The detail names it only where no
 * row security hides the key; the constraint's name does where nobody chose another one.
 */
function referringField(sentence: string, details: string): RegExpExecArray | null {
  if (details.includes('still referenced')) return null
  return KEY_FIELD.exec(details) ?? CONSTRAINT_FIELD.exec(sentence)
}

function on(match: RegExpExecArray | null, message: string): Record<string, string> {
  const names = match?.[1]?.match(/[a-z_][a-z0-9_]*/g) ?? []
  return Object.fromEntries(names.map((name) => [name, message]))
}
