import { describe, expect, it } from 'vitest'
import { isWebAddress } from './web-address.ts'

describe('isWebAddress', () => {
  it.each(['https://a.example', 'HTTP://A.example:8080/b?c#d', 'a.example', ' www.müller.de/x '])(
    'takes %s',
    (text) => {
      expect(isWebAddress(text)).toBe(true)
    },
  )

  it.each([
    'javascript:alert(1)',
    'data:text/html,x.y',
    'mailto:a@b.example',
    'ftp://a.example',
    'two words.example',
    'nothing',
  ])('refuses %s', (text) => {
    expect(isWebAddress(text)).toBe(false)
  })
})
