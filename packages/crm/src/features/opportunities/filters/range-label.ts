/** «5 – 9», «≥ 5», «≤ 9», or '' where neither end is given. */
export function rangeLabel(
  from: unknown,
  to: unknown,
  format: (value: string | number) => string,
): string {
  const isGiven = (value: unknown): value is string | number =>
    typeof value === 'number' || (typeof value === 'string' && value !== '')
  if (isGiven(from) && isGiven(to)) return `${format(from)} – ${format(to)}`
  if (isGiven(from)) return `≥ ${format(from)}`
  return isGiven(to) ? `≤ ${format(to)}` : ''
}
