import { at, Draw, streamTag } from '../random.ts'
import { atWork, historyStart, midnight, pastOnly } from '../time.ts'
import { PROJECT_CATEGORIES, type ProjectCategory } from '../words/projects.ts'
import { DAY_MS, HISTORY_DAYS, HOUR_MS, type World } from '../world.ts'
import { type CompanyIdentity, companiesKnownAt, companyIdentity } from './company.ts'
import { fillSlots } from './fill.ts'
import { ownerOf } from './sale.ts'

/** The six stages that every legacy installation starts with, spelled as they are stored. */
export type LegacyStage =
  | 'opportunity'
  | 'proposal-sent'
  | 'in-negociation'
  | 'won'
  | 'lost'
  | 'delayed'

/** How a deal went or is going. Times are milliseconds since 1970. */
export interface DealLife {
  readonly createdAt: number
  readonly stage: LegacyStage
  /** When it was won or lost; null while it is open. */
  readonly closedAt: number | null
  readonly archivedAt: number | null
}

/** A piece of work that a customer may order. */
export interface Deal extends DealLife {
  readonly id: number
  readonly name: string
  readonly company: CompanyIdentity
  /** Mostly people of the company; the first has no special meaning. */
  readonly contactIds: readonly number[]
  readonly category: ProjectCategory
  /** The words that the name is about, for notes. */
  readonly subject: string
  readonly description: string | null
  /** Whole currency units. */
  readonly amount: number
  /** Midnight UTC. */
  readonly expectedClosingDate: number | null
  readonly salesId: number
}

const LIFE = streamTag('deal life')
const DEAL = streamTag('deal')
const CATEGORY_WEIGHTS = PROJECT_CATEGORIES.map((category) => [category, category.weight] as const)
/** Days from first talk to a decision, as quantiles. */
const CYCLE_DAYS = [14, 55, 95, 140, 210, 330]
const SEASONS = ['spring', 'summer', 'autumn', 'winter']
const LANGUAGES = ['two', 'three', 'four', 'five']

/** The part that decides on stage and board; cheap enough to be counted for every id. */
export function dealLife(world: World, id: number): DealLife {
  const draw = new Draw(world.seed, LIFE, id)
  const createdAt = pastOnly(world, atWork(dealArrival(world, id), draw))
  const ageDays = (world.now - createdAt) / DAY_MS
  const cycleDays = draw.quantile(CYCLE_DAYS)
  if (draw.chance(0.07) && ageDays > 45 && ageDays < 620) {
    return { createdAt, stage: 'delayed', closedAt: null, archivedAt: null }
  }
  if (cycleDays > ageDays) {
    const progress = ageDays / cycleDays + (draw.fraction() - 0.5) * 0.25
    const stage =
      progress < 0.36 ? 'opportunity' : progress < 0.68 ? 'proposal-sent' : 'in-negociation'
    return { createdAt, stage, closedAt: null, archivedAt: null }
  }
  const stage = draw.chance(0.56) ? 'won' : 'lost'
  const closedAt = pastOnly(world, atWork(createdAt + cycleDays * DAY_MS, draw))
  const archivedAt = atWork(closedAt + draw.quantile([15, 45, 75, 120]) * DAY_MS, draw)
  const isArchived = archivedAt < world.now && draw.chance(0.985)
  return { createdAt, stage, closedAt, archivedAt: isArchived ? archivedAt : null }
}

export function deal(world: World, id: number): Deal {
  const life = dealLife(world, id)
  const draw = new Draw(world.seed, DEAL, id)
  const company = companyIdentity(world, pickCustomer(world, life.createdAt, draw))
  const category = draw.weighted(CATEGORY_WEIGHTS)
  const template = draw.pick(category.names)
  const createdAt = pastOnly(world, Math.max(life.createdAt, company.createdAt + HOUR_MS))
  const year = new Date(createdAt + 120 * DAY_MS).getUTCFullYear()
  const slots = {
    digital: draw.pick(company.sector.digital),
    printed: draw.pick(company.sector.printed),
    campaign: draw.pick(company.sector.campaigns),
    year,
    phase: draw.int(1, 3),
    season: draw.pick(SEASONS),
    languages: draw.pick(LANGUAGES),
    fleet: draw.int(6, 60),
    months: draw.pick([3, 6, 12]),
    copies: (draw.int(1, 24) * 500).toLocaleString('en-US'),
  }
  return {
    ...life,
    id,
    createdAt,
    name: dealName(fillSlots(template, slots), company, draw),
    company,
    contactIds: membersOf(world, company, draw),
    category,
    subject: subjectIn(template, slots),
    description: draw.chance(0.82) ? fillSlots(draw.pick(category.summaries), slots) : null,
    amount: price(category, company.id, draw),
    expectedClosingDate: draw.chance(0.96) ? closingDate(world, life, createdAt, draw) : null,
    salesId: draw.chance(0.85) ? company.salesId : ownerOf(world, draw),
  }
}

/** The company of a deal, without the rest of it. */
export function customerOf(world: World, id: number): number {
  return pickCustomer(world, dealLife(world, id).createdAt, new Draw(world.seed, DEAL, id))
}

/** Deals come faster every year: at the end 1.6 times as fast as at the start. */
function dealArrival(world: World, id: number): number {
  const fraction = (id - 0.5) / world.counts.deals
  const share = (Math.sqrt(1 + 1.56 * fraction) - 1) / 0.6
  return historyStart(world) + share * (HISTORY_DAYS - 0.5) * DAY_MS
}

/** One of the companies known by then; of two candidates the one with the rounder id is the better customer. */
function pickCustomer(world: World, instant: number, draw: Draw): number {
  const known = companiesKnownAt(world, instant)
  const first = draw.int(1, known)
  const second = draw.int(1, known)
  const isKeyAccount = (id: number) => id % 7 === 3
  return isKeyAccount(second) && !isKeyAccount(first) ? second : first
}

/** What the deal is about, as notes call it: the thing in the name, else just the project. */
function subjectIn(
  template: string,
  slots: { readonly digital: string; readonly printed: string; readonly campaign: string },
): string {
  if (template.includes('{printed}')) return slots.printed
  if (template.includes('{campaign}')) return slots.campaign
  return template.includes('{digital}') ? slots.digital : 'project'
}

function dealName(work: string, company: CompanyIdentity, draw: Draw): string {
  const text = work.charAt(0).toUpperCase() + work.slice(1)
  if (draw.chance(0.62) || text.includes(' – ')) return text
  return `${text} – ${company.shortName}`
}

/** Prices end in hundreds or thousands because people quote them; key accounts order bigger. */
function price(category: ProjectCategory, companyId: number, draw: Draw): number {
  const raw = draw.quantile(category.prices) * (companyId % 7 === 3 ? 1.25 : 1)
  const step =
    raw < 5_000
      ? draw.pick([50, 100, 250])
      : raw < 25_000
        ? draw.pick([100, 500, 500])
        : draw.pick([500, 1_000, 2_500])
  return Math.max(step, Math.round(raw / step) * step)
}

function closingDate(world: World, life: DealLife, createdAt: number, draw: Draw): number {
  if (life.closedAt !== null) return midnight(life.closedAt + draw.int(-14, 12) * DAY_MS)
  const isOverdue = draw.chance(life.stage === 'delayed' ? 0.55 : 0.13)
  const days = isOverdue ? -draw.int(1, 32) : draw.quantile([2, 20, 45, 80, 150])
  return Math.max(midnight(createdAt + 7 * DAY_MS), midnight(world.today + days * DAY_MS))
}

/** One to four people, the company's own first; now and then somebody from a partner joins. */
function membersOf(world: World, company: CompanyIdentity, draw: Draw): readonly number[] {
  const isLarge = world.counts.deals >= 100_000
  const wanted = draw.weighted(
    isLarge
      ? ([
          [1, 8],
          [2, 22],
          [3, 32],
          [4, 38],
        ] as const)
      : ([
          [1, 34],
          [2, 36],
          [3, 20],
          [4, 10],
        ] as const),
  )
  const own = world.contactsOfCompany.childrenOf(company.id)
  const members: number[] = []
  const isJoint = draw.chance(0.09)
  const fromCompany = Math.min(own.count, isJoint && wanted > 1 ? wanted - 1 : wanted)
  const start = draw.int(0, Math.max(0, own.count - 1))
  for (let place = 0; place < fromCompany; place++) {
    members.push(own.first + ((start + place) % own.count))
  }
  // A company without contacts was won through somebody else's.
  const target = isJoint || isLarge ? wanted : Math.max(1, members.length)
  while (members.length < Math.min(target, world.counts.contacts)) {
    const guest = draw.int(1, world.counts.contacts)
    if (!members.includes(guest)) members.push(guest)
  }
  return members
}

/** The customer's people first: who is asked in notes. */
export function mainContactId(deal: Pick<Deal, 'contactIds'>): number {
  return at(deal.contactIds, 0)
}
