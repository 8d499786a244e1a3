import { expect, it } from 'vitest'
import { storedName } from './stored-name.ts'

it.each([
  ['Offer (final) 50%.pdf', 'Offer-final-50-.pdf'],
  ['Ünïcode.png', 'U-ni-code.png'],
  ['../../etc/passwd', 'etc-passwd'],
  ['報告.pdf', 'pdf'],
  ['***', 'file'],
])('stores %s as %s', (name, stored) => {
  expect(storedName(name)).toBe(stored)
})

it('keeps the ending of a long name', () => {
  expect(storedName(`${'x'.repeat(300)}.pdf`)).toMatch(/^x{96}\.pdf$/)
})
