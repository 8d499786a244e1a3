import type { Meeting, TaskRecord } from '../../providers/types.ts'
import { dueAt } from '../tasks/index.ts'

/** Something of a day: a meeting, a call or a visit, or a task that is due. */
export type DayEntry =
  | { readonly kind: 'meeting'; readonly at: string; readonly meeting: Meeting }
  | { readonly kind: 'task'; readonly at: string; readonly task: TaskRecord }

/** Meetings and tasks of a day by their time, the earliest first. */
export function dayEntries(
  meetings: readonly Meeting[],
  tasks: readonly TaskRecord[],
): readonly DayEntry[] {
  const entries: readonly DayEntry[] = [
    ...meetings.map((meeting) => ({
      kind: 'meeting' as const,
      at: meeting.activity_date ?? '',
      meeting,
    })),
    ...tasks.map((task) => ({
      kind: 'task' as const,
      at: task.due_date ? dueAt(task.due_date).toISOString() : '',
      task,
    })),
  ]
  return entries.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

/** Whether a moment tells an hour: noon is what forms write where only a day is chosen. */
export function hasHour(at: string): boolean {
  const moment = new Date(at)
  return moment.getHours() !== 12 || moment.getMinutes() !== 0 || moment.getSeconds() !== 0
}
