import type { Choice } from '../../providers/types.ts'

/** A value of a list while it is edited; `key` tells new ones apart. */
export interface EditedChoice {
  readonly key: string
  /** '' for a new one. */
  readonly value: string
  readonly label: string
  readonly color?: string
}

export type ListProblem = 'empty' | 'twice'

/** What the database holds for a label: as the migration of older settings has made them. */
export function valueOfLabel(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** How many records hold a value; older rows hold the label instead. */
export function usesOf(choice: Choice, uses: Readonly<Record<string, number>>): number {
  const held = new Set([choice.value, choice.label])
  return [...held].reduce((sum, value) => sum + (uses[value] ?? 0), 0)
}

/** What is wrong with a list, if anything: a label is missing, or there twice. */
export function problemOf(choices: readonly EditedChoice[]): ListProblem | null {
  const labels = choices.map(({ label }) => label.trim().toLowerCase())
  if (labels.includes('')) return 'empty'
  return new Set(labels).size < labels.length ? 'twice' : null
}

/**
 * The list as the settings hold it. A known value stays whatever its label becomes, because records hold it; a new one
 * gets a value that no other has, its label itself where no letter of it is left in the short form.
 */
export function savedChoices(choices: readonly EditedChoice[]): Choice[] {
  const taken = new Set(choices.map(({ value }) => value))
  return choices.map(({ value, label, color }) => {
    const text = label.trim()
    const known = value || freeValue(valueOfLabel(text) || text, taken)
    taken.add(known)
    return { value: known, label: text, ...(color === undefined ? {} : { color }) }
  })
}

function freeValue(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted
  let number = 2
  while (taken.has(`${wanted}-${number}`)) number += 1
  return `${wanted}-${number}`
}

/** Moves an entry to another place. */
export function moved<T>(entries: readonly T[], from: number, to: number): T[] {
  const rest = entries.filter((_entry, place) => place !== from)
  const entry = entries[from]
  return entry === undefined ? rest : [...rest.slice(0, to), entry, ...rest.slice(to)]
}
