import { at, Draw, streamTag } from '../random.ts'
import { atWork, historyStart, pastOnly } from '../time.ts'
import { COUNTRIES, type Country } from '../words/countries.ts'
import { SECTORS, type Sector } from '../words/sectors.ts'
import { DAY_MS, HISTORY_DAYS, type World } from '../world.ts'
import { companyLogo } from './company-logo.ts'
import { type CompanyName, nameCompany } from './company-name.ts'
import { fillDigits } from './fill.ts'
import { ownerOf } from './sale.ts'

/** A customer, or someone who may become one. Times are milliseconds since 1970. */
export interface Company {
  readonly id: number
  readonly createdAt: number
  readonly name: string
  /** The name without its legal form, as people say it. */
  readonly shortName: string
  readonly domain: string
  readonly sector: Sector | null
  readonly country: Country
  /** Size band: 1, 10, 50, 250 or 500. */
  readonly size: number
  readonly linkedinUrl: string | null
  readonly website: string | null
  readonly phone: string | null
  readonly address: string
  readonly zipcode: string
  readonly city: string
  readonly state: string | null
  readonly description: string | null
  readonly revenue: string | null
  readonly taxIdentifier: string | null
  readonly contextLinks: readonly string[] | null
  /** An image as a data URL, so that nothing is fetched from anywhere. */
  readonly logo: string | null
  readonly salesId: number
}

const IDENTITY = streamTag('company')
const DETAILS = streamTag('company details')
const COUNTRY_WEIGHTS = COUNTRIES.map((country) => [country, country.weight] as const)
const SECTOR_WEIGHTS = SECTORS.map((sector) => [sector, sector.weight] as const)
const REVENUES: Readonly<Record<number, readonly string[]>> = {
  1: ['$180K', '$250K', '$420K'],
  10: ['$900K', '$1.5M', '$2.4M', '$3M'],
  50: ['$6M', '$9M', '$14M', '$22M'],
  250: ['$38M', '$55M', '$80M', '$120M'],
  500: ['$210M', '$450M', '$900M', '$1.8B'],
}
/** The first companies came with an import; the rest arrived one by one. */
const IMPORTED_SHARE = 0.25

/** What other rows need to know of a company. Cheap: texts and pictures are left out. */
export interface CompanyIdentity extends CompanyName {
  readonly id: number
  readonly createdAt: number
  readonly sector: Sector
  readonly country: Country
  readonly city: readonly [string, string, string | null]
  readonly salesId: number
}

export function companyIdentity(world: World, id: number): CompanyIdentity {
  const draw = new Draw(world.seed, IDENTITY, id)
  const country = draw.weighted(COUNTRY_WEIGHTS)
  const sector = draw.weighted(SECTOR_WEIGHTS)
  const city = draw.pick(country.cities)
  const createdAt = pastOnly(world, atWork(arrival(world, id), draw))
  const salesId = ownerOf(world, draw)
  return {
    id,
    createdAt,
    sector,
    country,
    city,
    salesId,
    ...nameCompany(id, { country, sector, city: city[0] }, draw),
  }
}

export function company(world: World, id: number): Company {
  const known = companyIdentity(world, id)
  const draw = new Draw(world.seed, DETAILS, id)
  const size = draw.weighted([
    [1, 8],
    [10, 30],
    [50, 34],
    [250, 19],
    [500, 9],
  ] as const)
  const street = draw.pick(known.country.streets)
  const hasWebsite = draw.chance(0.94)
  const website = hasWebsite ? `https://www.${known.domain}` : null
  const handle = known.domain.split('.')[0]
  return {
    ...known,
    sector: draw.chance(0.985) ? known.sector : null,
    size,
    linkedinUrl: draw.chance(0.58) ? `https://www.linkedin.com/company/${handle}-example` : null,
    website,
    phone: draw.chance(0.9) ? fillDigits(known.country.phone, draw) : null,
    address: known.country.address
      .replace('{street}', street)
      .replace('{number}', String(draw.int(1, known.country.culture === 'american' ? 2_400 : 140))),
    zipcode: fillDigits(known.city[1], draw),
    city: known.city[0],
    state: known.city[2],
    description: draw.chance(0.86) ? describe(known, size, draw) : null,
    revenue: draw.chance(0.6) ? draw.pick(REVENUES[size] ?? []) : null,
    taxIdentifier: draw.chance(0.42) ? fillDigits(known.country.taxId, draw) : null,
    contextLinks: contextLinks(website, draw),
    logo: draw.chance(0.72) ? companyLogo(known.shortName, draw) : null,
  }
}

/** How many companies were known at that moment: their ids are 1 to the answer, at least 1. */
export function companiesKnownAt(world: World, instant: number): number {
  const share = (instant - historyStart(world)) / (HISTORY_DAYS * DAY_MS)
  const fraction =
    share < 0.03
      ? (Math.max(share, 0) / 0.03) * IMPORTED_SHARE
      : IMPORTED_SHARE + ((share - 0.03) / 0.97) * (1 - IMPORTED_SHARE)
  return Math.max(
    1,
    Math.min(world.counts.companies, Math.floor(fraction * world.counts.companies)),
  )
}

/** The inverse of `companiesKnownAt`. */
function arrival(world: World, id: number): number {
  const fraction = (id - 0.5) / world.counts.companies
  const share =
    fraction < IMPORTED_SHARE
      ? (fraction / IMPORTED_SHARE) * 0.03
      : 0.03 + ((fraction - IMPORTED_SHARE) / (1 - IMPORTED_SHARE)) * 0.97
  return historyStart(world) + share * HISTORY_DAYS * DAY_MS
}

const OPENINGS: Readonly<Record<number, readonly string[]>> = {
  1: ['One-person business for', 'Founder-run specialist for'],
  10: ['Small team for', 'Family business, known for', 'Young company with a good name for'],
  50: [
    'Mid-sized supplier of',
    'Family-owned since {founded}, makes a living from',
    'Regional name for',
  ],
  250: ['Established maker of', 'Fast-growing provider of', 'Second-generation family company for'],
  500: ['Listed group with', 'International group for', 'Market leader for'],
}
const CLOSINGS = [
  'Sells mostly to the trade.',
  'Buys design work twice a year, before the spring and the autumn fairs.',
  'Has an in-house team of {few} and gives the bigger jobs to agencies.',
  'New management since last year, open to new partners.',
  'Decides slowly and pays on time.',
  'Came to us through {city} Design Week.',
  'Exports to {many} countries.',
  'Works with two other studios; we get the print side.',
  'Headquarters in {city}, second site abroad.',
  'Has a framework agreement with us until the end of next year.',
]

function describe(known: CompanyIdentity, size: number, draw: Draw): string {
  const opening = draw.pick(OPENINGS[size] ?? ['Supplier of'])
  const product = draw.pick(known.sector.products)
  const closing = draw.pick(CLOSINGS)
  return `${opening} ${product}. ${closing}`
    .replace('{founded}', String(draw.int(1898, 2004)))
    .replace('{few}', at(['two', 'three', 'four', 'five'], draw.int(0, 3)))
    .replace('{many}', String(draw.int(4, 40)))
    .replaceAll('{city}', known.city[0])
}

function contextLinks(website: string | null, draw: Draw): readonly string[] | null {
  if (website === null || !draw.chance(0.35)) return null
  const pages = ['about', 'news', 'press', 'products', 'team', 'investors']
  const first = draw.int(0, pages.length - 1)
  const links = [`${website}/${at(pages, first)}`]
  if (draw.chance(0.4)) links.push(`${website}/${at(pages, (first + 2) % pages.length)}`)
  return links
}
