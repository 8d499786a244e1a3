import { expect, it } from 'vitest'
import { editPathOf, goTo, shortcutList } from './shortcut-list.ts'

it('lists every way to go somewhere', () => {
  const listed = shortcutList.map(({ keys }) => keys.join(' '))
  expect(listed).toEqual(expect.arrayContaining(Object.keys(goTo)))
})

it('knows the form behind a shown record, and that other pages have none', () => {
  expect(editPathOf('/contacts/5/show')).toBe('/contacts/5')
  expect([editPathOf('/contacts/5'), editPathOf('/contacts')]).toEqual([null, null])
})
