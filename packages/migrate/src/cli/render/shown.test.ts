import { describe, expect, it } from 'vitest'
import { shellWord } from './shown.ts'

describe('a word of a command line', () => {
  it.each([
    ['maps/stage-map.json', 'maps/stage-map.json'],
    ['my map.json', "'my map.json'"],
    [`it's $(here).json`, `'it'\\''s $(here).json'`],
    ['a\u001b[31m\n.json', "$'a\\x1b[31m\\n.json'"],
  ])('%j is quoted where a shell would take it for more', (given, wanted) => {
    expect(shellWord(given)).toBe(wanted)
  })
})
