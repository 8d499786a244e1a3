import type { ContactRole } from '@valence/schema'
import { Draw, streamTag } from '../random.ts'
import { midnight } from '../time.ts'
import type { Job } from '../words/titles.ts'
import { DAY_MS, type World } from '../world.ts'
import { type Contact, contact } from './contact.ts'

/** A person's place in an organization. Days are milliseconds of their midnight UTC. */
export interface ContactLink {
  readonly contact: Contact
  readonly organizationId: number
  readonly isPrimaryOrganization: boolean
  readonly isPrimaryContact: boolean
  readonly role: ContactRole | null
  readonly influence: 'High' | 'Medium' | 'Low' | 'Unknown'
  readonly authority: 'Decision Maker' | 'Influencer' | 'End User' | 'Gatekeeper'
  readonly startedOn: number | null
  readonly endedOn: number | null
  readonly notes: string | null
}

const LINK = streamTag('contact link')
const SIDE_NOTES = [
  'Sits on the advisory board.',
  'Freelance, two days a week.',
  'Former employer.',
  'Runs it with a partner.',
  'Supervisory board since last year.',
  'Interim until the position is filled.',
]

/** One organization for most people, two or three for one in nine. */
export function contactLinks(world: World, id: number): readonly ContactLink[] {
  const person = contact(world, id)
  if (person.companyId === null) return []
  const draw = new Draw(world.seed, LINK, id)
  const links = [primaryLink(world, person, person.companyId, draw)]
  const wanted = draw.weighted([
    [0, 89],
    [1, 9],
    [2, 2],
  ] as const)
  const organizations = new Set([person.companyId])
  while (organizations.size <= wanted && organizations.size < world.counts.companies) {
    const organizationId = draw.int(1, world.counts.companies)
    if (organizations.has(organizationId)) continue
    organizations.add(organizationId)
    links.push(sideLink(person, organizationId, draw))
  }
  return links
}

function primaryLink(
  world: World,
  person: Contact,
  organizationId: number,
  draw: Draw,
): ContactLink {
  const { first } = world.contactsOfCompany.childrenOf(organizationId)
  return {
    contact: person,
    organizationId,
    isPrimaryOrganization: true,
    isPrimaryContact: person.id === first,
    role: draw.chance(0.8) ? contactRole(person.job) : null,
    influence: draw.chance(0.7) ? influence(person.job) : 'Unknown',
    authority: authority(person.job),
    startedOn: draw.chance(0.5) ? midnight(person.firstSeen) : null,
    endedOn: null,
    notes: null,
  }
}

function sideLink(person: Contact, organizationId: number, draw: Draw): ContactLink {
  const startedOn = midnight(person.firstSeen) + draw.int(0, 90) * DAY_MS
  return {
    contact: person,
    organizationId,
    isPrimaryOrganization: false,
    isPrimaryContact: false,
    role: draw.pick(['influencer', 'champion', 'executive', 'technical', null]),
    influence: draw.pick(['High', 'Medium', 'Low', 'Unknown']),
    authority: draw.pick(['Decision Maker', 'Influencer', 'End User']),
    startedOn,
    endedOn: draw.chance(0.2) ? startedOn + draw.int(60, 400) * DAY_MS : null,
    notes: draw.chance(0.6) ? draw.pick(SIDE_NOTES) : null,
  }
}

/** The role that a job suggests, as a colleague would tick it. */
export function contactRole(job: Job): ContactRole {
  if (job.department === 'Purchasing') return 'buyer'
  if (job.department === 'IT') return 'technical'
  if (job.department === 'Management') return job.seniority === 'head' ? 'executive' : 'gatekeeper'
  if (job.seniority === 'head') return 'decision_maker'
  return job.seniority === 'manager' ? 'influencer' : 'end_user'
}

function influence(job: Job): ContactLink['influence'] {
  if (job.seniority === 'head') return 'High'
  return job.seniority === 'manager' ? 'Medium' : 'Low'
}

function authority(job: Job): ContactLink['authority'] {
  if (job.seniority === 'head') return 'Decision Maker'
  if (job.department === 'Management') return 'Gatekeeper'
  return job.seniority === 'manager' ? 'Influencer' : 'End User'
}
