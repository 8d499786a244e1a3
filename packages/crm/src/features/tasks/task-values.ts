import type { Task } from '@valence/schema'
import { dueDay, dueMoment } from './due.ts'

/** What a form of a task says, as columns: its day as a moment, and its repetition whole or not at all. */
export function taskColumns(
  { due_day, ...values }: Record<string, unknown>,
  task: Task | null,
): Record<string, unknown> {
  const due = typeof due_day === 'string' && due_day !== '' ? dueMoment(due_day) : null
  // A task that stays on its day keeps its hour.
  const staysOnDay = task?.due_date && dueDay(task.due_date) === due_day
  return {
    ...values,
    due_date: staysOnDay ? task.due_date : due,
    ...repetition(values),
    // Moved in a form, a repetition is meant to go on from there; put off in a list, it is not.
    ...(staysOnDay ? {} : { repeat_from: values['repeat_unit'] ? due : null }),
  }
}

function repetition({ repeat_unit, repeat_every }: Record<string, unknown>) {
  if (!repeat_unit) return { repeat_unit: null, repeat_every: null }
  return { repeat_unit, repeat_every: Number(repeat_every) || 1 }
}
