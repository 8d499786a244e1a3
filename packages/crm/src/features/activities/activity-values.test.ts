import type { Activity } from '@valence/schema'
import { expect, it } from 'vitest'
import { columnsOf, emptyValues, valuesOf } from './activity-values.ts'

const call = {
  type: 'call',
  subject: null,
  description: 'Talked',
  activity_date: '2026-03-04T05:06:07.123456+00:00',
  duration_minutes: 0,
  outcome: null,
  sentiment: 'positive',
} as Activity

it('gives back what it was made of, to the microsecond', () => {
  const { type, subject, description, activity_date, duration_minutes, outcome, sentiment } = call
  expect(columnsOf(valuesOf(call), call)).toEqual({
    ...{ type, subject, description, activity_date, duration_minutes, outcome, sentiment },
  })
})

it('moves to the noon of another day, and leaves out what is empty or no number of minutes', () => {
  const moved = columnsOf({ ...valuesOf(call), day: '2026-03-05', minutes: '-3' }, call)
  expect(new Date(moved.activity_date ?? '').getHours()).toBe(12)
  expect(moved.duration_minutes).toBeNull()
  expect(columnsOf({ ...emptyValues('call'), subject: ' ', minutes: '12.4' })).toMatchObject({
    subject: null,
    duration_minutes: 12,
    outcome: null,
    sentiment: null,
  })
})
