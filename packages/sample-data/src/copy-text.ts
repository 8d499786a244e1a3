/** A field of PostgreSQL's COPY text format. `null` and `undefined` become `\N`. */
export type CopyValue = string | number | boolean | null | undefined

/** One line, without its line end. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = ''
  for (let at = 0; at < values.length; at++) {
    if (at > 0) line += '\t'
    line += field(values[at])
  }
  return line
}

/** The text of an array of numbers, for example `{1,2,NULL}`. */
export function numberArray(items: readonly (number | null)[]): string {
  return `{${items.map((item) => (item === null ? 'NULL' : item)).join(',')}}`
}

/** The text of a `text[]`, `jsonb[]` and the like: every element quoted. */
export function textArray(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`
}

const SPECIAL = /[\\\b\f\n\r\t\v]/
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

function field(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (typeof value === 'number') return String(value)
  if (!SPECIAL.test(value)) return value
  return value.replace(/[\\\b\f\n\r\t\v]/g, (character) => ESCAPES[character] ?? character)
}
