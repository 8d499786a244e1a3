/** A node of the parser's tree: JSON, either `{ Tag: { … } }` or the bare fields of one. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The tag and the fields of a tagged node. */
export function tagged(value: unknown): { readonly tag: string; readonly fields: Fields } | null {
  if (!isFields(value)) return null
  const [tag, ...others] = Object.keys(value)
  if (tag === undefined || others.length > 0 || !/^[A-Z]/.test(tag)) return null
  const fields = value[tag]
  return isFields(fields) ? { tag, fields } : null
}

/** The fields of a node that has this tag. */
export function as(value: unknown, tag: string): Fields | null {
  const node = tagged(value)
  return node?.tag === tag ? node.fields : null
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** The parts of a name: `public.deals` is a list of two strings. */
export function strings(value: unknown): readonly string[] {
  return list(value).flatMap((part) => text(as(part, 'String')?.['sval']) ?? [])
}

/** The value of a string constant. */
export function stringConstant(value: unknown): string | undefined {
  const constant = as(value, 'A_Const')?.['sval']
  return isFields(constant) ? (text(constant['sval']) ?? '') : undefined
}

/** Every node below one, itself included, that a test accepts. */
export function collect<Found>(
  value: unknown,
  pick: (node: unknown) => Found | undefined,
): Found[] {
  const found = pick(value)
  const below = Array.isArray(value) ? value : isFields(value) ? Object.values(value) : []
  return [
    ...(found === undefined ? [] : [found]),
    ...below.flatMap((child) => collect(child, pick)),
  ]
}
