import { relation, table } from '@valence/schema'
import { isUpstreamSummary, knownSummaryColumns } from '../sql/summary-views.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'

/** A branch on the table's name stops being true once that changes; handing the name on does not. */
const STALE_NAME =
  /\btg_(?:table_name|relname|relid)\s*(?:=|<>|!=|in\b|like\b|~|::)|(?:=|<>|!=|\bcase)\s*tg_(?:table_name|relname|relid)\b/i
const STALE_COLUMN = /\b(?:new|old)\s*\.\s*"?(?:stage|company_id|deal_id)\b/i
/** Whole rows as columns: they get more columns, under other names. */
const WHOLE_ROW = /\b(?:new|old)\s*\.\s*\*|\bvalues\s*\(\s*(?:new|old)\s*\)/i

/** A trigger function that reads a renamed column would make every write fail, or change what it does. */
export const customTriggers: GoNoGoCheck = {
  id: 'custom-trigger',
  async run(_sql, { catalog, detection }) {
    const { opportunityNotes, contactNotes } = detection.shape
    const renamed = [STALE_NAME, STALE_COLUMN, WHOLE_ROW]
    const patterns: readonly (readonly [string, readonly RegExp[]])[] = [
      ['deals', renamed],
      [opportunityNotes, renamed],
      [contactNotes, contactNotes === 'contact_notes' ? [] : [STALE_NAME]],
      ['contacts', [WHOLE_ROW]],
      ['companies', [WHOLE_ROW]],
    ]
    return patterns.flatMap(([name, stale]) =>
      (table(catalog, name)?.triggers ?? [])
        .filter((trigger) => {
          const body =
            catalog.functions.find((found) => matches(found, trigger.function))?.source ?? ''
          return stale.some((pattern) => pattern.test(withoutComments(body)))
        })
        .map(
          (trigger): Finding => ({
            check: 'custom-trigger',
            severity: 'blocker',
            message: `The trigger ${trigger.name} on ${name} runs ${trigger.function}(), which depends on names that change`,
            count: 1,
            examples: [`${name}.${trigger.name}`],
            fix: `Rewrite ${trigger.function}() for the new names (stage → legacy_stage, company_id → customer_organization_id, deal_id → opportunity_id), or drop the trigger.`,
          }),
        ),
    )
  },
}

function withoutComments(body: string): string {
  return body.replace(/--[^\n]*/g, '').replace(/\/\*[\s\S]*?\*\//g, '')
}

/** Triggers that fire even in replica mode would fire because of the backfill. */
export const alwaysTriggers: GoNoGoCheck = {
  id: 'always-trigger',
  async run(_sql, { catalog }) {
    return ['deals', 'contacts', 'companies'].flatMap((name) =>
      (table(catalog, name)?.triggers ?? [])
        .filter((trigger) => trigger.enabled === 'A' || trigger.enabled === 'R')
        .map(
          (trigger): Finding => ({
            check: 'always-trigger',
            severity: 'blocker',
            message: `The trigger ${trigger.name} on ${name} fires in replica mode, so it would fire for the backfill`,
            count: 1,
            examples: [`${name}.${trigger.name}`],
            fix: `alter table public.${name} enable trigger ${trigger.name}; -- fires for the application only`,
          }),
        ),
    )
  },
}

/** What reads the tables in a way that a rename cannot carry. */
export const materializedViews: GoNoGoCheck = {
  id: 'materialized-view',
  async run(_sql, { catalog, detection }) {
    const changed = ['deals', 'companies', 'contacts', detection.shape.opportunityNotes]
    return catalog.relations
      .filter(
        (view) =>
          view.kind === 'materialized-view' &&
          view.usesWholeRow &&
          view.reads.some((name) => changed.includes(name)),
      )
      .map(
        (view): Finding => ({
          check: 'materialized-view',
          severity: 'blocker',
          message: `The materialized view ${view.name} shows whole rows of tables that change`,
          count: 1,
          examples: [view.name],
          fix: `Name the columns in ${view.name} one by one, or drop it for the migration.`,
        }),
      )
  },
}

/** Views that ran with their owner's rights showed rows that policies hide. */
export const leakingViews: GoNoGoCheck = {
  id: 'leaking-view',
  async run(_sql, { catalog }) {
    return (['companies_summary', 'contacts_summary'] as const).flatMap((name): Finding[] => {
      const view = relation(catalog, name)
      if (view === undefined) return []
      if (view.options.some((option) => /^security_invoker=(on|true)$/.test(option))) return []
      const own = table(catalog, name.replace('_summary', ''))?.columns ?? []
      const isReplaced = isUpstreamSummary(
        view,
        own.map((column) => column.name),
        knownSummaryColumns[name],
      )
      return [
        {
          check: 'leaking-view',
          severity: 'notice',
          message: `The view ${name} ignores row security: whoever may use the API without signing in can read it`,
          count: 1,
          examples: [name],
          fix: isReplaced
            ? 'Nothing to do: the migration closes it. A rollback gives it back as it was.'
            : `It is customised, so the migration leaves it alone. alter view public.${name} set (security_invoker = on);`,
        },
      ]
    })
  },
}

function matches(found: { schema: string; name: string }, name: string): boolean {
  return name === found.name || name === `${found.schema}.${found.name}`
}
