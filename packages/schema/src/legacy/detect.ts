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
      /** Whether the probes hold in the order of history; a fork's do not. */
      readonly isMonotone: boolean
      readonly shape: LegacyShape
    }
  | { readonly kind: 'target' }
  | { readonly kind: 'unknown'; readonly missing: readonly string[] }

const REQUIRED = {
  deals: [
    'id',
    'name',
    'company_id',
    'contact_ids',
    'stage',
    'amount',
    'created_at',
    'sales_id',
    'index',
  ],
  contacts: ['id', 'first_name', 'last_name', 'company_id', 'sales_id'],
  companies: ['id', 'created_at', 'name', 'sales_id'],
  sales: ['id', 'first_name', 'last_name', 'email', 'user_id'],
  tasks: ['id', 'contact_id'],
} as const

/** Recognises an installation by what its catalog holds. A version table is never asked: it cannot be trusted. */
export function detect(catalog: Catalog): Detection {
  if (table(catalog, 'opportunities') !== undefined && table(catalog, 'deals') === undefined) {
    return { kind: 'target' }
  }
  const missing = missingObjects(catalog)
  const opportunityNotes = firstTable(catalog, ['deal_notes', 'dealNotes'] as const)
  const contactNotes = firstTable(catalog, ['contact_notes', 'contactNotes'] as const)
  if (opportunityNotes === undefined) missing.push('table deal_notes (or "dealNotes")')
  if (contactNotes === undefined) missing.push('table contact_notes (or "contactNotes")')
  if (missing.length > 0 || opportunityNotes === undefined || contactNotes === undefined) {
    return { kind: 'unknown', missing }
  }

  const answers = probes.map((probe) => ({ ...probe, answer: probe.holds(catalog) }))
  const firstNo = answers.findIndex((probe) => !probe.answer)
  const held = firstNo === -1 ? answers : answers.slice(0, firstNo)
  return {
    kind: 'legacy',
    generation: held.at(-1)?.since === 'G20' ? 'G21' : (held.at(-1)?.since ?? 'G0'),
    vector: Object.fromEntries(answers.map((probe) => [probe.id, probe.answer])),
    isMonotone: answers.slice(held.length).every((probe) => !probe.answer),
    shape: {
      opportunityNotes,
      contactNotes,
      hasCamelCaseState: column(table(catalog, 'companies'), 'stateAbbr') !== undefined,
    },
  }
}

function missingObjects(catalog: Catalog): string[] {
  return Object.entries(REQUIRED).flatMap(([name, columns]) => {
    const found: CatalogRelation | undefined = table(catalog, name)
    if (found === undefined) return [`table ${name}`]
    return columns
      .filter((wanted) => column(found, wanted) === undefined)
      .map((wanted) => `column ${name}.${wanted}`)
  })
}

function firstTable<Name extends string>(
  catalog: Catalog,
  names: readonly Name[],
): Name | undefined {
  return names.find((name) => table(catalog, name) !== undefined)
}
