import type { Choice } from '../../providers/types.ts'
import { prettify } from '../../ui/initials.ts'

/**
 * The label of a value. Older rows hold the label itself, younger ones its slug; a value that the settings do not know
 * (any more) is shown in words.
 */
export function labelOf(choices: readonly Choice[], value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return ''
  const known = choices.find((choice) => choice.value === value || choice.label === value)
  if (known) return known.label
  return /^[a-z0-9_-]+$/.test(value) ? prettify(value) : value
}

/** The label of a value that the settings know, else the value itself: for files that are read again. */
export function exportedLabel(choices: readonly Choice[], value: string | null): string {
  return choices.find((choice) => choice.value === value)?.label ?? value ?? ''
}

/** Choices of a filter: each finds the rows that hold the value and those that still hold the label. */
export function filterChoices(
  choices: readonly Choice[],
): { value: readonly string[]; label: string }[] {
  return choices.map(({ value, label }) => ({ value: [value, label], label }))
}

/** Choices of a select, with the record's own value added where the settings have lost it. */
export function withCurrent(
  choices: readonly Choice[],
  current: string | null | undefined,
): readonly Choice[] {
  if (!current || choices.some((choice) => choice.value === current)) return choices
  return [...choices, { value: current, label: labelOf(choices, current) }]
}
