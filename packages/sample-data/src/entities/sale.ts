import { at, Draw, streamTag } from '../random.ts'
import { atWork, historyStart } from '../time.ts'
import { SALES_PEOPLE, STUDIO_DOMAIN } from '../words/sales.ts'
import { DAY_MS, type World } from '../world.ts'
import { asciiWord } from './fill.ts'

/** Someone who works in the studio and signs in. */
export interface SalesPerson {
  readonly id: number
  readonly userId: string
  readonly identityId: string
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly administrator: boolean
  readonly disabled: boolean
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastSignInAt: number
}

const SALE = streamTag('sale')
/** The same people whatever the seed is: the demo logins must not change. */
const PEOPLE_SEED = 7

export function salesPerson(world: World, id: number): SalesPerson {
  const [firstName, lastName] = at(SALES_PEOPLE, id - 1)
  const draw = new Draw(world.seed, SALE, id)
  const start = historyStart(world) - 20 * DAY_MS
  // Far enough apart that moving a weekend to its Friday keeps the order of the ids.
  const joined = start + (id <= 4 ? id * 3 : id * 45) * DAY_MS
  const disabled = id === world.counts.sales && id > 3
  return {
    id,
    userId: personUuid(id, 'user'),
    identityId: personUuid(id, 'identity'),
    firstName,
    lastName,
    email: salesEmail(firstName, lastName),
    administrator: id === 1,
    disabled,
    createdAt: atWork(Math.min(joined, world.today - 60 * DAY_MS), draw),
    lastSignInAt: atWork(world.today - (disabled ? 120 : draw.int(1, 6)) * DAY_MS, draw),
  }
}

/** Addresses of the studio: first name, dot, last name, in ASCII. */
export function salesEmail(firstName: string, lastName: string): string {
  return `${asciiWord(firstName)}.${asciiWord(lastName)}@${STUDIO_DOMAIN}`
}

/** Who looks after a new customer: the first ones have been here longer and have more. */
export function ownerOf(world: World, draw: Draw): number {
  const people = world.counts.sales
  return 1 + Math.floor(draw.fraction() * (0.55 + 0.45 * draw.fraction()) * people)
}

/** A version 4 UUID that depends on the person alone. */
export function personUuid(id: number, kind: string): string {
  const draw = new Draw(PEOPLE_SEED, streamTag(kind), id)
  const hex = [draw.bits(), draw.bits(), draw.bits(), draw.bits()]
    .map((bits) => bits.toString(16).padStart(8, '0'))
    .join('')
  const variant = at(['8', '9', 'a', 'b'], Number.parseInt(hex.charAt(16), 16) % 4)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}
