// The names of fields in both languages: a file may be written in another one than the reader's.
import type { ImportMapping, ImportSection } from '../../providers/types.ts'
import { fields } from '../../words/fields.ts'
import { imports } from '../../words/imports.ts'
import { languages } from '../../words/languages.ts'
import { inLanguage } from '../../words/words.ts'
import { fieldOf, type ImportField, importFields, isShared } from './fields.ts'
import { foldHeader } from './fold-header.ts'
import { headerWords } from './header-words.ts'
import { isProgramHeader, type Program, programOf } from './programs.ts'

/** Words before a name that say whose it is: «Company city», «Deal stage». */
const SECTION_WORDS: Readonly<Record<string, ImportSection>> = {
  contact: 'contact',
  person: 'contact',
  personne: 'contact',
  company: 'organization',
  organization: 'organization',
  organisation: 'organization',
  account: 'organization',
  entreprise: 'organization',
  societe: 'organization',
  opportunity: 'opportunity',
  opportunite: 'opportunity',
  deal: 'opportunity',
  affaire: 'opportunity',
}

/** The same for files with the same headers, in whatever order. Short, because it travels in an address. */
export function headerSignature(headers: readonly string[]): string {
  const text = headers.map(foldHeader).sort().join('|')
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193) >>> 0
  }
  return `${headers.length}-${hash.toString(16)}`
}

/** Whether a text is the name of a column to us, or to a program that we know. */
export function isKnownHeader(text: string): boolean {
  const folded = foldHeader(text)
  return folded !== '' && (candidatesOf(text).length > 0 || isProgramHeader(folded))
}

/**
 * What the columns of a file are: as the program that wrote it means them, else as their names say. IDs count as our own in our
 * own exports alone: those of any other program are of its records.
 */
export function matchFile(headers: readonly string[]): {
  readonly mapping: ImportMapping
  readonly program: string | null
} {
  const program = isOwnExport(headers) ? null : programOf(headers)
  if (program) return { mapping: mappingOf(program, headers), program: program.name }
  const mapping = matchNamed(headers)
  if (isOwnExport(headers)) return { mapping, program: null }
  const foreign = Object.entries(mapping).map(([header, id]) => [header, asForeign(header, id)])
  return { mapping: Object.fromEntries(foreign), program: null }
}

function mappingOf({ columns }: Program, headers: readonly string[]): ImportMapping {
  const taken = new Set<string>()
  return Object.fromEntries(
    headers.map((header) => {
      const id = columns[foldHeader(header)] ?? (fieldOf(header.trim()) ? header.trim() : '')
      const isFree = !taken.has(id) || isShared(fieldOf(id))
      if (id !== '') taken.add(id)
      return [header, isFree ? id : '']
    }),
  )
}

/** Our exports name their columns in our words, most of which no other program has. */
function isOwnExport(headers: readonly string[]): boolean {
  const own = headers.filter((header) => OWN_WORDS.has(header.trim()) || fieldOf(header.trim()))
  return own.length >= 4 && own.length >= headers.length * 0.8
}

function asForeign(header: string, id: string): string {
  // Somebody who writes our own name of a field means it.
  return id.endsWith('.id') && header.trim() !== id ? id.replace(/\.id$/, '.external_id') : id
}

/** Without fields of opportunities where no column names any: «Priority» and «Description» are those of anything. */
function matchNamed(headers: readonly string[]): ImportMapping {
  const mapping = matchHeaders(headers)
  const names = ['opportunity.name', 'opportunity.id', 'opportunity.external_id']
  const isNamed = Object.values(mapping).some((id) => names.includes(id))
  return isNamed ? mapping : matchHeaders(headers, 'opportunity')
}

/**
 * Which field each header is, each field at most once; '' where none is found. A name that several kinds of records
 * have goes to the kind that the other headers are about.
 */
export function matchHeaders(headers: readonly string[], without?: ImportSection): ImportMapping {
  const order = sectionsByWeight(headers)
  const taken = new Set<string>()
  const mapping: Record<string, string> = {}
  // Names that mean one field alone come first, so that «Name» does not take the place of «Company».
  const byCertainty = [...headers].sort(
    (one, other) => candidatesOf(one).length - candidatesOf(other).length,
  )
  for (const header of byCertainty) {
    const found = candidatesOf(header)
      .filter(({ section }) => section !== without)
      .filter(
        (field) => (!taken.has(field.id) || isShared(field)) && fits(field.id, header, headers),
      )
      .sort((one, other) => order.indexOf(one.section) - order.indexOf(other.section))[0]
    if (found) taken.add(found.id)
    mapping[header] = found?.id ?? ''
  }
  return mapping
}

/** A remembered mapping where it knows the header, else what is found. */
export function withRemembered(
  headers: readonly string[],
  found: ImportMapping,
  remembered: ImportMapping | null,
): ImportMapping {
  return Object.fromEntries(
    headers.map((header) => [header, remembered?.[header] ?? found[header] ?? '']),
  )
}

/** A person's last name and the name of anything are one word in French; beside a first name it is the former. */
function fits(id: string, header: string, headers: readonly string[]): boolean {
  if (id !== 'contact.last_name' && id !== 'contact.full_name') return true
  if (foldHeader(header) !== 'nom' && foldHeader(header) !== 'name') return true
  const hasFirst = headers.some((other) =>
    candidatesOf(other).some((candidate) => candidate.id === 'contact.first_name'),
  )
  return hasFirst === (id === 'contact.last_name')
}

/** The kinds of records by how many headers are about them alone. */
function sectionsByWeight(headers: readonly string[]): readonly ImportSection[] {
  const weight: Record<ImportSection, number> = {
    contact: 0,
    organization: 0,
    opportunity: 0,
    note: 0,
    task: 0,
  }
  for (const header of headers) {
    const [first, ...rest] = candidatesOf(header)
    // Nearly every file names an organization; that alone does not make it one of organizations.
    if (first && rest.length === 0 && first.id !== 'organization.name') weight[first.section] += 1
  }
  const sections: ImportSection[] = ['contact', 'opportunity', 'organization', 'note', 'task']
  return sections.sort((one, other) => weight[other] - weight[one])
}

const known = new Map<string, readonly ImportField[]>()

/** The fields that a header may mean. */
function candidatesOf(header: string): readonly ImportField[] {
  const text = foldHeader(header)
  const found = known.get(text) ?? findCandidates(header.trim(), text)
  known.set(text, found)
  return found
}

function findCandidates(header: string, text: string): readonly ImportField[] {
  const exact = importFields.filter(({ id }) => id === header)
  if (exact.length > 0) return exact
  const named = importFields.filter((candidate) => namesOf(candidate).includes(text))
  if (named.length > 0) return named
  const [word = '', ...rest] = text.split(' ')
  const section = SECTION_WORDS[word]
  return importFields.filter(
    (candidate) => candidate.section === section && namesOf(candidate).includes(rest.join(' ')),
  )
}

/** The names of fields by their keys, in each language. */
const CATALOGS: readonly Readonly<Record<string, string>>[] = languages.map(({ locale }) => ({
  ...keyed('crm.field', inLanguage(fields.field, locale)),
  ...keyed('crm.import.field', inLanguage(imports.import.field, locale)),
}))

/** The names of fields as our exports write them. */
const OWN_WORDS: ReadonlySet<string> = new Set(CATALOGS.flatMap((words) => Object.values(words)))

function keyed(prefix: string, words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([key, word]) => [`${prefix}.${key}`, word]))
}

/** Columns whose bare names mean something else in most files. */
const BARELESS: ReadonlySet<string> = new Set(['id', 'contacts', 'role'])

const names = new Map<string, readonly string[]>()

/** Every folded header that means a field. */
function namesOf({ id, section, column, label, aliases }: ImportField): readonly string[] {
  const ready = names.get(id)
  if (ready) return ready
  const own = CATALOGS.flatMap((words) => words[label] ?? [])
  // Bare ids are those of the application that wrote the file.
  const isBareless = section === 'note' || section === 'task' || BARELESS.has(column)
  const bare = isBareless ? [] : [column]
  const all = [...own, ...bare].map(foldHeader)
  const further = headerWords[id]?.split(', ').map(foldHeader) ?? []
  const result = [...new Set([...all, ...aliases, ...further])]
  names.set(id, result)
  return result
}
