import { Draw, streamTag } from '../random.ts'
import { atWork } from '../time.ts'
import { CONTACT_NOTES } from '../words/contact-notes.ts'
import type { World } from '../world.ts'
import { type Contact, contact, type NoteStatus } from './contact.ts'
import { type Attachment, attachments } from './note-attachment.ts'
import { noteText } from './note-text.ts'
import { ownerOf } from './sale.ts'
import { subjectOf } from './subject.ts'

/** What somebody wrote down about a talk with a person. */
export interface ContactNote {
  readonly id: number
  readonly contact: Contact
  readonly text: string
  /** Milliseconds since 1970. */
  readonly date: number
  readonly salesId: number
  readonly status: NoteStatus
  readonly attachments: readonly Attachment[] | null
}

const NOTE = streamTag('contact note')
const STATUSES: readonly NoteStatus[] = ['cold', 'warm', 'hot', 'in-contract']

export function contactNote(world: World, id: number): ContactNote {
  const person = contact(world, world.notesOfContact.parentOf(id))
  const draw = new Draw(world.seed, NOTE, id)
  const { first, count } = world.notesOfContact.childrenOf(person.id)
  const isLast = id === first + count - 1
  // The last note is the last time the person was seen; the others lie between, in order.
  const share = (id - first + 0.2 + draw.fraction() * 0.6) / count
  const between = person.firstSeen + (person.lastSeen - person.firstSeen) * share
  return {
    id,
    contact: person,
    text: noteText(
      CONTACT_NOTES,
      noteSlots(person, draw),
      { about: person.id, ordinal: id - first },
      draw,
    ),
    date: isLast
      ? person.lastSeen
      : clamp(atWork(between, draw), person.firstSeen, person.lastSeen),
    salesId: draw.chance(0.86) ? person.salesId : ownerOf(world, draw),
    status: isLast ? person.status : draw.pick(STATUSES),
    attachments: attachments(draw),
  }
}

function noteSlots(person: Contact, draw: Draw): Record<string, string | number> {
  return {
    first: person.firstName,
    last: person.lastName,
    company: person.company.shortName,
    city: person.company.city[0],
    subject: subjectOf(person.company.sector, draw),
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value))
}
