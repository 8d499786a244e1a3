import { Draw, streamTag } from '../random.ts'
import { atWork, pastOnly } from '../time.ts'
import { BACKGROUNDS } from '../words/backgrounds.ts'
import { CULTURES, NEWCOMERS } from '../words/people.ts'
import { JOBS, type Job } from '../words/titles.ts'
import { DAY_MS, HOUR_MS, type World } from '../world.ts'
import { type CompanyIdentity, companyIdentity } from './company.ts'
import { asciiWord, fillDigits, fillSlots } from './fill.ts'
import { ownerOf } from './sale.ts'
import { subjectOf } from './subject.ts'

export type NoteStatus = 'cold' | 'warm' | 'hot' | 'in-contract'
export type ContactPointType = 'Work' | 'Home' | 'Other'

/** A person at a customer. Times are milliseconds since 1970. */
export interface Contact {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly gender: 'female' | 'male' | 'nonbinary'
  readonly job: Job
  readonly background: string | null
  readonly firstSeen: number
  readonly lastSeen: number
  readonly hasNewsletter: boolean
  readonly status: NoteStatus
  readonly tags: readonly number[]
  /** Null for a few people who belong to no company. */
  readonly companyId: number | null
  readonly company: CompanyIdentity
  readonly salesId: number
  readonly linkedinUrl: string | null
  readonly emails: readonly { readonly email: string; readonly type: ContactPointType }[]
  readonly phones: readonly { readonly number: string; readonly type: ContactPointType }[]
}

const CONTACT = streamTag('contact')
const STATUSES = [
  ['cold', 44],
  ['warm', 30],
  ['hot', 12],
  ['in-contract', 14],
] as const

export function contact(world: World, id: number): Contact {
  const company = companyIdentity(world, world.contactsOfCompany.parentOf(id))
  const draw = new Draw(world.seed, CONTACT, id)
  const gender = draw.weighted([
    ['female', 50],
    ['male', 49],
    ['nonbinary', 1],
  ] as const)
  const culture = CULTURES[draw.chance(0.76) ? company.country.culture : draw.pick(NEWCOMERS)]
  const isFemaleName = gender === 'female' || (gender === 'nonbinary' && draw.chance(0.5))
  const firstName = draw.pick(isFemaleName ? culture.female : culture.male)
  const lastName = draw.pick(culture.family)
  const { firstSeen, lastSeen } = seen(world, company, draw)
  return {
    id,
    firstName,
    lastName,
    gender,
    job: draw.pick(JOBS),
    background: draw.chance(0.55) ? background(company, draw) : null,
    firstSeen,
    lastSeen,
    hasNewsletter: draw.chance(0.46),
    status: draw.weighted(STATUSES),
    tags: tags(world, draw),
    companyId: draw.chance(0.985) ? company.id : null,
    company,
    salesId: draw.chance(0.88) ? company.salesId : ownerOf(world, draw),
    linkedinUrl: draw.chance(0.5)
      ? `https://www.linkedin.com/in/${asciiWord(firstName)}-${asciiWord(lastName)}-example-${draw.int(100, 999)}`
      : null,
    emails: emails(firstName, lastName, company, draw),
    phones: phones(company, draw),
  }
}

/** First met some time after the company became known; last seen not long ago where things are moving. */
function seen(
  world: World,
  company: CompanyIdentity,
  draw: Draw,
): { firstSeen: number; lastSeen: number } {
  const room = Math.max(0, world.now - DAY_MS - company.createdAt)
  const firstSeen = Math.max(
    company.createdAt + HOUR_MS / 2,
    atWork(company.createdAt + room * draw.quantile([0, 0.01, 0.1, 0.35, 0.95]), draw),
  )
  // Up to yesterday: the hours of today that have not come would all be moved to the same minute.
  const left = Math.max(0, world.now - DAY_MS - firstSeen)
  const lastSeen = Math.max(
    firstSeen,
    atWork(firstSeen + left * draw.quantile([0, 0.3, 0.7, 0.93, 1]), draw),
  )
  return { firstSeen: pastOnly(world, firstSeen), lastSeen: pastOnly(world, lastSeen) }
}

function background(company: CompanyIdentity, draw: Draw): string {
  return fillSlots(draw.pick(BACKGROUNDS), {
    city: company.city[0],
    company: company.shortName,
    subject: subjectOf(company.sector, draw),
    years: draw.int(2, 18),
  })
}

function tags(world: World, draw: Draw): readonly number[] {
  const wanted = draw.weighted([
    [0, 42],
    [1, 34],
    [2, 18],
    [3, 6],
  ] as const)
  const chosen: number[] = []
  while (chosen.length < wanted) {
    const tag =
      1 + Math.floor(draw.fraction() * (0.35 + 0.65 * draw.fraction()) * world.counts.tags)
    if (!chosen.includes(tag)) chosen.push(tag)
  }
  return chosen
}

function emails(
  firstName: string,
  lastName: string,
  company: CompanyIdentity,
  draw: Draw,
): Contact['emails'] {
  const first = asciiWord(firstName)
  const last = asciiWord(lastName)
  // One style per company, as real mail servers have it.
  const forms = [
    `${first}.${last}`,
    `${first.charAt(0)}.${last}`,
    `${first.charAt(0)}${last}`,
    `${first}.${last}`,
    first,
  ]
  const local = forms[company.id % forms.length] ?? first
  const list: { email: string; type: ContactPointType }[] = [
    { email: `${local}@${company.domain}`, type: 'Work' },
  ]
  if (draw.chance(0.14))
    list.push({ email: `${first}.${last}${draw.int(70, 99)}@mail.example`, type: 'Home' })
  return draw.chance(0.97) ? list : []
}

function phones(company: CompanyIdentity, draw: Draw): Contact['phones'] {
  const list: { number: string; type: ContactPointType }[] = []
  if (draw.chance(0.82))
    list.push({ number: fillDigits(company.country.phone, draw), type: 'Work' })
  if (draw.chance(0.4))
    list.push({
      number: fillDigits(company.country.mobile, draw),
      type: draw.pick(['Other', 'Home']),
    })
  return list
}
