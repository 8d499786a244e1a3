import { expect, it } from 'vitest'
import { pickLanguage } from './languages.ts'

it('begins with the language chosen before', () => {
  expect(pickLanguage('"fr"', ['en-GB'])).toBe('fr')
})

it('begins with the first of the browser’s languages that there is', () => {
  expect(pickLanguage(null, ['de-CH', 'fr-CH', 'en'])).toBe('fr')
})

it('begins with English where nothing fits', () => {
  expect(pickLanguage('"de"', ['pt-BR'])).toBe('en')
  expect(pickLanguage('no JSON', [])).toBe('en')
})
