/** Choices of a react-admin select from values of an enum; labels are catalog keys `<prefix>.<value>`. */
export function enumChoices<T extends string>(
  values: readonly T[],
  prefix: string,
): { id: T; name: string }[] {
  return values.map((value) => ({ id: value, name: `${prefix}.${keyOf(value)}` }))
}

/** A value as the last part of a catalog key: `Decision Maker` → `decision_maker`. */
export function keyOf(value: string): string {
  return value.toLowerCase().replace(/[^a-z0-9]+/g, '_')
}
