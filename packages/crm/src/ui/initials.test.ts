import { expect, it } from 'vitest'
import { initialsOf, prettify } from './initials.ts'

it.each([
  ['Ada Lovelace', 'AL'],
  ['Álvaro Peña Campos', 'ÁC'],
  ['  3M ', '3'],
  ['Jean-Luc', 'JL'],
  ['***', '?'],
])('takes the initials of %s: %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

it('puts a slug in words', () => {
  expect([prettify('needs_analysis'), prettify('in-contract'), prettify('-')]).toEqual([
    'Needs analysis',
    'In contract',
    '-',
  ])
})
