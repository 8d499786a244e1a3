import { physicalTables, relation, renamedTables, table } from '@valence/schema'
import { isUpstreamSummary, knownSummaryColumns } from '../sql/objects/summary-views.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'

/**
 * Trigger functions that are not written in SQL, for example `tsvector_update_trigger`, are told by their arguments which
 * columns they take. What is written in SQL is read by the check of stale names.
 */
export const customTriggers: GoNoGoCheck = {
  id: 'custom-trigger',
  async run(sql, { detection }) {
    const physical = physicalTables(detection.shape)
    const rows = await sql<
      { table: string; trigger: string; function: string; arguments: string[] }[]
    >`
      select
        c.relname as table,
        t.tgname as trigger,
        t.tgfoid::regproc::text as function,
        array_remove(string_to_array(encode(t.tgargs, 'escape'), '\\000'), '') as arguments
      from pg_trigger as t
      join pg_class as c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
      join pg_proc as p on p.oid = t.tgfoid
      join pg_language as l on l.oid = p.prolang and l.lanname in ('c', 'internal')
      where not t.tgisinternal and c.relname = any (${[...renamedTables(detection.shape)]})
      order by c.relname, t.tgname`
    return rows.flatMap((row): Finding[] => {
      const renames = physical[row.table]?.renames ?? {}
      const stale = row.arguments.filter((argument) => Object.hasOwn(renames, argument))
      if (stale.length === 0) return []
      return [
        {
          check: 'custom-trigger',
          severity: 'blocker',
          message: `The trigger ${row.trigger} on ${row.table} hands ${row.function}() the name of a column that gets another: ${stale.join(', ')}`,
          count: 1,
          examples: [`${row.table}.${row.trigger}`],
          fix: `Drop the trigger for the migration, and create it on the new table with the new names.`,
        },
      ]
    })
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
    const changed = ['deals', 'companies', 'contacts', 'tasks', detection.shape.opportunityNotes]
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
