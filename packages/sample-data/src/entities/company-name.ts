import { at, type Draw } from '../random.ts'
import { COMPANY_HEADS, COMPANY_REPEATS, LOCAL_HEADS } from '../words/company-heads.ts'
import type { Country } from '../words/countries.ts'
import { CULTURES } from '../words/people.ts'
import type { Sector } from '../words/sectors.ts'
import { asciiWord } from './fill.ts'

export interface CompanyName {
  readonly name: string
  /** Without the legal form. */
  readonly shortName: string
  readonly domain: string
}

interface Home {
  readonly country: Country
  readonly sector: Sector
  readonly city: string
}

/** Pairs of words repeat after this many companies; then a third word tells them apart. */
const CYCLE = 2_500

export function nameCompany(id: number, home: Home, draw: Draw): CompanyName {
  const base = baseName(id, home, draw)
  const shortName = distinguish(base, id, home.city)
  const legal = draw.chance(0.3) ? draw.pick(home.country.legal) : null
  const glue = legal === 'Inc.' || legal === 'LLC' ? ', ' : ' '
  return {
    name: legal === null ? shortName : `${shortName}${glue}${legal}`,
    shortName,
    domain: `${asciiWord(shortName)}.example`,
  }
}

function baseName(id: number, home: Home, draw: Draw): string {
  const { culture } = home.country
  const local = LOCAL_HEADS[culture]
  const nouns = home.sector.localNouns[culture] ?? home.sector.nouns
  const kind = draw.fraction()
  if (local !== undefined) {
    if (kind < 0.32)
      return `${draw.pick(local)} ${draw.pick(draw.chance(0.6) ? nouns : home.sector.nouns)}`
    if (kind < 0.5) return localFamilyName(home, nouns, draw)
    if (kind < 0.62) return partners(home, draw)
  } else if (kind < 0.26) {
    return kind < 0.13
      ? partners(home, draw)
      : `${draw.pick(CULTURES[culture].family)} ${draw.pick(home.sector.nouns)}`
  }
  return neutralName(id, home.sector)
}

/** Consecutive ids walk through all pairs of words before one comes twice. */
function neutralName(id: number, sector: Sector): string {
  const heads = COMPANY_HEADS.length
  const pairs = heads * sector.nouns.length
  let step = 1_009
  while (pairs % step === 0) step += 2
  const place = (id * step) % pairs
  return `${at(COMPANY_HEADS, place % heads)} ${at(sector.nouns, Math.floor(place / heads))}`
}

function partners(home: Home, draw: Draw): string {
  const names = CULTURES[home.country.culture].family
  const first = draw.int(0, names.length - 1)
  const second = (first + draw.int(1, names.length - 1)) % names.length
  return `${capital(at(names, first))} & ${capital(at(names, second))}`
}

function localFamilyName(home: Home, nouns: readonly string[], draw: Draw): string {
  const family = draw.pick(CULTURES[home.country.culture].family)
  const noun = draw.pick(nouns)
  switch (home.country.culture) {
    case 'french':
      return draw.pick([
        ...[`Maison ${family}`, `${family} & Fils`, `${noun} ${family}`],
        ...[`Ateliers ${family}`, `Établissements ${family}`, `${family} Frères`],
      ])
    case 'german':
      return draw.pick([
        ...[`${family} & Söhne`, `${noun} ${family}`, `Gebrüder ${family}`],
        ...[`${family} & Töchter`, `${family} ${noun}`],
      ])
    case 'dutch':
      return draw.pick([
        ...[`${capital(family)} ${noun}`, `Gebroeders ${capital(family)}`],
        ...[`${capital(family)} & Zonen`, `${noun} ${capital(family)}`],
      ])
    case 'spanish':
      return draw.pick([
        ...[`${noun} ${family}`, `Grupo ${family}`, `Hijos de ${family}`],
        ...[`${family} Hermanos`, `Casa ${family}`],
      ])
    case 'italian':
      return draw.pick([
        `${noun} ${family}`,
        `Fratelli ${family}`,
        `${family} & Figli`,
        `Casa ${family}`,
      ])
    case 'nordic':
      return draw.pick([
        `${family} ${noun}`,
        `${family} & Söner`,
        `Bröderna ${family}`,
        `${noun} ${family}`,
      ])
    case 'brazilian':
      return draw.pick([`Grupo ${family}`, `${capital(family)} ${noun}`])
    default:
      return `${family} ${noun}`
  }
}

function distinguish(base: string, id: number, city: string): string {
  const cycle = Math.floor((id - 1) / CYCLE)
  if (cycle === 0) return base
  const word = at(COMPANY_REPEATS, (cycle - 1) % COMPANY_REPEATS.length)
  return cycle <= COMPANY_REPEATS.length ? `${base} ${word}` : `${base} ${word} ${city}`
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
