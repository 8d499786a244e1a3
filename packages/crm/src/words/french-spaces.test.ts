import { expect, it } from 'vitest'
import { withFrenchSpaces } from './french-spaces.ts'

it('binds punctuation to its word', () => {
  expect(
    withFrenchSpaces({ ask: { why: 'Pourquoi ? Par « loi » : 5 %.' }, plain: 'Rien, ici.' }),
  ).toEqual({
    ask: { why: 'Pourquoi\u202f? Par «\u00a0loi\u00a0»\u00a0: 5\u202f%.' },
    plain: 'Rien, ici.',
  })
})

it('leaves the place of a value alone', () => {
  expect(withFrenchSpaces({ text: 'Modifier %{name} ou %{percent} %' }).text).toBe(
    'Modifier %{name} ou %{percent}\u202f%',
  )
})
