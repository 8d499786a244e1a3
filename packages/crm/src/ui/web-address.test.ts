import { describe, expect, it } from 'vitest'
import { isWebAddress, leadsElsewhere } from './web-address.ts'

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

describe('leadsElsewhere', () => {
  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'ftp://a.example',
    'tel:+1',
  ])('finds %s', (text) => {
    expect(leadsElsewhere(text)).toBe(true)
  })

  it.each(['https://a.example', 'a.example:8080/b', 'a.example', 'none'])(
    'lets %s pass',
    (text) => {
      expect(leadsElsewhere(text)).toBe(false)
    },
  )
})
