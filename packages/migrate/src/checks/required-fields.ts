import { column, table } from '@valence/schema'
import { ask } from './ask.ts'
import type { Finding, FindingSeverity, GoNoGoCheck } from './finding.ts'

interface Required {
  readonly table: string
  readonly columns: readonly string[]
  readonly severity: FindingSeverity
  readonly rowsWithout: string
  readonly message: (count: string) => string
  readonly fix: string
}

/** What the CRM needs to show a row. A migration keeps such rows as they are. */
const required: readonly Required[] = [
  {
    table: 'deals',
    columns: ['name'],
    severity: 'warning',
    rowsWithout: `t.name is null or btrim(t.name) = ''`,
    message: (count) => `${count} deals have no name`,
    fix: `update public.deals set name = '(no name)' where name is null or btrim(name) = '';`,
  },
  {
    table: 'companies',
    columns: ['name'],
    severity: 'warning',
    rowsWithout: `t.name is null or btrim(t.name) = ''`,
    message: (count) => `${count} companies have no name`,
    fix: `update public.companies set name = '(no name)' where name is null or btrim(name) = '';`,
  },
  {
    table: 'companies',
    columns: ['sector'],
    severity: 'notice',
    rowsWithout: `t.sector is null or btrim(t.sector) = ''`,
    message: (count) => `${count} companies have no sector`,
    fix: 'Nothing to do: they become organizations without a sector.',
  },
  {
    table: 'contacts',
    columns: ['first_name', 'last_name'],
    severity: 'notice',
    rowsWithout: `btrim(concat(t.first_name, t.last_name)) = ''`,
    message: (count) => `${count} contacts have neither a first nor a last name`,
    fix: 'Nothing to do: they stay without one.',
  },
  {
    table: 'deals',
    columns: ['sales_id'],
    severity: 'notice',
    rowsWithout: 't.sales_id is null',
    message: (count) => `${count} deals have no owner`,
    fix: 'Nothing to do: they become opportunities without an owner.',
  },
]

/** Fields that a row needs to be of use in the new shape. */
export const requiredFields: GoNoGoCheck = {
  id: 'required-field',
  async run(sql, { catalog }) {
    const findings: Finding[] = []
    for (const field of required) {
      const found = table(catalog, field.table)
      if (field.columns.some((name) => column(found, name) === undefined)) continue
      const rows = await ask(
        sql,
        `select t.id as example from public.${field.table} as t where ${field.rowsWithout}`,
      )
      if (rows.count === 0) continue
      findings.push({
        check: 'required-field',
        severity: field.severity,
        message: field.message(rows.count.toLocaleString('en-US')),
        count: rows.count,
        examples: rows.examples,
        fix: field.fix,
      })
    }
    return findings
  },
}
