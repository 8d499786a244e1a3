import { relation, table } from '@valence/schema'
import type { Finding, GoNoGoCheck } from './finding.ts'

/** Triggers that Atomic CRM itself has on these tables in some generation. */
const UPSTREAM_TRIGGERS = new Set([
  'set_deal_sales_id_trigger',
  'set_deal_notes_sales_id_trigger',
  'on_deal_notes_deleted_delete_note_attachments',
  'on_deal_notes_attachments_updated_delete_note_attachments',
])

/** Words that stop being true for a trigger once its table and columns are renamed. */
const STALE = /\btg_table_name\b|\b(?:new|old)\s*\.\s*(?:stage|company_id|deal_id)\b|\btg_relid\b/i

/** A trigger function that reads a renamed column would make every write fail, or change what it does. */
export const customTriggers: GoNoGoCheck = {
  id: 'custom-trigger',
  async run(_sql, { catalog, detection }) {
    const findings: Finding[] = []
    for (const name of ['deals', detection.shape.opportunityNotes]) {
      for (const trigger of table(catalog, name)?.triggers ?? []) {
        if (UPSTREAM_TRIGGERS.has(trigger.name)) continue
        const body =
          catalog.functions.find((found) => matches(found, trigger.function))?.source ?? ''
        if (!STALE.test(body)) continue
        findings.push({
          check: 'custom-trigger',
          severity: 'blocker',
          message: `The trigger ${trigger.name} on ${name} runs ${trigger.function}(), which depends on names that change`,
          count: 1,
          examples: [`${name}.${trigger.name}`],
          fix: `Rewrite ${trigger.function}() for opportunities (stage → legacy_stage, company_id → customer_organization_id), or drop the trigger.`,
        })
      }
    }
    return findings
  },
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
    return ['companies_summary', 'contacts_summary'].flatMap((name): Finding[] => {
      const view = relation(catalog, name)
      if (view === undefined) return []
      if (view.options.some((option) => /^security_invoker=(on|true)$/.test(option))) return []
      return [
        {
          check: 'leaking-view',
          severity: 'notice',
          message: `The view ${name} ignores row security: whoever may use the API without signing in can read it`,
          count: 1,
          examples: [name],
          fix: 'Nothing to do: the migration closes it. A rollback gives it back as it was.',
        },
      ]
    })
  },
}

function matches(found: { schema: string; name: string }, name: string): boolean {
  return name === found.name || name === `${found.schema}.${found.name}`
}
