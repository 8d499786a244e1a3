import { describe, expect, it } from 'vitest'
import { listFilter } from './list-filter.ts'

describe('listFilter', () => {
  it('leaves trashed and archived opportunities out', () => {
    expect(listFilter('opportunities', { stage: 'lead' })).toEqual({
      'deleted_at@is': null,
      'archived_at@is': null,
      stage: 'lead',
    })
  })

  it('shows only the archive when it is asked for', () => {
    expect(listFilter('opportunities', { archived: true })).toEqual({
      'deleted_at@is': null,
      'archived_at@not.is': null,
    })
  })

  it('shows both when either will do', () => {
    expect(listFilter('opportunities', { archived: 'any' })).toEqual({ 'deleted_at@is': null })
  })

  it('has no trash for tasks', () => {
    expect(listFilter('tasks', { contact_id: 1 })).toEqual({ contact_id: 1 })
  })
})
