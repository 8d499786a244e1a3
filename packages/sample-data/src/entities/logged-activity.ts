import { Draw, streamTag } from '../random.ts'
import { atWork, pastOnly } from '../time.ts'
import { ACTIVITIES, type ActivityWords } from '../words/activities.ts'
import { DAY_MS, type World } from '../world.ts'
import { type Contact, contact } from './contact.ts'
import { type Deal, deal, mainContactId } from './deal.ts'
import { fillSlots } from './fill.ts'
import { ownerOf } from './sale.ts'
import { subjectOf } from './subject.ts'

/** A call, meeting or the like that somebody logged, as opposed to a note. Times are milliseconds since 1970. */
export interface LoggedActivity {
  readonly id: number
  readonly type: ActivityWords['type']
  readonly contact: Contact
  /** With a deal it is an interaction, without one an engagement. */
  readonly deal: Deal | null
  readonly subject: string
  readonly description: string
  readonly date: number
  readonly minutes: number | null
  readonly followUpOn: number | null
  readonly outcome: string | null
  readonly sentiment: 'positive' | 'neutral' | 'negative' | null
  readonly location: string | null
  readonly salesId: number
}

const ACTIVITY = streamTag('logged activity')
const KIND_WEIGHTS = ACTIVITIES.map((kind) => [kind, kind.weight] as const)

/** How many there are: one for every eight notes. */
export function loggedActivityCount(world: World): number {
  return Math.round((world.counts.contactNotes + world.counts.dealNotes) / 8)
}

export function loggedActivity(world: World, id: number): LoggedActivity {
  const draw = new Draw(world.seed, ACTIVITY, id)
  const about = draw.chance(0.6) ? deal(world, draw.int(1, world.counts.deals)) : null
  const person = contact(
    world,
    about === null ? draw.int(1, world.counts.contacts) : mainContactId(about),
  )
  const kind = draw.weighted(KIND_WEIGHTS)
  const from = about?.createdAt ?? person.firstSeen
  const until = about === null ? person.lastSeen : (about.closedAt ?? world.now)
  const date = pastOnly(
    world,
    Math.max(from, Math.min(until, atWork(from + (until - from) * draw.fraction(), draw))),
  )
  const slots = {
    first: person.firstName,
    company: person.company.shortName,
    city: person.company.city[0],
    subject: about?.subject ?? subjectOf(person.company.sector, draw),
    week: draw.int(2, 51),
  }
  const isRecent = world.now - date < 45 * DAY_MS
  return {
    id,
    type: kind.type,
    contact: person,
    deal: about,
    subject: fillSlots(draw.pick(kind.subjects), slots),
    description: fillSlots(draw.pick(kind.descriptions), slots),
    date,
    minutes: kind.minutes === null ? null : draw.pick(kind.minutes),
    followUpOn: isRecent && draw.chance(0.4) ? world.today + draw.int(-4, 20) * DAY_MS : null,
    outcome: draw.chance(0.7) ? draw.pick(kind.outcomes) : null,
    sentiment: draw.chance(0.6)
      ? draw.weighted([
          ['positive', 58],
          ['neutral', 30],
          ['negative', 12],
        ] as const)
      : null,
    location: kind.places === null ? null : fillSlots(draw.pick(kind.places), slots),
    salesId: draw.chance(0.88) ? (about?.salesId ?? person.salesId) : ownerOf(world, draw),
  }
}
