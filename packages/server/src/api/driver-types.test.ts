import { describe, expect, it } from 'vitest'
import { isoTimestamp, parseNumeric, serializeJson } from './driver-types.ts'

describe('values between PostgreSQL and JSON', () => {
  it.each([
    ['2026-03-31 23:30:00+00', '2026-03-31T23:30:00+00:00'],
    ['2026-03-31 23:30:00.000001-05:30', '2026-03-31T23:30:00.000001-05:30'],
    ['2026-03-31 23:30:00', '2026-03-31T23:30:00'],
    ['12026-03-31 23:30:00+00', '12026-03-31T23:30:00+00:00'],
    ['infinity', 'infinity'],
    ['0044-03-15 12:00:00+00 BC', '0044-03-15 12:00:00+00 BC'],
  ])('writes the time %s as %s', (text, expected) => {
    expect(isoTimestamp(text)).toBe(expected)
  })

  it.each([
    ['10.00', 10],
    ['-0.5', -0.5],
    ['123456789012345', 123_456_789_012_345],
    ['1234567890123456.5', '1234567890123456.5'],
    ['0.1234567890123456', '0.1234567890123456'],
    ['NaN', 'NaN'],
  ])('takes the numeric %s as %s', (text, expected) => {
    expect(parseNumeric(text)).toBe(expected)
  })

  it.each([
    ['{"a":1}', '{"a":1}'],
    ['[1]', '[1]'],
    ['{not json', '"{not json"'],
    ['4', '"4"'],
    [{ a: '"' }, '{"a":"\\""}'],
    [null, 'null'],
  ])('encodes %j once', (value, expected) => {
    expect(serializeJson(value)).toBe(expected)
  })
})
