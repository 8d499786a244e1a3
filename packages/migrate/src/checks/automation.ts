import { ident, qualified } from '@valence/db'
import type { Finding, GoNoGoCheck } from './finding.ts'

interface OwnTrigger {
  readonly name: string
  readonly table: string
  /** Whether it waits for a statement that sets the stage. */
  readonly waitsForStage: boolean
  readonly isConstraint: boolean
  readonly mayExecute: boolean
  readonly firesBeforeRow: boolean
  readonly sortsFirst: boolean
  /** Of its WHEN, as the server writes it. */
  readonly condition: string
}

/**
 * Automation that would go on for old clients and stop for new ones without a word. Triggers that wait for the stage are carried
 * (see `column-triggers.ts`) unless the server does not let them be replaced; what asks for more than the row is told.
 */
export const automation: GoNoGoCheck = {
  id: 'automation',
  async run(sql, { detection: { shape } }) {
    const written = ['deals', 'contacts', shape.opportunityNotes, shape.contactNotes]
    const triggers = await sql<OwnTrigger[]>`
      select t.tgname as name, c.relname as "table",
        c.relname = 'deals' and exists (
          select from pg_attribute as a
          where a.attrelid = c.oid and a.attnum = any (t.tgattr::int2[]) and a.attname = 'stage'
        ) as "waitsForStage",
        t.tgconstraint <> 0 as "isConstraint",
        has_function_privilege(t.tgfoid, 'execute') and has_schema_privilege(p.pronamespace, 'usage') as "mayExecute",
        t.tgtype::int & 3 = 3 as "firesBeforeRow",
        t.tgname collate "C" < '!valence' as "sortsFirst",
        coalesce(substring(pg_get_triggerdef(t.oid) from ' WHEN \\((.*)\\) EXECUTE FUNCTION '), '') as condition
      from pg_trigger as t
      join pg_class as c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
      join pg_proc as p on p.oid = t.tgfoid
      where not t.tgisinternal and t.tgenabled <> 'D' and c.relname = any (${written})
      order by c.relname, t.tgname`
    return triggers.flatMap(findingsOf)
  },
}

function findingsOf(trigger: OwnTrigger): readonly Finding[] {
  return [
    ...(trigger.waitsForStage && (trigger.isConstraint || !trigger.mayExecute)
      ? [cannotReplace(trigger)]
      : []),
    ...(trigger.table === 'deals' && trigger.firesBeforeRow && trigger.sortsFirst
      ? [comesFirst(trigger)]
      : []),
    ...(/pg_trigger_depth|\b(?:current_user|current_role)\b/i.test(trigger.condition)
      ? [asksForMore(trigger)]
      : []),
  ]
}

const OF_VALUE = 'after update on public.deals … when (old.stage is distinct from new.stage)'

function cannotReplace({ name, isConstraint }: OwnTrigger): Finding {
  const why = isConstraint
    ? 'a constraint trigger cannot be replaced'
    : 'this role may not call its function'
  return {
    check: 'automation',
    severity: 'blocker',
    message: `The trigger ${name} on deals fires on update of stage, which new clients write in another column, and ${why}`,
    count: 1,
    examples: [`deals.${name}`],
    fix: `Let it wait for another value instead of for the column, which is right before and after: drop it, and create it again with "${OF_VALUE}".`,
  }
}

function comesFirst({ name, table }: OwnTrigger): Finding {
  return {
    check: 'automation',
    severity: 'warning',
    message: `The trigger ${name} on ${table} fires before what keeps the two stages in step, so it does not see the stage that new clients write`,
    count: 0, // no row that is there is worse for it
    examples: [`${table}.${name}`],
    fix: `Where it looks at the stage, give it a name that sorts behind "!valence": alter trigger ${ident(name)} on ${qualified('public', table)} rename to …;`,
  }
}

function asksForMore({ name, table, condition }: OwnTrigger): Finding {
  return {
    check: 'automation',
    severity: 'warning',
    message: `The trigger ${name} on ${table} fires only when ${condition}: some of what new clients change there comes from a trigger of ours, and with the rights of the owner`,
    count: 0,
    examples: [`${table}.${name}`],
    fix: "Where it keeps out its own writes, compare old and new instead of the depth; who writes is told by auth.uid() and current_setting('role', true). Both are right before and after.",
  }
}
