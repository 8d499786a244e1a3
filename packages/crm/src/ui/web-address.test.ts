import { describe, expect, it } from 'vitest'
import { callLink, isWebAddress, leadsElsewhere, mailLink } from './web-address.ts'

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

it('writes to the address alone, and calls the number alone', () => {
  expect(mailLink(' ada+news@x.example')).toBe('mailto:ada%2Bnews@x.example')
  expect(mailLink('a@x.example?bcc=b@y.example&body=x')).toBe(
    'mailto:a@x.example%3Fbcc%3Db@y.example%26body%3Dx',
  )
  expect(callLink('+49 (0)170 555-01 99')).toBe('tel:+491705550199')
  expect(callLink('0170 5550199 <b>')).toBe('tel:01705550199')
})
