import type { Task } from '@valence/schema'
import { expect, it } from 'vitest'
import { dueMoment } from './due.ts'
import { taskColumns } from './task-values.ts'

const early = new Date(2026, 10, 23, 8, 15).toISOString()
const task: Task = {
  id: 1,
  contact_id: 2,
  organization_id: null,
  opportunity_id: null,
  type: null,
  text: 'Call',
  due_date: early,
  done_date: null,
  sales_id: 1,
  repeat_unit: 'week',
  repeat_every: 2,
  repeat_from: early,
}

it('keeps the hour of a task that stays on its day, and from where it repeats', () => {
  expect(taskColumns({ ...task, due_day: '2026-11-23' }, task)).toMatchObject({
    due_date: early,
    repeat_from: early,
  })
})

it('repeats from the day to which a task is moved', () => {
  const moved = dueMoment('2026-11-25')
  expect(taskColumns({ ...task, due_day: '2026-11-25' }, task)).toMatchObject({
    due_date: moved,
    repeat_from: moved,
    repeat_unit: 'week',
    repeat_every: 2,
  })
})

it('forgets the number with the unit, and counts by one where none is said', () => {
  expect(taskColumns({ repeat_unit: '', repeat_every: 3, due_day: '' }, null)).toEqual({
    due_date: null,
    repeat_unit: null,
    repeat_every: null,
    repeat_from: null,
  })
  expect(taskColumns({ repeat_unit: 'day', due_day: '' }, null)).toMatchObject({ repeat_every: 1 })
})
