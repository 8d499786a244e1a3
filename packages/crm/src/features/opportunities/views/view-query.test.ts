import { describe, expect, it } from 'vitest'
import { isShown, parseViewQuery, viewSearch } from './view-query.ts'

const sort = { field: 'amount', order: 'DESC' } as const

describe('parseViewQuery', () => {
  it('takes what an older or a broken view does not say as its default', () => {
    const empty = { filter: {}, view: 'table' }
    expect(parseViewQuery(null)).toEqual(empty)
    expect(parseViewQuery({ filter: 'lead', view: 'tree', sort: 'name' })).toEqual(empty)
  })

  it('keeps what is right', () => {
    const query = { filter: { stage: ['lead'] }, sort, view: 'board', hiddenColumns: ['status'] }
    expect(parseViewQuery(query)).toEqual(query)
  })
})

describe('isShown', () => {
  const query = parseViewQuery({ filter: { stage: ['lead'], q: 'x' }, sort, view: 'board' })

  it('does not mind the order of filters', () => {
    expect(isShown(query, { filter: { q: 'x', stage: ['lead'] }, sort })).toBe(true)
  })

  it('tells another filter and another sort apart', () => {
    expect(isShown(query, { filter: { stage: ['lead'] }, sort })).toBe(false)
    expect(isShown(query, { filter: query.filter, sort: { field: 'amount', order: 'ASC' } })).toBe(
      false,
    )
  })
})

it('a view is an address that the list reads', () => {
  const search = new URLSearchParams(viewSearch(parseViewQuery({ filter: { q: 'a&b' }, sort })))
  expect(JSON.parse(search.get('filter') ?? '')).toEqual({ q: 'a&b' })
  expect([search.get('sort'), search.get('order')]).toEqual(['amount', 'DESC'])
})
