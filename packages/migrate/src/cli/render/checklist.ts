import type { Checklist, ChecklistItem } from '../../engine/checklist/checklist.ts'
import { forTerminal } from './shown.ts'
import { wrap } from './text.ts'

const WIDTH = 80
const MARKS = { passed: '✓', confirmed: '✓', failed: '✗', open: '☐' } as const
const ID_WIDTH = 20
const INDENT = ID_WIDTH + 2

/** The list as people read it, in 80 columns. */
export function checklistText(given: Checklist): string {
  const { runId, items, isComplete } = forTerminal(given)
  const sections = [...new Set(items.map(({ section }) => section))]
  const count = (state: ChecklistItem['state']) => items.filter((one) => one.state === state).length
  const waiting = items.find(({ state }) => state === 'open')
  return [
    `Run ${runId}`,
    ...sections.flatMap((section) => [
      '',
      section[0]?.toUpperCase() + section.slice(1),
      ...items.filter((one) => one.section === section).map(itemText),
    ]),
    '',
    isComplete
      ? 'Everything is checked or confirmed.'
      : `${count('passed')} checked, ${count('confirmed')} confirmed, ${count('failed')} failed, ${count('open')} wait for a person.`,
    ...(waiting === undefined
      ? []
      : [`Confirm with: npm run migrate:checklist -- --confirm ${waiting.id} --by <name>`]),
  ].join('\n')
}

function itemText(item: ChecklistItem): string {
  const detail = item.confirmation === null ? item.detail : confirmedText(item.confirmation)
  const line = `${MARKS[item.state]} ${item.id.padEnd(ID_WIDTH)}${item.title}`
  return `${line}\n${' '.repeat(INDENT)}${wrapped(detail)}`
}

function confirmedText({
  by,
  person,
  at,
  comment,
}: NonNullable<ChecklistItem['confirmation']>): string {
  const name = person === null ? by : `${person} (as ${by})`
  const said = comment === null ? '' : `: ${comment}`
  return `confirmed by ${name}, ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC${said}`
}

/** Every line gets the same room. */
function wrapped(text: string): string {
  return wrap(text, WIDTH - INDENT).replaceAll('\n', `\n${' '.repeat(INDENT)}`)
}
