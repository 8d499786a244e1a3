import { ident, isView, literal, qualified, type Sql } from '@valence/db'
import type { Catalog, CatalogColumn, CatalogRelation } from '@valence/schema'
import { grantReadLike } from '@valence/schema/growth'

/** A view of a table in which an installation records what happened, with the new names in place of the old ones. */
export interface AuditView {
  readonly table: string
  readonly view: string
  /** In the order of the table. */
  readonly columns: readonly string[]
  /** Columns that say what a row is about, and hold old names. */
  readonly mapped: readonly string[]
}

/** What rows may call the things that get another name, and what those are called then. */
const NEW_NAMES: Readonly<Record<string, string>> = {
  deals: 'opportunities',
  deal: 'opportunity',
  Deals: 'Opportunities',
  Deal: 'Opportunity',
  deal_notes: 'opportunity_notes',
  deal_note: 'opportunity_note',
  dealNotes: 'opportunity_notes',
  dealNote: 'opportunity_note',
  DealNote: 'OpportunityNote',
  contactNotes: 'contact_notes',
  contactNote: 'contact_note',
}

/** Names of tables that record: `audit_logs`, `deal_history`, `activityEvents`. */
const RECORDS =
  /(?:^|_)(?:audits?|logs?|histor(?:y|ies)|activit(?:y|ies)|events?|trails?|journals?|changes?|changelog)(?:_|$)/
/** Names of tables that rule: their rows are compared with names, and a translation would not reach who compares. */
const RULES =
  /(?:^|_)(?:permissions?|roles?|grants?|polic(?:y|ies)|settings?|config(?:uration)?s?|acls?|preferences?)(?:_|$)/
/** Columns that say what a row is about. A bare `subject` or `source` is a text of its own. */
const SUBJECTS =
  /^(?:(?:resource|entity|model|auditable|relation|table|tbl)(?:_?(?:type|name|table|kind))?|(?:object|record|subject|target|source|item)_?(?:type|table|kind))$/
const ACTORS =
  /^(?:actor|user|sales|author|changed_by|performed_by|created_by|done_by|by)(?:_?(?:id|name|email))?$/
/** Types whose texts are no names. */
const NO_NAME =
  /^(?:bigint|integer|smallint|numeric|real|double|boolean|uuid|jsonb?|bytea|date|time|interval|oid|inet|cidr|tsvector)|\[\]$/
const LONGEST_NAME = 63
const SUFFIX = '_new_names'

/**
 * The tables of an installation that record what happened to things by their name, and the views that map them. Found by
 * their shape alone: which rows there are does not change a plan.
 */
export function auditViews({ relations }: Catalog): readonly AuditView[] {
  return relations.filter(isRecord).map((found) => ({
    table: found.name,
    view: `${found.name.slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`,
    columns: found.columns.map(({ name }) => name),
    mapped: found.columns.filter(isSubject).map(({ name }) => name),
  }))
}

function isRecord({ name, kind, columns }: CatalogRelation): boolean {
  if (kind !== 'table' && kind !== 'partitioned') return false
  if (!columns.some(isSubject)) return false
  const words = name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .replaceAll(/\W+/g, '_')
    .toLowerCase()
  if (RECORDS.test(words)) return true
  return (
    !RULES.test(words) &&
    columns.some(({ type }) => type.startsWith('timestamp')) &&
    columns.some((column) => ACTORS.test(column.name.toLowerCase()))
  )
}

function isSubject({ name, type }: CatalogColumn): boolean {
  return SUBJECTS.test(name.toLowerCase()) && !NO_NAME.test(type)
}

/** Creates those views that are not there. */
export async function createAuditViews(sql: Sql, views: readonly AuditView[]): Promise<void> {
  for (const view of views) await createAuditView(sql, view)
}

export async function dropAuditViews(sql: Sql, views: readonly AuditView[]): Promise<void> {
  for (const { view } of views) {
    if (await isView(sql, view)) await sql.unsafe(`drop view ${qualified('public', view)}`)
  }
}

/**
 * Creates the view, with the rights of its caller, so that the table's own policies hold through it. Who may read the
 * table may read it, but for visitors. Who may read only some of its columns may not: with its caller's rights a view needs
 * all that it names. Does nothing when it is there.
 */
async function createAuditView(sql: Sql, view: AuditView): Promise<void> {
  if (await isView(sql, view.view)) return
  const columns = view.columns.map((column) =>
    view.mapped.includes(column)
      ? `${translated(`t.${ident(column)}::text`)} as ${ident(column)}`
      : `t.${ident(column)}`,
  )
  await sql.unsafe(
    `create view ${qualified('public', view.view)} with (security_invoker = on) as
     select ${columns.join(', ')} from ${qualified('public', view.table)} as t`,
  )
  await grantReadLike(sql, view.table, view.view)
}

/** A name alone, or with the schema before it. */
function translated(column: string): string {
  const cases = Object.entries(NEW_NAMES).flatMap(([old, now]) => [
    `when ${literal(old)} then ${literal(now)}`,
    `when ${literal(`public.${old}`)} then ${literal(`public.${now}`)}`,
  ])
  return `case ${column} ${cases.join(' ')} else ${column} end`
}
