import { expect, it } from 'vitest'
import { exportedLabel, filterChoices, labelOf, withCurrent } from './labels.ts'

const choices = [{ value: 'ui-design', label: 'UI Design' }]

it('finds the label of a slug, and of a row that still holds the label', () => {
  expect([labelOf(choices, 'ui-design'), labelOf(choices, 'UI Design')]).toEqual([
    'UI Design',
    'UI Design',
  ])
})

it('shows a value that the settings do not know in words', () => {
  expect([
    labelOf(choices, 'print-project'),
    labelOf(choices, 'Été & co'),
    labelOf([], null),
  ]).toEqual(['Print project', 'Été & co', ''])
})

it('leaves a value that the settings do not know as it is in files that are read again', () => {
  expect(
    ['ui-design', 'print-project', null].map((value) => exportedLabel(choices, value)),
  ).toEqual(['UI Design', 'print-project', ''])
})

it('filters by value and by label', () => {
  expect(filterChoices(choices)).toEqual([
    { value: ['ui-design', 'UI Design'], label: 'UI Design' },
  ])
})

it('keeps the value of the record selectable', () => {
  expect(withCurrent(choices, 'gone-type')).toHaveLength(2)
  expect(withCurrent(choices, 'ui-design')).toBe(choices)
})
