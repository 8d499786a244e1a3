import { useTranslate } from 'ra-core'
import { useConfiguration } from '../settings/index.ts'
import { useUsers } from '../users/index.ts'
import { SIZES, valuesOf } from './cell-values.ts'
import type { ChoiceGroup, ImportField } from './fields.ts'

interface ValueOptions {
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** Words of the installation: another one may be added. */
  readonly isOpen: boolean
}

const LISTS: ReadonlySet<ChoiceGroup> = new Set([
  'noteStatuses',
  'companySectors',
  'dealCategories',
])

/** What a value of a field can be, by its name in the reader's language. */
export function useValueOptions({ kind, choices: group }: ImportField): ValueOptions {
  const translate = useTranslate()
  const { choices } = useConfiguration()
  const users = useUsers()
  if (kind === 'owner') {
    const options = users.map(({ email, first_name, last_name }) => ({
      value: email,
      label: `${first_name} ${last_name}`.trim(),
    }))
    return { options, isOpen: false }
  }
  if (kind === 'size') {
    const options = SIZES.map((size) => ({
      value: String(size),
      label: translate(`crm.size.${size}`),
    }))
    return { options, isOpen: false }
  }
  if (group === 'noteStatuses' || group === 'companySectors' || group === 'dealCategories') {
    const options = choices(group).map(({ value, label }) => ({ value, label }))
    return { options, isOpen: LISTS.has(group) }
  }
  const fixed = valuesOf(group).map((value) => ({
    value,
    label: translate(`crm.${group ?? 'stage'}.${value}`),
  }))
  // That an opportunity is won or lost is a stage to us, and a status to others.
  const closed = (['closed_won', 'closed_lost'] as const).map((value) => ({
    value,
    label: translate('crm.import.as_stage', { name: translate(`crm.stage.${value}`) }),
  }))
  return { options: group === 'opportunity_status' ? [...fixed, ...closed] : fixed, isOpen: false }
}
