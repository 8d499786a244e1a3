import { SoftChip } from '../../ui/SoftChip.tsx'
import { labelOf } from './labels.ts'
import { useStatusChoices } from './useStatusChoices.ts'

/** The status of a contact or note, in its colour; nothing where there is none. */
export function StatusChip({ value }: { readonly value: string | null | undefined }) {
  const choices = useStatusChoices()
  if (!value) return null
  const choice = choices.find((known) => known.value === value || known.label === value)
  return <SoftChip colour={choice?.color ?? 'var(--v-muted)'}>{labelOf(choices, value)}</SoftChip>
}
