import { expect, it } from 'vitest'
import { mentionQueryAt, usersFor } from './mention-query.ts'

const USERS = ['@Anna Berg', '@Anna Bergmann', '@Åsa Öberg', '@Bob'].map((label, id) => ({
  id,
  label,
}))
const offered = (typed: string) => usersFor(typed, USERS).map(({ label }) => label)

it('finds the mention that is being typed before the caret', () => {
  expect(mentionQueryAt('Ask @an about it', 7)).toEqual({ from: 4, to: 7, typed: 'an' })
  expect(mentionQueryAt('@', 1)).toEqual({ from: 0, to: 1, typed: '' })
  expect(mentionQueryAt('Ask @Anna Be', 12)?.typed).toBe('Anna Be')
})

it('finds none in an e-mail address, on another line, or before there is an @', () => {
  expect(mentionQueryAt('anna@example.com', 8)).toBeNull()
  expect(mentionQueryAt('@anna\nnext', 8)).toBeNull()
  expect(mentionQueryAt('Ask @anna', 3)).toBeNull()
})

it('offers whose name or last name begins so, whatever the accents', () => {
  expect(offered('')).toHaveLength(4)
  expect(offered('asa')).toEqual(['@Åsa Öberg'])
  expect(offered('BERG')).toEqual(['@Anna Bergmann'])
  expect(offered('be')).toEqual(['@Anna Berg', '@Anna Bergmann'])
  expect(offered('nna')).toEqual([])
})

it('offers no one once the name is there', () => {
  expect(offered('Bob')).toEqual([])
  expect(offered('Anna Berg')).toEqual(['@Anna Bergmann'])
  expect(offered('Anna Berg ')).toEqual([])
})
