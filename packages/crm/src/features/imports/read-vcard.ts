import type { FileNotice, Table } from './table.ts'

/** A property of a card as jCard (RFC 7095) has it: name, parameters, type, values. */
type Property = readonly [string, Readonly<Record<string, string | string[]>>, string, ...unknown[]]

/**
 * The people on the cards of a file: vCard 2.1, 3.0 and 4.0, by `ical.js`, which reads the latter two; the first, which phones
 * still write, is written anew for it. Headers are ids of fields.
 */
export async function readVcards(text: string): Promise<{
  readonly table: Table
  readonly notices: readonly FileNotice[]
  readonly total: number
}> {
  const { default: ical } = await import('ical.js')
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const unreadable: number[] = []
  const people: { line: number; fields: Readonly<Record<string, string>> }[] = []
  for (const { line, card } of cardsOf(lines)) {
    try {
      const [, properties] = ical.parse(asVersion3(card).join('\r\n')) as [string, Property[]]
      const fields = fieldsOf(properties)
      if (Object.keys(fields).length > 0) people.push({ line, fields })
      else unreadable.push(line)
    } catch {
      // One bad card costs one card.
      unreadable.push(line)
    }
  }
  const headers = [...new Set(people.flatMap(({ fields }) => Object.keys(fields)))]
  return {
    total: lines.at(-1) === '' ? lines.length - 1 : lines.length,
    table: {
      headers,
      rows: people.map(({ line, fields }) => ({
        line,
        cells: headers.map((id) => fields[id] ?? ''),
      })),
    },
    notices: unreadable.length > 0 ? [{ code: 'unreadable_card', lines: unreadable }] : [],
  }
}

function cardsOf(lines: readonly string[]): { line: number; card: readonly string[] }[] {
  const cards: { line: number; card: string[] }[] = []
  let card: string[] | null = null
  for (const [place, line] of lines.entries()) {
    if (/^BEGIN:VCARD\s*$/i.test(line)) {
      card = []
      cards.push({ line: place + 1, card })
    }
    card?.push(line)
    if (/^END:VCARD\s*$/i.test(line)) card = null
  }
  return cards
}

/** A card of version 2.1 as 3.0 writes it: parameters with names, letters instead of their codes, commas escaped. */
function asVersion3(card: readonly string[]): readonly string[] {
  const version = card
    .find((line) => /^VERSION:/i.test(line))
    ?.slice(8)
    .trim()
  const isOld = version === '2.1'
  const written = unfolded(card, isOld).filter((line) => line.includes(':'))
  const whole = written.at(-1)?.match(/^END:VCARD/i) ? written : [...written, 'END:VCARD']
  return whole.map((line) =>
    /^VERSION:/i.test(line) && isOld ? 'VERSION:3.0' : plainLine(line, isOld),
  )
}

function unfolded(card: readonly string[], isOld: boolean): readonly string[] {
  const lines: string[] = []
  for (const line of card) {
    const before = lines.at(-1)
    const isCoded = before !== undefined && /^[^:]*QUOTED-PRINTABLE[^:]*:/i.test(before)
    if (before !== undefined && isCoded && before.endsWith('=')) {
      lines[lines.length - 1] = before.slice(0, -1) + line.replace(/^[ \t]/, isOld ? '$&' : '')
    } else if (before !== undefined && /^[ \t]/.test(line)) {
      lines[lines.length - 1] = before + line.slice(1)
    } else if (line.trim() !== '') {
      lines.push(line.trimEnd())
    }
  }
  return lines
}

const BARE: Readonly<Record<string, string>> = {
  'QUOTED-PRINTABLE': 'ENCODING',
  BASE64: 'ENCODING',
}

function plainLine(line: string, isOld: boolean): string {
  const colon = colonOf(line)
  const [name = '', ...given] = line.slice(0, colon).split(';')
  const parameters = given
    .filter((part) => part !== '')
    .map((part) => (part.includes('=') ? part : `${BARE[part.toUpperCase()] ?? 'TYPE'}=${part}`))
  const parameter = (key: string) =>
    parameters
      .find((part) => part.toUpperCase().startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .replaceAll('"', '')
  // What 3.0 knows no longer.
  const kept = parameters.filter((part) => !/^(?:CHARSET|ENCODING|LANGUAGE)=/i.test(part))
  const types = kept.filter((part) => /^TYPE=/i.test(part)).map((part) => part.slice(5))
  const others = kept.filter((part) => !/^TYPE=/i.test(part))
  const head = [name, ...others, ...(types.length > 0 ? [`TYPE=${types.join(',')}`] : [])].join(';')
  const isCoded = parameter('ENCODING')?.toUpperCase() === 'QUOTED-PRINTABLE'
  const value = line.slice(colon + 1)
  const decoded = isCoded ? fromQuotedPrintable(value, parameter('CHARSET') ?? 'utf-8') : value
  const escaped = isOld ? decoded.replace(/(?<!\\),/g, '\\,') : decoded
  return `${head}:${escaped.replace(/\r?\n/g, '\\n')}`
}

/** The colon after the parameters, which may hold others in quotes. */
function colonOf(line: string): number {
  let isQuoted = false
  for (let place = 0; place < line.length; place += 1) {
    if (line[place] === '"') isQuoted = !isQuoted
    if (line[place] === ':' && !isQuoted) return place
  }
  return line.indexOf(':')
}

function fromQuotedPrintable(value: string, charset: string): string {
  const bytes: number[] = []
  for (let place = 0; place < value.length; place += 1) {
    const code = /^=([0-9A-F]{2})/i.exec(value.slice(place, place + 3))?.[1]
    if (code !== undefined) {
      bytes.push(Number.parseInt(code, 16))
      place += 2
    } else {
      bytes.push(...new TextEncoder().encode(value[place] ?? ''))
    }
  }
  return decoderOf(charset).decode(Uint8Array.from(bytes))
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    // A name that no browser knows; most of what is written is ASCII anyway.
    return new TextDecoder()
  }
}

function fieldsOf(properties: readonly Property[]): Readonly<Record<string, string>> {
  const all = (name: string) => properties.filter(([known]) => known === name)
  const first = (name: string) => textOf(all(name)[0]?.[3])
  const [last = '', given = '', middle = ''] = partsOf(all('n')[0]?.[3])
  const [organization = '', ...units] = partsOf(all('org')[0]?.[3])
  const address = all('adr').sort((one, other) => workFirst(one) - workFirst(other))[0]
  const [, , street = '', city = '', region = '', zip = '', country = ''] = partsOf(address?.[3])
  const links = all('url').map((property) => textOf(property[3]))
  const linkedin =
    links.find((link) => /linkedin\.com/i.test(link)) ?? profileOf(all('x-socialprofile'))
  const notes = all('note').map((property) => textOf(property[3]))
  const rows: Record<string, string> = {
    'contact.first_name': [given, middle].filter(Boolean).join(' '),
    'contact.last_name': last,
    'contact.full_name': given || last ? '' : first('fn') || first('nickname'),
    ...byType(all('email'), 'email'),
    ...byType(all('tel'), 'phone'),
    'contact.title': first('title') || first('role'),
    'contact.department': units.filter(Boolean).join(', '),
    'contact.tags': all('categories')
      .flatMap((property) => property.slice(3).map(textOf))
      .flatMap((tags) => tags.split(','))
      .filter((tag) => tag.trim() !== '' && tag.trim() !== '* myContacts')
      .join('; '),
    'contact.linkedin_url': linkedin ?? '',
    'contact.background': [...notes, ...(first('bday') ? [`Birthday: ${first('bday')}`] : [])].join(
      '\n',
    ),
    'organization.name': organization,
    'organization.website': links.find((link) => link !== linkedin) ?? '',
    'organization.address': street,
    'organization.city': city,
    'organization.state_abbr': region,
    'organization.zipcode': zip,
    'organization.country': country,
  }
  return Object.fromEntries(Object.entries(rows).filter(([, value]) => value.trim() !== ''))
}

function byType(properties: readonly Property[], kind: 'email' | 'phone'): Record<string, string> {
  const found: Record<string, string[]> = {}
  for (const property of properties) {
    const id = `contact.${kind}_${typeOf(property, kind)}`
    found[id] = [...(found[id] ?? []), textOf(property[3]).replace(/^(?:tel|mailto):/i, '')]
  }
  return Object.fromEntries(Object.entries(found).map(([id, values]) => [id, values.join('; ')]))
}

function typeOf([, parameters]: Property, kind: 'email' | 'phone'): 'work' | 'home' | 'other' {
  const types = [parameters['type'] ?? []].flat().map((type) => type.toLowerCase())
  if (types.includes('work')) return 'work'
  if (types.includes('home')) return 'home'
  return kind === 'email' && !types.includes('other') ? 'work' : 'other'
}

function workFirst(property: Property): number {
  return typeOf(property, 'phone') === 'work' ? 0 : 1
}

function profileOf(properties: readonly Property[]): string | undefined {
  return properties.map((property) => textOf(property[3])).find((link) => /linkedin/i.test(link))
}

function partsOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value ?? '']).map(textOf)
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(' ')
  return value === null || value === undefined ? '' : String(value).trim()
}
