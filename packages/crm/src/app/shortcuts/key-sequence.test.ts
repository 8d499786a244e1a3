import { describe, expect, it } from 'vitest'
import { createKeySequence } from './key-sequence.ts'

const SHORTCUTS = ['c', '?', 'g o', 'g c']

function type(...presses: [key: string, atMs: number, isModified?: boolean][]) {
  const sequence = createKeySequence(SHORTCUTS)
  return presses.map(([key, atMs, isModified = false]) => sequence({ key, atMs, isModified }))
}

describe('createKeySequence', () => {
  it('knows single keys by their character', () => {
    expect(type(['c', 0], ['?', 100], ['x', 200])).toEqual(['c', '?', null])
  })

  it('knows two keys in a row, which then are not the second key alone', () => {
    expect(type(['g', 0], ['c', 300])).toEqual([null, 'g c'])
  })

  it('forgets the first key after a while, and after another key', () => {
    expect(type(['g', 0], ['o', 5000])).toEqual([null, null])
    expect(type(['g', 0], ['x', 100], ['o', 200])).toEqual([null, null, null])
  })

  it('leaves Ctrl+C to the browser, and lets Shift make a question mark', () => {
    expect(type(['c', 0, true])).toEqual([null])
    expect(type(['g', 0], ['Shift', 50], ['o', 100])).toEqual([null, null, 'g o'])
  })
})
