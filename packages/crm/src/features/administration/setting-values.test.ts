import { expect, it } from 'vitest'
import { moved, problemOf, savedChoices, usesOf, valueOfLabel } from './setting-values.ts'

const entry = (value: string, label: string) => ({ key: label, value, label })

it('a new label gets a value in small letters, as those of older settings have', () => {
  expect(['In Contract', 'Follow-up', 'Été !', '日本'].map(valueOfLabel)).toEqual([
    'in-contract',
    'follow-up',
    't',
    '',
  ])
})

it('a value that records hold stays, whatever its label becomes', () => {
  expect(savedChoices([entry('hot', ' Very hot ')])).toEqual([{ value: 'hot', label: 'Very hot' }])
})

it('a new value is never one that another has', () => {
  const saved = savedChoices([entry('hot', 'Cold'), entry('', 'Hot'), entry('', 'hot!')])
  expect(saved.map(({ value }) => value)).toEqual(['hot', 'hot-2', 'hot-3'])
})

it('a label without a plain letter is its own value', () => {
  expect(savedChoices([entry('', '日本')])[0]?.value).toBe('日本')
})

it('counts rows that hold the value and those that still hold the label, once where both are one', () => {
  expect(usesOf({ value: 'hot', label: 'Hot' }, { hot: 2, Hot: 3, cold: 9 })).toBe(5)
  expect(usesOf({ value: 'Hot', label: 'Hot' }, { Hot: 3 })).toBe(3)
})

it('finds a label that is missing, and one that is there twice', () => {
  expect(problemOf([entry('a', 'A'), entry('', ' ')])).toBe('empty')
  expect(problemOf([entry('a', 'A'), entry('', 'a ')])).toBe('twice')
  expect(problemOf([entry('a', 'A'), entry('b', 'B')])).toBe(null)
})

it('moves an entry up and down', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
})
