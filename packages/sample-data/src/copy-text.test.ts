import { describe, expect, it } from 'vitest'
import { copyLine, numberArray, textArray } from './copy-text.ts'

// That PostgreSQL reads back what was written is tested with whole tables, in legacy/load.test.ts.
describe('copyLine', () => {
  it('separates fields by tabs and writes null as \\N', () => {
    expect(copyLine([1, null, 'two', true, false, undefined])).toBe('1\t\\N\ttwo\tt\tf\t\\N')
  })

  it('escapes what would end a field or a line', () => {
    expect(copyLine(['a\tb\nc\rd\\e\v\f\b'])).toBe('a\\tb\\nc\\rd\\\\e\\v\\f\\b')
  })

  it('tells the text \\N from null', () => {
    expect(copyLine(['\\N'])).toBe('\\\\N')
  })
})

describe('arrays', () => {
  it('write null elements of numbers as NULL', () => {
    expect(numberArray([3, null, 1])).toBe('{3,NULL,1}')
  })

  it('quote every text and escape quotes and backslashes', () => {
    expect(textArray(['{"a": "b\\c"}', ''])).toBe('{"{\\"a\\": \\"b\\\\c\\"}",""}')
  })
})
