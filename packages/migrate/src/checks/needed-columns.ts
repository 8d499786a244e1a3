import { ident, qualified } from '@valence/db'
import { type GoNoGoCheck, touchedTables } from './finding.ts'

/** What the CRM gives with every new row, or has a value for of its own accord. */
const GIVEN = ['id', 'name', 'stage', 'contact_id', 'deal_id', 'due_date', 'sales_id']

/**
 * Columns that an installation added and that every new row must have: what the new application and its triggers insert comes
 * without them. Where a trigger may fill them, that is only worth a look.
 */
export const neededColumns: GoNoGoCheck = {
  id: 'needed-column',
  async run(sql, { detection }) {
    const rows = await sql<{ table: string; column: string; trigger: string | null }[]>`
      select
        c.relname as "table",
        a.attname as "column",
        (
          select min(t.tgname::text)
          from pg_trigger as t
          join pg_proc as p on p.oid = t.tgfoid
          where t.tgrelid = c.oid and not t.tgisinternal and t.tgenabled in ('O', 'A')
            and t.tgtype & 7 = 7 -- before each row that is inserted
            and strpos(lower(p.prosrc), lower(a.attname)) > 0
        ) as "trigger"
      from pg_class as c
      join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace
        and c.relname = any (${[...touchedTables(detection)]})
        and c.relkind = 'r'
        and a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = ''
        and a.attname <> all (${GIVEN})
      order by c.relname, a.attnum`
    return rows.map(({ table, column, trigger }) => ({
      check: 'needed-column',
      severity: trigger === null ? ('warning' as const) : ('notice' as const),
      message:
        trigger === null
          ? `A new row of ${table} must have ${column}, which the new application does not know: it cannot add any`
          : `A new row of ${table} must have ${column}, which the new application does not know: the trigger ${trigger} has to give it`,
      count: 0, // no row that is there is worse for it
      examples: [`${table}.${column}`],
      fix: `Give it a default: alter table ${qualified('public', table)} alter column ${ident(column)} set default …;`,
    }))
  },
}
