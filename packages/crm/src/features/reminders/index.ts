export { DueToasts } from './DueToasts.tsx'
export { dueBounds } from './due-bounds.ts'
export { ReminderBell } from './ReminderBell.tsx'
