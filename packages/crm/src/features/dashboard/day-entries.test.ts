import { expect, it } from 'vitest'
import type { Meeting, TaskRecord } from '../../providers/types.ts'
import { dayEntries, hasHour } from './day-entries.ts'

const meeting = (id: number, activity_date: string) => ({ id, activity_date }) as Meeting
const task = (id: number, due_date: string) => ({ id, due_date }) as TaskRecord

it('puts meetings and tasks of a day in one order of time, whatever zone they are written in', () => {
  const entries = dayEntries(
    [meeting(1, '2026-11-23T09:00:00+00:00'), meeting(2, '2026-11-23T14:00:00+00:00')],
    [task(3, '2026-11-23T12:00:00+02:00'), task(4, '2026-11-23T13:00:00Z')],
  )
  expect(
    entries.map((entry) => (entry.kind === 'task' ? entry.task.id : entry.meeting.id)),
  ).toEqual([1, 3, 4, 2])
})

it('takes noon for a day without an hour', () => {
  expect(hasHour(new Date(2026, 10, 23, 12).toISOString())).toBe(false)
  expect(hasHour(new Date(2026, 10, 23, 12, 15).toISOString())).toBe(true)
})
