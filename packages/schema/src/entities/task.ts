import type { Row } from './common.ts'
import type { TagsRow, TasksRow } from './rows.generated.ts'

export const repeatUnits = ['day', 'week', 'month'] as const

/**
 * What is to be done, about a contact, an organization or an opportunity; of an opportunity, mostly with a contact. It comes back every
 * `repeat_every` units, counted from `repeat_from`.
 */
export type Task = Row<TasksRow, { repeat_unit: (typeof repeatUnits)[number] | null }>

export type Tag = TagsRow
