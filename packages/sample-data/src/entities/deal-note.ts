import { Draw, streamTag } from '../random.ts'
import { atWork } from '../time.ts'
import { DEAL_NOTES } from '../words/deal-notes.ts'
import type { World } from '../world.ts'
import { contact } from './contact.ts'
import { type Deal, deal, mainContactId } from './deal.ts'
import { type Attachment, attachments } from './note-attachment.ts'
import { noteText } from './note-text.ts'
import { ownerOf } from './sale.ts'

/** What somebody wrote down about a deal. */
export interface DealNote {
  readonly id: number
  readonly deal: Deal
  readonly text: string
  /** Milliseconds since 1970. */
  readonly date: number
  readonly salesId: number
  readonly attachments: readonly Attachment[] | null
}

const NOTE = streamTag('deal note')

export function dealNote(world: World, id: number): DealNote {
  const about = deal(world, world.notesOfDeal.parentOf(id))
  const draw = new Draw(world.seed, NOTE, id)
  const { first, count } = world.notesOfDeal.childrenOf(about.id)
  const end = about.closedAt ?? world.now
  const share = (id - first + 0.2 + draw.fraction() * 0.6) / count
  const isLast = id === first + count - 1
  const date = atWork(about.createdAt + (end - about.createdAt) * share, draw)
  const words = DEAL_NOTES[moment(about, share, isLast)]
  return {
    id,
    deal: about,
    text: noteText(
      words,
      noteSlots(world, about, draw),
      { about: about.id, ordinal: id - first },
      draw,
    ),
    date: Math.max(about.createdAt, Math.min(date, end)),
    salesId: draw.chance(0.88) ? about.salesId : ownerOf(world, draw),
    attachments: attachments(draw),
  }
}

/** What is being talked about at that point of the deal's life. */
function moment(about: Deal, share: number, isLast: boolean): keyof typeof DEAL_NOTES {
  if (isLast && about.stage === 'won') return 'won'
  if (isLast && about.stage === 'lost') return 'lost'
  if (isLast && about.stage === 'delayed') return 'delayed'
  if (about.stage === 'opportunity' || share < 0.4) return 'discovery'
  if (about.stage === 'proposal-sent' || share < 0.75) return 'proposal'
  return 'negotiation'
}

function noteSlots(world: World, about: Deal, draw: Draw): Record<string, string | number> {
  const person = contact(world, mainContactId(about))
  return {
    first: person.firstName,
    last: person.lastName,
    company: about.company.shortName,
    city: about.company.city[0],
    subject: about.subject,
    amount: about.amount.toLocaleString('en-US'),
    discount: draw.pick([3, 5, 8, 10]),
    days: draw.int(6, 40),
    round: draw.pick(['first', 'second', 'third']),
  }
}
