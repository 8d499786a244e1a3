import { ask } from './ask.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'

/** A check that was never validated is enforced when its row is updated, which the backfills do. */
export const unvalidatedChecks: GoNoGoCheck = {
  id: 'unvalidated-check',
  async run(sql) {
    const constraints = await sql<{ table: string; name: string; expression: string }[]>`
      select c.conrelid::regclass::text as table, c.conname as name, pg_get_expr(c.conbin, c.conrelid) as expression
      from pg_constraint as c
      where c.contype = 'c'
        and not c.convalidated
        and c.conrelid in (to_regclass('public.deals'), to_regclass('public.contacts'), to_regclass('public.companies'))`
    const findings: Finding[] = []
    for (const { table, name, expression } of constraints) {
      const found = await ask(sql, `select id as example from ${table} where not (${expression})`)
      if (found.count === 0) continue
      findings.push({
        check: 'unvalidated-check',
        severity: 'blocker',
        message: `${found.count} rows of ${table} break its constraint ${name}, so they cannot be updated`,
        count: found.count,
        examples: found.examples,
        fix: `select * from ${table} where not (${expression}); -- correct them, or: alter table ${table} drop constraint ${name}; and add it again as not valid`,
      })
    }
    return findings
  },
}
