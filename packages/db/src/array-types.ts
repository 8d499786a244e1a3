type Parse = (text: string) => unknown
type Serialize = (value: unknown) => unknown

/** A type of arrays and that of its elements, by number (`pg_type.oid`). */
export interface ArrayType {
  readonly array: number
  readonly element: number
}

/** The driver's tables of conversions, by type number. They are public on its object, though not in its types. */
interface Conversions {
  readonly options: {
    readonly parsers: Record<number, Parse>
    readonly serializers: Record<number, Serialize>
    readonly shared: { readonly typeArrayMap: Record<number, number> }
  }
}

/** Of the types that every server has under the same number: those that we read or write. */
export const BUILT_IN_ARRAYS: readonly ArrayType[] = [
  { array: 1000, element: 16 }, // boolean
  { array: 1002, element: 18 }, // "char"
  { array: 1003, element: 19 }, // name
  { array: 1016, element: 20 }, // bigint
  { array: 1005, element: 21 }, // smallint
  { array: 1007, element: 23 }, // integer
  { array: 1009, element: 25 }, // text
  { array: 1028, element: 26 }, // oid
  { array: 199, element: 114 }, // json
  { array: 1021, element: 700 }, // real
  { array: 1022, element: 701 }, // double precision
  { array: 1015, element: 1043 }, // varchar
  { array: 1185, element: 1184 }, // timestamptz
  { array: 1231, element: 1700 }, // numeric
  { array: 2951, element: 2950 }, // uuid
  { array: 3807, element: 3802 }, // jsonb
  { array: 2210, element: 2205 }, // regclass
]

/**
 * Teaches the driver types of arrays. It can read them itself, on each new connection; but when that connection is lost
 * meanwhile it forgets a promise, and Node ends.
 * @param sql a client of the driver, made with `fetch_types: false`
 */
export function addArrayTypes(sql: unknown, types: readonly ArrayType[]): void {
  const { parsers, serializers, shared } = (sql as Conversions).options
  for (const { array, element } of types) {
    shared.typeArrayMap[element] = array
    parsers[array] = (text) => parseArray(text, parsers[element] ?? ((one) => one))
    serializers[array] = (value) => {
      if (Array.isArray(value)) return writeArray(value, serializers[element] ?? String)
      // The driver fails on all but texts; of what is no array PostgreSQL says so.
      return typeof value === 'string' ? value : JSON.stringify(value)
    }
  }
}

/** Reads PostgreSQL's text form of an array, such as `{1,NULL,"a \"b\""}`, with arrays in it if there are any. */
export function parseArray(text: string, parse: Parse): unknown[] {
  const stack: unknown[][] = []
  let result: unknown[] = []
  // An array whose lower bound is not 1 begins with its bounds, as in `[0:1]={a,b}`.
  const tokens = text.replace(/^[[\]\d:-]+=/, '').matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs)
  for (const [token, quoted, bare] of tokens) {
    if (token === '{') stack.push([])
    else if (token === '}') {
      result = stack.pop() ?? []
      stack.at(-1)?.push(result)
    } else stack.at(-1)?.push(elementOf(quoted, bare, parse))
  }
  return result
}

/** Writes an array in that form. */
export function writeArray(values: readonly unknown[], serialize: Serialize): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    if (Array.isArray(value)) return writeArray(value, serialize)
    return `"${String(serialize(value)).replaceAll(/["\\]/g, '\\$&')}"`
  })
  return `{${parts.join(',')}}`
}

function elementOf(quoted: string | undefined, bare: string | undefined, parse: Parse): unknown {
  if (quoted !== undefined) return parse(quoted.replaceAll(/\\(.)/gs, '$1'))
  return bare === undefined || bare.toUpperCase() === 'NULL' ? null : parse(bare)
}
