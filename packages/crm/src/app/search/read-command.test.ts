import { expect, it } from 'vitest'
import { readCommand } from './read-command.ts'

const read = (typed: string, label = 'New opportunity') =>
  readCommand(typed, label, 'for with')?.about ?? null

it('means an action by the beginnings of its words', () => {
  expect(['new', 'NEW opp', 'opportunity'].map((typed) => read(typed))).toEqual(['', '', ''])
  expect(['', 'nex', 'newer', 'new contact', 'news'].map((typed) => read(typed))).toEqual(
    Array(5).fill(null),
  )
})

it('knows what it is about, with or without a joining word', () => {
  expect(read('new opportunity for Acme, Inc')).toBe('Acme, Inc')
  expect(read('new opportunity Acme')).toBe('Acme')
  expect(read('new opportunity for')).toBe('')
  expect(read('new Acme')).toBeNull()
})

it('does not mind accents', () => {
  expect(read('nouvelle opportunite', 'Nouvelle opportunité')).toBe('')
  expect(readCommand('Nouvelle opportunité à Paris', 'Nouvelle opportunité', 'à')?.about).toBe(
    'Paris',
  )
})
