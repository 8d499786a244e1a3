import { describe, expect, it } from 'vitest'
import { isNestedTooDeep } from './nesting.ts'

describe('the nesting of a body', () => {
  it.each([
    ['a hundred lists', `${'['.repeat(100)}${']'.repeat(100)}`, false],
    ['a hundred and one', `${'['.repeat(101)}${']'.repeat(101)}`, true],
    ['lists in objects', `${'{"a":['.repeat(60)}`, true],
    ['many lists beside each other', `[${'[],'.repeat(500)}[]]`, false],
    ['brackets in a text', `["${'['.repeat(500)}"]`, false],
    ['a text with quotes in it', `["\\"${'{'.repeat(500)}"]`, false],
    ['a text that has no end', `["${'['.repeat(500)}`, false],
  ])('%s', (_, json, isTooDeep) => {
    expect(isNestedTooDeep(json)).toBe(isTooDeep)
  })
})
