import type { Choice } from '../../providers/types.ts'
import { useConfiguration } from './useConfiguration.ts'

/** How warm a contact is, in the words of the installation. */
export function useStatusChoices(): readonly Choice[] {
  return useConfiguration().choices('noteStatuses')
}
