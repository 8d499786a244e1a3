import type { Finding, GoNoGoCheck } from './finding.ts'

/**
 * Views that show whole rows are given again, over the old shape of those rows. That carries their text, and nothing
 * else; so a view with more to it is refused.
 */
export const wholeRowViews: GoNoGoCheck = {
  id: 'whole-row-view',
  async run(sql, { detection }) {
    const changed = [
      'deals',
      'contacts',
      'companies',
      'tasks',
      detection.shape.opportunityNotes,
      detection.shape.contactNotes,
    ]
    const rows = await sql<
      { name: string; isPublic: boolean; isInvoker: boolean; users: string[]; takers: string[] }[]
    >`
      select
        v.oid::regclass::text as name,
        v.relnamespace = 'public'::regnamespace as "isPublic",
        coalesce('security_invoker=on' = any (v.reloptions) or 'security_invoker=true' = any (v.reloptions), false)
          as "isInvoker",
        array(
          select distinct coalesce(used.ev_class::regclass::text, pg_describe_object(d.classid, d.objid, 0))
          from pg_depend as d
          left join pg_rewrite as used on d.classid = 'pg_rewrite'::regclass and used.oid = d.objid
          where d.refclassid = 'pg_class'::regclass and d.refobjid = v.oid
            and d.deptype = 'n' and coalesce(used.ev_class, 0) <> v.oid
          union
          select 'trigger ' || t.tgname from pg_trigger as t where t.tgrelid = v.oid and not t.tgisinternal
          union
          select 'rule ' || r.rulename from pg_rewrite as r where r.ev_class = v.oid and r.rulename <> '_RETURN'
        ) as users,
        array(
          select distinct p.oid::regprocedure::text
          from pg_rewrite as r
          join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            and d.refclassid = 'pg_proc'::regclass
          join pg_proc as p on p.oid = d.refobjid
          join pg_type as t on t.oid = any (p.proargtypes)
          join pg_class as taken on taken.oid = t.typrelid and taken.relnamespace = 'public'::regnamespace
          where r.ev_class = v.oid and taken.relname = any (${changed})
        ) as takers
      from pg_class as v
      where v.relkind in ('v', 'm')
        and (v.relkind = 'v' or v.relnamespace <> 'public'::regnamespace)
        and exists (
          select
          from pg_rewrite as r
          join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            and d.refclassid = 'pg_class'::regclass
          join pg_class as base on base.oid = d.refobjid and base.relnamespace = 'public'::regnamespace
          where r.ev_class = v.oid
            and r.ev_action::text like '%:varattno 0 %'
            and base.relname = any (${changed})
        )
      order by 1`
    return rows.flatMap(({ name, isPublic, isInvoker, users, takers }) => [
      ...(isPublic
        ? []
        : [refused(name, 'lies in another schema', 'Name its columns one by one.')]),
      ...(isInvoker || !isPublic
        ? []
        : [
            refused(
              name,
              "runs with its owner's rights",
              `alter view ${name} set (security_invoker = on);`,
            ),
          ]),
      ...takers.map((taker) =>
        refused(name, `gives them to ${taker}`, `Let ${taker} take the columns that it needs.`),
      ),
      ...users.map((user) =>
        refused(name, `is used by ${user}`, `Name the columns of ${name} one by one.`),
      ),
    ])
  },
}

function refused(view: string, why: string, fix: string): Finding {
  return {
    check: 'whole-row-view',
    severity: 'blocker',
    message: `The view ${view} shows whole rows of a table that changes, and ${why}`,
    count: 1,
    examples: [view],
    fix,
  }
}
