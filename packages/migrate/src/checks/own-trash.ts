import { ident, qualified, type Sql } from '@valence/db'
import { type Catalog, column, table } from '@valence/schema'
import { deletedMark, findOwnTrash } from '../sql/objects/own-trash.ts'
import { type CheckContext, type Finding, type GoNoGoCheck, touchedTables } from './finding.ts'

/**
 * Rows that an installation deletes by a mark of its own. Notes go to the trash with it; other rows would come back to life in
 * the new application, unless their policies hide them, or the mark is the one that the new schema has.
 */
export const ownTrash: GoNoGoCheck = {
  id: 'own-trash',
  async run(sql, { catalog, detection }) {
    const findings: Finding[] = []
    for (const name of touchedTables(detection)) {
      const finding = await findingOf(sql, catalog, detection, name)
      if (finding !== null) findings.push(finding)
    }
    return findings
  },
}

async function findingOf(
  sql: Sql,
  catalog: Catalog,
  { shape }: CheckContext['detection'],
  name: string,
): Promise<Finding | null> {
  const trash = findOwnTrash(table(catalog, name)?.columns ?? [])
  if (trash === undefined) return null
  const isNote = name === shape.opportunityNotes || name === shape.contactNotes
  const mark = column(table(catalog, name), trash.column)
  const isOurs = trash.column === 'deleted_at' && mark?.type === 'timestamp with time zone'
  if (!isNote && isOurs && name !== 'tasks') return null
  const count = await countDeleted(sql, name, deletedMark('t', trash))
  if (count === 0 || (!isNote && (await isHidden(sql, name, trash.column)))) return null
  const rows = count.toLocaleString('en-US')
  const about = { check: 'own-trash', examples: [`${name}.${trash.column}`] }
  if (isNote) {
    return {
      ...about,
      severity: 'notice',
      message: `${rows} rows of ${name} are deleted by ${trash.column}: they go to the trash of the new application, and stay as they are`,
      count,
      fix: 'Nothing to do: who marks a note later moves its activity to the trash too, and what is taken out of the trash loses the mark.',
    }
  }
  return {
    ...about,
    severity: 'warning',
    message: `${rows} rows of ${name} are deleted by ${trash.column}, which the new application does not know: it shows them`,
    count: 0, // no row is worse than the others; all of them are to be looked at
    fix: wayOut(name, trash.column, deletedMark('t', trash)),
  }
}

/** A mark that works before and after: the one that the new schema has, or a policy. */
function wayOut(name: string, own: string, mark: string): string {
  const path = qualified('public', name)
  if (name === 'tasks') {
    return `Hide them from everyone: create policy deleted on ${path} as restrictive for select using (not (${mark.replaceAll('t.', '')}));`
  }
  return `Give them the mark that the new schema has, which old clients do not see: alter table ${path} add column deleted_at timestamptz; update ${path} as t set deleted_at = now() where ${mark}; -- and keep it in step with ${ident(own)} by a trigger`
}

async function countDeleted(sql: Sql, name: string, mark: string): Promise<number> {
  const [row] = await sql.unsafe<{ count: number }[]>(
    `select count(*)::float8 as count from ${qualified('public', name)} as t where ${mark}`,
  )
  return row?.count ?? 0
}

/** Whether a policy that decides what is read looks at the mark. */
async function isHidden(sql: Sql, name: string, mark: string): Promise<boolean> {
  const rows = await sql`
    select
    from pg_policy as p
    join pg_depend as d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
      and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid
    join pg_attribute as a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid and a.attname = ${mark}
    where p.polrelid = to_regclass(${qualified('public', name)}) and p.polcmd in ('*', 'r')`
  return rows.length > 0
}
