/** How one type of PostgreSQL crosses; the numbers are its oids. */
interface CrossingType {
  readonly to: number
  readonly from: number[]
  readonly serialize: (value: unknown) => string
  readonly parse: (text: string) => unknown
}

/** More digits than a JavaScript number can tell apart. */
const SAFE_DIGITS = 15

/**
 * How values cross between PostgreSQL and the API's JSON, where Lite's own choice differs from PostgREST's:
 * timestamps in ISO form, numerics as numbers, and JSON that Lite encodes twice (a user's metadata) once.
 */
export const API_TYPES: Record<string, CrossingType> = {
  json: { to: 114, from: [114], serialize: serializeJson, parse: parseJson },
  jsonb: {
    to: 3802,
    from: [3802],
    serialize: serializeJson,
    parse: parseJson,
  },
  numeric: { to: 1700, from: [1700], serialize: asText, parse: parseNumeric },
  timestamp: { to: 1114, from: [1114], serialize: asText, parse: isoTimestamp },
  timestamptz: { to: 1184, from: [1184], serialize: asText, parse: isoTimestamp },
  date: { to: 1082, from: [1082], serialize: asText, parse: asIs },
  time: { to: 1083, from: [1083], serialize: asText, parse: asIs },
  timetz: { to: 1266, from: [1266], serialize: asText, parse: asIs },
  // Only on the way in: what comes out is read as before.
  boolean: { to: 16, from: [], serialize: asText, parse: asIs },
  bytea: { to: 17, from: [], serialize: asText, parse: asIs },
  int8: { to: 20, from: [], serialize: asText, parse: asIs },
  int2: { to: 21, from: [], serialize: asText, parse: asIs },
  int4: { to: 23, from: [], serialize: asText, parse: asIs },
  text: { to: 25, from: [], serialize: asText, parse: asIs },
  float4: { to: 700, from: [], serialize: asText, parse: asIs },
  float8: { to: 701, from: [], serialize: asText, parse: asIs },
  bpchar: { to: 1042, from: [], serialize: asText, parse: asIs },
  varchar: { to: 1043, from: [], serialize: asText, parse: asIs },
  interval: { to: 1186, from: [], serialize: asText, parse: asIs },
  uuid: { to: 2950, from: [], serialize: asText, parse: asIs },
}

/**
 * Any value of JSON as the text that PostgreSQL reads or refuses, as PostgREST hands it over. The driver's own
 * conversions fail on a number for a date, make false of the text "true", and "[object Object]" of an object.
 */
export function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * A string that holds an object or an array is taken as that: Lite turns metadata into text itself before the
 * driver is asked to. Every other value is encoded.
 */
export function serializeJson(value: unknown): string {
  if (typeof value === 'string' && /^\s*[{[]/.test(value) && isJson(value)) return value
  return JSON.stringify(value)
}

/** `2026-03-31 23:30:00.5+00` as `2026-03-31T23:30:00.5+00:00`; infinity and years before Christ stay as they are. */
export function isoTimestamp(text: string): string {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d(?::\d\d){0,2})?$/.exec(
    text,
  )
  if (match === null) return text
  const [, date, time, zone = ''] = match
  return `${date}T${time}${zone.length === 3 ? `${zone}:00` : zone}`
}

/** A number where it is exact, else the text: an amount must not change by being looked at. */
export function parseNumeric(text: string): number | string {
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '')
  const value = Number(text)
  return digits.length <= SAFE_DIGITS && Number.isFinite(value) ? value : text
}

function parseJson(text: string): unknown {
  return JSON.parse(text)
}

function asIs(text: string): string {
  return text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Text that only looks like JSON is a string value.
    return false
  }
}
