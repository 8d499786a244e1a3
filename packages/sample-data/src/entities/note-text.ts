import { at, type Draw } from '../random.ts'
import { fillSlots } from './fill.ts'

/** Sentences to build notes from. `whole` notes stand alone; the others are opening, body and next step. */
export interface NoteWords {
  readonly whole: readonly string[]
  readonly openings: readonly string[]
  readonly bodies: readonly string[]
  readonly nextSteps: readonly string[]
}

/** Where a note stands among those about the same thing. */
export interface NoteTurn {
  /** The id of the contact or deal. */
  readonly about: number
  /** 0 for the first note about it. */
  readonly ordinal: number
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

/**
 * A note of one to five sentences, or a list in Markdown.
 *
 * @param turn where the note stands among those about the same thing: each list is entered at a place of that thing's
 *   own and walked through, so that a timeline does not repeat itself
 */
export function noteText(
  words: NoteWords,
  slots: Record<string, string | number>,
  turn: NoteTurn,
  draw: Draw,
): string {
  const all = {
    ...slots,
    weekday: draw.pick(WEEKDAYS),
    week: draw.int(2, 51),
    count: draw.int(2, 9),
  }
  return fillSlots(template(words, turn, draw), all)
}

function template(words: NoteWords, turn: NoteTurn, draw: Draw): string {
  const item = (list: readonly string[], lane: number): string => {
    const start = Math.imul(turn.about, 0x9e3779b1 + lane * 0x3c6ef372) >>> 7
    return at(list, (start + turn.ordinal) % list.length)
  }
  if (draw.chance(0.3)) return item(words.whole, 0)
  const opening = item(words.openings, 1)
  const body = item(words.bodies, 2)
  const more = draw.pick(words.bodies.filter((other) => other !== body))
  const next = item(words.nextSteps, 3)
  const form = draw.fraction()
  if (form < 0.14) return `${opening} ${next}`
  if (form < 0.3) return `${opening} ${body}`
  if (form < 0.74) return `${opening} ${body} ${next}`
  if (form < 0.86) return `${opening}\n\n${body} ${more}\n\n${next}`
  return `${opening}\n\n- ${body}\n- ${more}\n\n**Next:** ${next}`
}
