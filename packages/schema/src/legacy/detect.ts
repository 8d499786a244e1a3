import { type Catalog, type CatalogRelation, column, table } from './catalog.ts'
import { probes } from './probes.ts'

/** Answers of all probes, by their id. */
export type FeatureVector = Readonly<Record<string, boolean>>

/** Physical names that differ between generations. */
export interface LegacyShape {
  readonly opportunityNotes: 'dealNotes' | 'deal_notes'
  readonly contactNotes: 'contactNotes' | 'contact_notes'
  /** Older installations call the state of a company `"stateAbbr"`. */
  readonly hasCamelCaseState: boolean
}

export type Detection =
  | {
      readonly kind: 'legacy'
      /** The newest generation whose probes all hold; for people. Decisions use the vector and the shape. */
      readonly generation: string
      readonly vector: FeatureVector
      /** Whether the probes answer as that generation's do; those of a fork may not. */
      readonly isMonotone: boolean
      readonly shape: LegacyShape
    }
  | { readonly kind: 'target' }
  | { readonly kind: 'unknown'; readonly missing: readonly string[] }

type Columns = Readonly<Record<string, string>>

/** Columns without which an installation is not one of Atomic CRM, with the types that it gives them. */
const REQUIRED: Readonly<Record<string, Columns>> = {
  deals: {
    id: 'bigint',
    name: 'text',
    company_id: 'bigint',
    contact_ids: 'bigint[]',
    stage: 'text',
    amount: 'bigint',
    created_at: 'timestamp with time zone',
    sales_id: 'bigint',
    index: 'smallint',
  },
  contacts: {
    id: 'bigint',
    first_name: 'text',
    last_name: 'text',
    company_id: 'bigint',
    sales_id: 'bigint',
  },
  companies: {
    id: 'bigint',
    created_at: 'timestamp with time zone',
    name: 'text',
    sales_id: 'bigint',
  },
  sales: { id: 'bigint', first_name: 'text', last_name: 'text', email: 'text', user_id: 'uuid' },
  tasks: { id: 'bigint', contact_id: 'bigint' },
}

/** Notes have other names in older generations. */
const NOTES = [
  {
    names: ['deal_notes', 'dealNotes'],
    columns: { id: 'bigint', deal_id: 'bigint', text: 'text', date: 'timestamp with time zone' },
  },
  {
    names: ['contact_notes', 'contactNotes'],
    columns: { id: 'bigint', contact_id: 'bigint', text: 'text', date: 'timestamp with time zone' },
  },
] as const

/** Other names that Atomic CRM gives to tables and columns in any generation: never the new name of something else. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  deals: [
    'type',
    'category',
    'description',
    'updated_at',
    'start_at',
    'archived_at',
    'expected_closing_date',
  ],
  contacts: [
    'gender',
    'title',
    'background',
    'status',
    'email',
    'phone_number1',
    'phone_number2',
    'phone_1_number',
    'phone_1_type',
    'phone_2_number',
    'phone_2_type',
    'acquisition',
    'linkedin_url',
    'first_seen',
    'last_seen',
  ],
  companies: [
    'sector',
    'website',
    'phone_number',
    'address',
    'zipcode',
    'city',
    'stateAbbr',
    'state_abbr',
    'linkedIn',
    'linkedin_url',
    'logo',
    'country',
    'description',
    'revenue',
    'tax_identifier',
  ],
  tasks: ['sales_id'],
}
const OTHER_TABLES = ['tags', 'configuration', 'favicons_excluded_domains']

/** Of the columns that are looked for, how many a table must have to be taken for a renamed one. */
const ALIKE = 0.6

/**
 * What the new schema has had since its first release. Many have opportunities of their own, with customers too, and some have
 * tables of these names; nobody else's have all of it.
 */
const OURS: Readonly<Record<string, readonly string[]>> = {
  opportunities: [
    'customer_organization_id',
    'original_company_id',
    'probability_manual',
    'stage',
    'status',
    'decision_criteria',
  ],
  opportunity_notes: ['opportunity_id'],
  contact_organizations: ['contact_id', 'organization_id', 'is_primary_organization'],
  opportunity_contacts: ['opportunity_id', 'contact_id'],
  opportunity_participants: ['opportunity_id', 'organization_id', 'role'],
  activities: ['activity_type', 'activity_date', 'source_table', 'source_id'],
  interaction_participants: ['activity_id'],
  contacts: ['company_id', 'company_id_backup'],
  companies: ['organization_type', 'is_principal', 'is_distributor'],
  tasks: ['contact_id'],
  sales: ['user_id'],
}

/** Recognises an installation by what its catalog holds. A version table is never asked: it cannot be trusted. */
export function detect(catalog: Catalog): Detection {
  const missingOfOurs = Object.entries(OURS).flatMap(([name, columns]) =>
    missingOfTarget(catalog, name, columns),
  )
  const hasDeals = table(catalog, 'deals') !== undefined
  if (missingOfOurs.length === 0 && !hasDeals) return { kind: 'target' }
  const isInPart =
    missingOfTarget(catalog, 'opportunities', OURS['opportunities'] ?? []).length === 0
  if (isInPart && !hasDeals) return { kind: 'unknown', missing: missingOfOurs }
  const missing = missingObjects(catalog)
  const opportunityNotes = firstTable(catalog, NOTES[0].names)
  const contactNotes = firstTable(catalog, NOTES[1].names)
  if (missing.length > 0 || opportunityNotes === undefined || contactNotes === undefined) {
    return { kind: 'unknown', missing }
  }

  const answers = probes.map((probe) => ({ ...probe, answer: probe.holds(catalog) }))
  const reached = lastReached(answers)
  return {
    kind: 'legacy',
    generation: reached?.since === 'G20' ? 'G21' : (reached?.since ?? 'G0'),
    vector: Object.fromEntries(answers.map((probe) => [probe.id, probe.answer])),
    isMonotone: isMonotone(answers, reached),
    shape: {
      opportunityNotes,
      contactNotes,
      hasCamelCaseState: column(table(catalog, 'companies'), 'stateAbbr') !== undefined,
    },
  }
}

function missingOfTarget(
  catalog: Catalog,
  name: string,
  columns: readonly string[],
): readonly string[] {
  const found = table(catalog, name)
  if (found === undefined) return [`table ${name} of the new schema`]
  return columns
    .filter((wanted) => column(found, wanted) === undefined)
    .map((wanted) => `column ${name}.${wanted} of the new schema`)
}

interface Answer {
  readonly since: string
  readonly isPassing?: true
  readonly answer: boolean
}

/** The newest probe that holds, before the first lasting one that does not. */
function lastReached(answers: readonly Answer[]): Answer | undefined {
  const firstNo = answers.findIndex((probe) => !probe.answer && !probe.isPassing)
  return answers.slice(0, firstNo === -1 ? undefined : firstNo).findLast((probe) => probe.answer)
}

function isMonotone(answers: readonly Answer[], reached: Answer | undefined): boolean {
  if (reached === undefined) return false
  const last = answers.indexOf(reached)
  return answers.every(
    (probe, place) => probe.answer === (probe.isPassing ? probe === reached : place <= last),
  )
}

/** What is not there, each with the name that it may have now. */
function missingObjects(catalog: Catalog): string[] {
  return [
    ...Object.entries(REQUIRED).flatMap(([name, columns]) => missingOf(catalog, [name], columns)),
    ...NOTES.flatMap(({ names, columns }) => missingOf(catalog, names, columns)),
  ]
}

function missingOf(catalog: Catalog, names: readonly string[], columns: Columns): string[] {
  const [name = '', older] = names
  const present = firstTable(catalog, names)
  const found = present === undefined ? renamedTable(catalog, columns) : table(catalog, present)
  const or = older === undefined ? '' : ` (or "${older}")`
  return [
    ...(present === undefined ? [`table ${name}${or}${perhaps(found?.name)}`] : []),
    ...(found === undefined ? [] : missingColumns(found, name, columns)),
  ]
}

function missingColumns(found: CatalogRelation, name: string, columns: Columns): string[] {
  return Object.keys(columns)
    .filter((wanted) => column(found, wanted) === undefined)
    .map((wanted) => {
      const renamed = renamedColumn(found, name, wanted, columns)
      return `column ${found.name}.${wanted}${perhaps(renamed)}`
    })
}

function perhaps(name: string | undefined): string {
  return name === undefined ? '' : `, perhaps renamed to ${name}`
}

/** The table of no known name that has most of the columns; one whose ids are counted rather than a copy of the rows. */
function renamedTable(catalog: Catalog, columns: Columns): CatalogRelation | undefined {
  const known = [...Object.keys(REQUIRED), ...NOTES.flatMap(({ names }) => names), ...OTHER_TABLES]
  const wanted = Object.keys(columns)
  const score = (candidate: CatalogRelation) =>
    wanted.filter((name) => column(candidate, name) !== undefined).length +
    (column(candidate, 'id')?.identity === '' ? 0 : 0.5)
  return catalog.relations
    .filter((candidate) => candidate.kind === 'table' && !known.includes(candidate.name))
    .filter((candidate) => score(candidate) >= ALIKE * wanted.length + 0.5)
    .toSorted((a, b) => score(b) - score(a))
    .at(0)
}

/** The only column of no known name and the same type that is a key, or is none, as the missing one. */
function renamedColumn(
  found: CatalogRelation,
  name: string,
  wanted: string,
  columns: Columns,
): string | undefined {
  const known = [...Object.keys(columns), ...(OTHER_NAMES[name] ?? [])]
  const candidates = found.columns.filter(
    (candidate) =>
      !known.includes(candidate.name) &&
      candidate.type === columns[wanted] &&
      candidate.name.endsWith('_id') === wanted.endsWith('_id'),
  )
  return candidates.length === 1 ? candidates[0]?.name : undefined
}

function firstTable<Name extends string>(
  catalog: Catalog,
  names: readonly Name[],
): Name | undefined {
  return names.find((name) => table(catalog, name) !== undefined)
}
