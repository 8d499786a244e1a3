import { columnsOf, ident, isView, literal, qualified, type Sql } from '@valence/db'
import { grantReaders, readersOf } from '@valence/schema/growth'
import { OWN_SCHEMA } from '../session/own-schema.ts'
import { setAside } from './set-aside.ts'

interface SummaryView {
  readonly view: string
  readonly table: string
  /** Computed columns that legacy versions of the view have, as expressions over `c`. */
  readonly legacy: (definition: string) => Readonly<Record<string, string>>
  /** Computed columns of the target. */
  readonly target: Readonly<Record<string, string>>
}

/**
 * Replaces an installation's summary view by a faster one of the same name: its own columns first, in its order and
 * with its meaning, then what the target adds. The original is set aside whole, for the rollback.
 */
export async function replaceSummaryView(sql: Sql, summary: SummaryView): Promise<void> {
  if (await isView(sql, summary.view, OWN_SCHEMA)) return
  const own = await columnsOf(sql, 'public', summary.table)
  const former = await columnsOf(sql, 'public', summary.view)
  const definition = await definitionOf(sql, summary.view)
  const legacy = summary.legacy(definition)
  const expression = (column: string): string => {
    const computed = legacy[column]
    return computed === undefined ? `c.${ident(column)}` : `${computed} as ${ident(column)}`
  }
  const added = [
    ...own.filter((column) => !former.includes(column)).map((column) => `c.${ident(column)}`),
  ]
  const computed = Object.entries(summary.target)
    .filter(([column]) => !former.includes(column))
    .map(([column, source]) => `${source} as ${ident(column)}`)

  await setAside(sql, summary.view)
  await sql.unsafe(
    `create view ${qualified('public', summary.view)} with (security_invoker = on) as
     select ${[...former.map(expression), ...added, ...computed].join(',\n  ')}
     from ${qualified('public', summary.table)} as c`,
  )
  // A view that takes the place of another can be read by exactly those who could read that one.
  await grantReaders(
    sql,
    summary.view,
    await readersOf(sql, { schema: OWN_SCHEMA, name: summary.view }),
  )
}

/** What the definition of an upstream summary view may contain beside its joins and its grouping. */
const KNOWN_PARTS = [
  /count\(distinct \w+\.id\)(?: filter \(where \(\w+\.done_date is null\)\))?/gi,
  /\(?jsonb_path_query_array\(\w+\.\w+, '\$\[\*\]\.\w+'::jsonpath\)\)?::text/gi,
]

/** Anything that filters, limits, branches or computes otherwise is the installation's own. */
const OWN_MEANING =
  /\b(?:where|having|union|intersect|except|limit|offset|case|over|with|distinct|count|sum|coalesce|filter)\b/i

/**
 * Whether a summary view means what Atomic CRM's does, so that a faster one can take its place. It is decided by
 * content: equal column names do not mean an equal view.
 */
export function isUpstreamSummary(
  view: {
    readonly definition: string | null
    readonly columns: readonly { readonly name: string }[]
  },
  tableColumns: readonly string[],
  known: readonly string[],
): boolean {
  const isKnownColumn = (name: string) => tableColumns.includes(name) || known.includes(name)
  if (!view.columns.every((column) => isKnownColumn(column.name))) return false
  const rest = KNOWN_PARTS.reduce((text, part) => text.replace(part, ''), view.definition ?? '')
  return !OWN_MEANING.test(rest)
}

const count = (source: string) => `(select count(*) from ${source})`

export const companiesSummary: SummaryView = {
  view: 'companies_summary',
  table: 'companies',
  legacy: () => ({
    nb_deals: count(
      'public.opportunities as o where o.customer_organization_id = c.id and o.deleted_at is null',
    ),
    nb_contacts: count('public.contacts as ct where ct.company_id = c.id'),
  }),
  target: {
    nb_opportunities: count(
      'public.opportunities as o where o.customer_organization_id = c.id and o.deleted_at is null',
    ),
    nb_contacts: count(
      'public.contacts as ct where ct.company_id = c.id and ct.deleted_at is null',
    ),
  },
}

const text = (array: string, key: string) =>
  `jsonb_path_query_array(c.${array}, ${literal(`$[*].${key}`)})::text`

export const contactsSummary: SummaryView = {
  view: 'contacts_summary',
  table: 'contacts',
  legacy: (definition) => ({
    email_fts: text('email_jsonb', 'email'),
    phone_fts: text('phone_jsonb', 'number'),
    company_name: '(select co.name from public.companies as co where co.id = c.company_id)',
    // Until a certain generation the view counted every task, later the pending ones.
    nb_tasks: count(
      `public.tasks as t where t.contact_id = c.id${/filter \(where/i.test(definition) ? ' and t.done_date is null' : ''}`,
    ),
  }),
  target: {
    email_fts: text('email_jsonb', 'email'),
    phone_fts: text('phone_jsonb', 'number'),
    company_name: '(select co.name from public.companies as co where co.id = c.company_id)',
    nb_tasks: count('public.tasks as t where t.contact_id = c.id and t.done_date is null'),
    organization_ids: `(select coalesce(array_agg(l.organization_id order by l.is_primary_organization desc, l.id), '{}')
       from public.contact_organizations as l
       where l.contact_id = c.id and l.deleted_at is null)`,
  },
}

/** Computed columns whose meaning is known, by view. */
export const knownSummaryColumns: Readonly<
  Record<'companies_summary' | 'contacts_summary', readonly string[]>
> = {
  companies_summary: Object.keys(companiesSummary.legacy('')),
  contacts_summary: Object.keys(contactsSummary.legacy('')),
}

async function definitionOf(sql: Sql, view: string): Promise<string> {
  const [found] = await sql<{ definition: string | null }[]>`
    select pg_get_viewdef(to_regclass(${qualified('public', view)})) as definition`
  return found?.definition ?? ''
}
