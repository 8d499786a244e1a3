import { describe, expect, it } from 'vitest'
import { quoteValue, searchPattern, toApiFilter } from './filters.ts'

describe('toApiFilter', () => {
  it('writes a plain value as equality', () => {
    expect(toApiFilter({ stage: 'lead', sales_id: 7 })).toEqual({
      'stage@': 'eq.lead',
      'sales_id@': 'eq.7',
    })
  })

  it('asks for null with is, and for one of several values with in', () => {
    expect(toApiFilter({ done_date: null, status: ['hot', 'In, contract'] })).toEqual({
      'done_date@': 'is.null',
      'status@': 'in.(hot,"In, contract")',
    })
  })

  it('takes the operator from the key', () => {
    expect(toApiFilter({ 'archived_at@not.is': null, 'tags@cs': [3] })).toEqual({
      'archived_at@': 'not.is.null',
      'tags@': 'cs.{3}',
    })
  })

  it('keeps both conditions when a column is asked for twice', () => {
    expect(toApiFilter({ 'amount@gte': 10, 'amount@lt': 20 })).toEqual({
      'amount@': 'gte.10',
      'and@': '(amount.lt.20)',
    })
  })

  it('finds every word in at least one of the columns', () => {
    expect(toApiFilter({ q: '  john  doe ' }, ['name', 'city'])).toEqual({
      'and@': '(or(name.ilike.*john*,city.ilike.*john*),or(name.ilike.*doe*,city.ilike.*doe*))',
    })
  })

  it('leaves out what nobody filled in', () => {
    expect(toApiFilter({ q: ' ', stage: '', owner: undefined }, ['name'])).toEqual({})
  })
})

describe('searchPattern', () => {
  it.each([
    ['Acme', '*Acme*'],
    ['Acme,', '"*Acme,*"'],
    ['(EU)', '"*(EU)*"'],
    ['"quoted"', '"*\\"quoted\\"*"'],
    ['C:\\x', '"*C:\\\\\\\\x*"'],
    ['50%', '"*50\\\\%*"'],
    ['a_b', '"*a\\\\_b*"'],
    ['a*b', '*a_b*'],
    ["O'Neil", "*O'Neil*"],
  ])('turns %s into %s', (word, pattern) => {
    expect(searchPattern(word)).toBe(pattern)
  })
})

describe('quoteValue', () => {
  it('quotes a value that holds a delimiter, and escapes its quotes', () => {
    expect(quoteValue('say "hi", now')).toBe('"say \\"hi\\", now"')
  })

  it('leaves a plain value alone', () => {
    expect(quoteValue('needs_analysis')).toBe('needs_analysis')
  })
})
