import type { Configuration, ValueSettings } from '../../providers/types.ts'

const KEYS = ['opportunityStages', 'priorities', 'interactionTypes'] as const

/** The part of the settings that says how fixed values are shown. */
export function valueSettingsOf({
  opportunityStages = {},
  priorities = {},
  interactionTypes = {},
}: Configuration): ValueSettings {
  return { opportunityStages, priorities, interactionTypes }
}

/** What of it was changed, each without what says nothing; null where nothing is left. */
export function changedValues(
  values: ValueSettings,
  read: Configuration,
): { readonly [Key in keyof ValueSettings]?: ValueSettings[Key] | null } {
  const before = valueSettingsOf(read)
  const changed = KEYS.filter(
    (key) => JSON.stringify(bare(values[key])) !== JSON.stringify(bare(before[key])),
  )
  return Object.fromEntries(changed.map((key) => [key, bare(values[key])]))
}

/** Without empty texts, lists and objects; null where nothing else is there. Keys in one order, for comparing. */
function bare(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim()
  if (Array.isArray(value)) return value.length === 0 ? null : value
  if (typeof value !== 'object' || value === null) return value ?? null
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, bare(inner)] as const)
    .filter(([, inner]) => inner !== null)
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return kept.length === 0 ? null : Object.fromEntries(kept)
}
