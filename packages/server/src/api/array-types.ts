import type { PostgresConnection } from '@supabase/lite/postgres'

type Driver = PostgresConnection['driver']
type Parse = (text: string) => unknown
type Serialize = (value: unknown) => unknown

/** The driver's tables of conversions, by type number. They are public on its object, though not in its types. */
interface Conversions {
  readonly options: {
    readonly parsers: Record<number, Parse>
    readonly serializers: Record<number, Serialize>
  }
}

/**
 * Teaches the driver the arrays that the database has, those of enums included. It can read them itself, on each new
 * connection; but when that connection is lost meanwhile it forgets a promise, and Node ends. Once is enough, too.
 */
export async function learnArrayTypes(sql: Driver): Promise<void> {
  const { parsers, serializers } = (sql as unknown as Conversions).options
  const types = await sql<{ array: number; element: number }[]>`
    select t.oid::int8 as array, t.typelem::int8 as element
    from pg_catalog.pg_type as t
    where t.typcategory = 'A' and t.typelem <> 0 and t.typdelim = ','
  `
  for (const { array, element } of types) {
    parsers[array] = (text) => parseArray(text, parsers[element] ?? ((one) => one))
    serializers[array] = (value) =>
      Array.isArray(value) ? writeArray(value, serializers[element] ?? String) : value
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
