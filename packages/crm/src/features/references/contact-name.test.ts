import { expect, it } from 'vitest'
import { contactName, guessContact } from './contact-name.ts'

it('joins what is known of a name', () => {
  expect(contactName({ first_name: 'Ada', last_name: null })).toBe('Ada')
  expect(contactName(null)).toBe('')
})

it('reads a typed name, and leaves its capitals as they are', () => {
  expect(guessContact('  Ada de Lovelace ')).toEqual({
    first_name: 'Ada',
    last_name: 'de Lovelace',
    email: null,
  })
})

it('reads a name out of an e-mail address and keeps the address', () => {
  expect(guessContact('zoe.hart@zebra.example')).toEqual({
    first_name: 'Zoe',
    last_name: 'Hart',
    email: 'zoe.hart@zebra.example',
  })
})
