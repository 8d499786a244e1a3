import { table } from '@valence/schema'
import { missingField } from '../stale-names/missing-fields.ts'
import { type Finding, type GoNoGoCheck, touchedTables } from './finding.ts'

/**
 * Triggers that make every UPDATE fail today already, because they read a column that their table does not have. They are no
 * blocker: our updates fire no trigger of the installation. But the application cannot change such rows, before or after, and
 * whoever meets that after the migration takes it for a fault of the migration. Read from the functions, because an
 * UPDATE that is tried is no dry run.
 */
export const failingTriggers: GoNoGoCheck = {
  id: 'failing-trigger',
  async run(sql, { catalog, detection, oldNames }) {
    const triggers = await sql<{ name: string; table: string; function: string }[]>`
      select t.tgname as name, c.relname as table,
        format('%I.%I(%s)', n.nspname, p.proname, oidvectortypes(p.proargtypes)) as function
      from pg_trigger as t
      join pg_class as c on c.oid = t.tgrelid
      join pg_proc as p on p.oid = t.tgfoid
      join pg_namespace as n on n.oid = p.pronamespace
      where c.relnamespace = 'public'::regnamespace
        and c.relname = any (${touchedTables(detection) as string[]})
        and not t.tgisinternal
        and t.tgenabled in ('O', 'A')
        -- For each row, of an update, whatever it changes: bits 0 and 4 of tgtype, no columns, no condition.
        and t.tgtype::int & 17 = 17
        and t.tgattr = ''
        and t.tgqual is null
      order by c.relname, t.tgname`
    return triggers.flatMap((trigger): readonly Finding[] => {
      const own = oldNames.functions.find(({ signature }) => signature === trigger.function)
      const columns = table(catalog, trigger.table)?.columns.map(({ name }) => name)
      if (own === undefined || columns === undefined || own.language !== 'plpgsql') return []
      const missing = missingIn(own.definition, { table: trigger.table, columns })
      if (missing === null) return []
      return [
        {
          check: 'failing-trigger',
          severity: 'warning',
          message: `Every UPDATE of ${trigger.table} fails today already: its trigger ${trigger.name} runs ${trigger.function}, which reads ${missing.name} in line ${missing.line}, a column that ${trigger.table} does not have`,
          count: 1,
          examples: [`${trigger.table}.${trigger.name}`],
          fix: `The migration itself fires no trigger and is not held up. Correct the function, or: alter table public."${trigger.table}" disable trigger "${trigger.name}";`,
        },
      ]
    })
  },
}

function missingIn(
  definition: string,
  row: Parameters<typeof missingField>[1],
): ReturnType<typeof missingField> {
  try {
    return missingField(definition, row)
  } catch {
    return null // what cannot be parsed is said by the check of stale names
  }
}
