import { today } from '../../ui/format.ts'

/** When a task is due, seen from now. */
export type DueState = 'overdue' | 'today' | 'later' | 'undated'

/**
 * When a task is due here. Midnight of UTC is how Atomic CRM writes a day without an hour: it is that day's noon, or it would be
 * the evening before in the Americas. The database says the same (due_moment).
 */
export function dueAt(dueDate: string): Date {
  const due = new Date(dueDate)
  const isDay = due.getTime() % DAY_MS === 0
  return isDay ? new Date(dueMoment(due.toISOString().slice(0, 10))) : due
}

const DAY_MS = 86_400_000

/** The reader's day on which a task is due; null for none, what is no moment as it is. */
export function dueDay(dueDate: string | null | undefined): string | null {
  if (!dueDate) return null
  const due = dueAt(dueDate)
  return Number.isNaN(due.getTime()) ? dueDate : today(due)
}

/** Compares calendar days in the reader's zone: a task due this morning is due today, not overdue. */
export function dueState(dueDate: string | null | undefined, now: Date = new Date()): DueState {
  const due = dueDate ? dueAt(dueDate) : null
  if (due === null || Number.isNaN(due.getTime())) return 'undated'
  const day = today(due)
  const thisDay = today(now)
  if (day < thisDay) return 'overdue'
  return day === thisDay ? 'today' : 'later'
}

/** A day of a date input as the moment to store: noon in the reader's zone, so that no zone moves it to another day. */
export function dueMoment(day: string): string {
  return new Date(`${day}T12:00:00`).toISOString()
}
