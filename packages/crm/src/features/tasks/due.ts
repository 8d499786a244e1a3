import { today } from '../../ui/format.ts'

/** When a task is due, seen from now. */
export type DueState = 'overdue' | 'today' | 'later' | 'undated'

/** Compares calendar days in the reader's zone: a task due this morning is due today, not overdue. */
export function dueState(dueDate: string | null | undefined, now: Date = new Date()): DueState {
  if (!dueDate) return 'undated'
  const due = new Date(dueDate)
  if (Number.isNaN(due.getTime())) return 'undated'
  const dueDay = today(due)
  const thisDay = today(now)
  if (dueDay < thisDay) return 'overdue'
  return dueDay === thisDay ? 'today' : 'later'
}

/** A day of a date input as the moment to store: noon in the reader's zone, so that no zone moves it to another day. */
export function dueMoment(day: string): string {
  return new Date(`${day}T12:00:00`).toISOString()
}
