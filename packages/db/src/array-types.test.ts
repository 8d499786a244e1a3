import { describe, expect, it } from 'vitest'
import { parseArray, writeArray } from './array-types.ts'

describe('arrays of PostgreSQL', () => {
  it.each([
    ['{}', []],
    ['{1,2}', ['1', '2']],
    ['{NULL,"NULL",""}', [null, 'NULL', '']],
    ['{"a \\"b\\" \\\\ c","x,y","{z}"}', ['a "b" \\ c', 'x,y', '{z}']],
    [
      '{{a,b},{c,NULL}}',
      [
        ['a', 'b'],
        ['c', null],
      ],
    ],
    ['[0:1]={a,b}', ['a', 'b']],
    ['{two words,"line\nbreak"}', ['two words', 'line\nbreak']],
  ])('reads %s', (text, expected) => {
    expect(parseArray(text, (one) => one)).toEqual(expected)
  })

  it('reads back what it writes', () => {
    const values = ['a', '', 'NULL', null, '"', '\\', '{,}', ['nested', 'x']]
    expect(parseArray(writeArray(values, String), (one) => one)).toEqual(values)
  })

  it('applies the conversion of the element', () => {
    expect(parseArray('{"{\\"a\\": 1}",NULL}', JSON.parse)).toEqual([{ a: 1 }, null])
    expect(writeArray([{ a: 1 }], JSON.stringify)).toBe('{"{\\"a\\":1}"}')
  })
})
