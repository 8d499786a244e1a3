import { opportunityStatuses, priorityLevels } from '@valence/schema'
import { useTranslate } from 'ra-core'
import { useConfiguration, withCurrent } from '../../settings/index.ts'
import { useUserName, useUsers } from '../../users/index.ts'
import type { InlineChoice } from './InlineCell.tsx'

/** What the cells of the table offer to choose from. */
export function useCellChoices() {
  const translate = useTranslate()
  const users = useUsers()
  const userName = useUserName()
  const { choices, stageOrder } = useConfiguration()
  const named = (values: readonly string[], prefix: string): readonly InlineChoice[] =>
    values.map((value) => ({ value, label: translate(`${prefix}.${value}`) }))
  return {
    stages: named(stageOrder, 'crm.stage'),
    priorities: named(priorityLevels, 'crm.priority'),
    statuses: named(opportunityStatuses, 'crm.opportunity_status'),
    owners: users.map((user) => ({ value: String(user.id), label: userName(user.id) })),
    /** The record's own category too, where the settings have lost it. */
    categoriesWith: (current: string | null): readonly InlineChoice[] =>
      withCurrent(choices('dealCategories'), current),
  }
}
