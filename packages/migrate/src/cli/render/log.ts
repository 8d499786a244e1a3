import type { LogEntry, LogHead } from '../../engine/books/log.ts'
import type { LogBreak } from '../../engine/books/verify-log.ts'
import { forTerminal } from './shown.ts'
import { number, wrap } from './text.ts'

const WIDTH = 80
const INDENT = 5

/** The log as people read it, in 80 columns: an entry a line, and what it says below. */
export function logText(entries: readonly LogEntry[]): string {
  if (entries.length === 0) return 'Nothing is written down yet: this database was never migrated.'
  return forTerminal(entries).map(entryText).join('\n')
}

/** Whether the chain holds, and every place where it does not. */
export function verifiedText(
  entries: readonly LogEntry[],
  head: LogHead | null,
  breaks: readonly LogBreak[],
): string {
  const found = forTerminal(breaks).map(({ text }) => `✗ ${wrap(text, WIDTH - 2, 2)}`)
  if (breaks.length > 0) return [...found, 'The log is broken.'].join('\n')
  if (entries.length === 0) return 'The log is empty.'
  return [
    `✓ ${number(entries.length)} entries, each follows the one before it. The last has the hash`,
    `  ${head?.hash ?? ''}`,
  ].join('\n')
}

function entryText(entry: LogEntry): string {
  const run = entry.runId === null ? '' : `  run ${entry.runId}`
  const head = `${String(entry.seq).padStart(3)}  ${time(entry.at)}  ${entry.what}${run}`
  const details = [
    `by ${entry.who} (${entry.application})`,
    ...Object.entries(entry.details).flatMap(([name, value]) => detailText(name, value)),
  ].join(', ')
  return `${head}\n${' '.repeat(INDENT)}${wrap(details, WIDTH - INDENT, INDENT)}`
}

function detailText(name: string, value: unknown): readonly string[] {
  if (value === null) return []
  if (name === 'solo') {
    return value === true ? ["without a second person's approval, on the operator's word"] : []
  }
  if (name === 'plan') return [`plan ${String(value).slice(0, 16)}`]
  if (typeof value !== 'object') return [`${words(name)} ${String(value)}`]
  const parts = Object.entries(value).map(([key, item]) => `${key} ${String(item)}`)
  return parts.length === 0 ? [] : [`${words(name)}: ${parts.join(', ')}`]
}

/** `approvedBy` → `approved by`. */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

function time(date: Date): string {
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
