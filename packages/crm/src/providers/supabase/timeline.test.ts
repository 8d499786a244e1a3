import { expect, it } from 'vitest'
import { olderThan } from './timeline.ts'

it('goes on after the date and id of the last entry, undated entries at the end', () => {
  expect(olderThan({ id: 9, activity_date: '2026-01-02T03:04:05+00:00' })).toBe(
    'activity_date.lt."2026-01-02T03:04:05+00:00",' +
      'and(activity_date.eq."2026-01-02T03:04:05+00:00",id.lt.9),activity_date.is.null',
  )
})

it('goes on by id among the undated entries', () => {
  expect(olderThan({ id: 9, activity_date: null })).toBe('and(activity_date.is.null,id.lt.9)')
})
