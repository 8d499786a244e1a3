import { createHash } from 'node:crypto'
import type { HashedEntry, LogHead } from './log.ts'

/** One place at which the chain does not hold. */
export interface LogBreak {
  readonly kind: 'edited' | 'moved' | 'missing' | 'replaced' | 'forged' | 'cut-off'
  /** Numbers of the entries that it is about, the first and the last. */
  readonly from: number
  readonly to: number
  readonly text: string
}

/** What the first entry follows. */
const BEGINNING = '0'.repeat(64)

/**
 * Recomputes the chain and names every entry that was edited, moved, taken out, slipped in or cut off. `expected` is the
 * hash of an entry that was noted elsewhere, or its first 16 digits: where it is gone, the end of the log was cut off or
 * everything was written anew.
 */
export function verifyLog(
  entries: readonly HashedEntry[],
  head: LogHead | null,
  expected?: string,
): readonly LogBreak[] {
  const wrong = entries.flatMap((entry) => ownBreak(entry, entries.length))
  const isWrong = (entry: HashedEntry) => wrong.some(({ from }) => from === entry.seq)
  return [
    ...wrong,
    ...entries.flatMap((entry, place) => missingBefore(entry, entries[place - 1])),
    ...entries.flatMap((entry, place) => linkBreak(entry, entries[place - 1], isWrong)),
    ...endBreaks(entries, head, isWrong),
    ...expectedBreak(entries, expected),
  ].toSorted((a, b) => a.from - b.from)
}

function hashOf(seq: number, text: string): string {
  return createHash('sha256').update(`${seq} ${text}`).digest('hex')
}

/** An entry that is not what its hash says. Where it is under another number, it was moved. */
function ownBreak(entry: HashedEntry, count: number): readonly LogBreak[] {
  if (hashOf(entry.seq, entry.text) === entry.hash) return []
  for (let seq = 1; seq <= Math.max(count, entry.seq) + 1; seq += 1) {
    if (hashOf(seq, entry.text) !== entry.hash) continue
    return [one('moved', entry.seq, `Entry ${entry.seq} was written as entry ${seq}`)]
  }
  return [
    one(
      'edited',
      entry.seq,
      `Entry ${entry.seq} (${entry.what}, ${entry.who}, ${entry.at.toISOString()}) was edited`,
    ),
  ]
}

function missingBefore(entry: HashedEntry, before: HashedEntry | undefined): readonly LogBreak[] {
  const from = (before?.seq ?? 0) + 1
  return from >= entry.seq ? [] : [missing(from, entry.seq - 1)]
}

/** Two neighbours that are each what their hashes say, and yet were not written after one another. */
function linkBreak(
  entry: HashedEntry,
  before: HashedEntry | undefined,
  isWrong: (entry: HashedEntry) => boolean,
): readonly LogBreak[] {
  if (before !== undefined && before.seq !== entry.seq - 1) return []
  if (before === undefined && entry.seq !== 1) return []
  if (entry.previousHash === (before?.hash ?? BEGINNING)) return []
  if (isWrong(entry) || (before !== undefined && isWrong(before))) return []
  const what = `Entry ${entry.seq} was not written after entry ${entry.seq - 1}: one of them was replaced`
  return [{ kind: 'replaced', from: Math.max(1, entry.seq - 1), to: entry.seq, text: what }]
}

function endBreaks(
  entries: readonly HashedEntry[],
  head: LogHead | null,
  isWrong: (entry: HashedEntry) => boolean,
): readonly LogBreak[] {
  const last = entries.at(-1)
  const end = last?.seq ?? 0
  if (head === null) {
    return [one('missing', end, 'The note of where the log ends was taken out')]
  }
  if (head.seq > end) return [missing(end + 1, head.seq)]
  if (head.seq < end) {
    return [
      {
        kind: 'forged',
        from: head.seq + 1,
        to: end,
        text: `${numbers(head.seq + 1, end)} not written by the log itself`,
      },
    ]
  }
  if (last === undefined || last.hash === head.hash || isWrong(last)) return []
  return [one('replaced', end, `Entry ${end}, the last one, was replaced`)]
}

function expectedBreak(
  entries: readonly HashedEntry[],
  expected: string | undefined,
): readonly LogBreak[] {
  if (expected === undefined || entries.some(({ hash }) => hash.startsWith(expected))) return []
  const end = entries.at(-1)?.seq ?? 0
  return [
    one(
      'cut-off',
      end + 1,
      `No entry has the hash ${expected}: the log was cut off behind entry ${end}, or written anew`,
    ),
  ]
}

function missing(from: number, to: number): LogBreak {
  return { kind: 'missing', from, to, text: `${numbers(from, to)} taken out` }
}

function numbers(from: number, to: number): string {
  return from === to ? `Entry ${from} was` : `Entries ${from} to ${to} were`
}

function one(kind: LogBreak['kind'], seq: number, text: string): LogBreak {
  return { kind, from: seq, to: seq, text }
}
