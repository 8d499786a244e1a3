import { renamedTables } from '@valence/schema'
import type { GoNoGoCheck } from './finding.ts'

/**
 * A view that runs as its caller needs the right to read every column it shows. A role that may read only some columns
 * of a renamed table would therefore read none under the old name.
 */
export const columnGrants: GoNoGoCheck = {
  id: 'column-grant',
  async run(sql, { detection }) {
    const renamed = [...renamedTables(detection.shape)]
    const rows = await sql<{ name: string; grantee: string; columns: string[] }[]>`
      select c.relname as name, coalesce(r.rolname::text, 'public') as grantee, array_agg(a.attname::text) as columns
      from pg_class as c
      join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      cross join lateral aclexplode(a.attacl) as acl
      left join pg_roles as r on r.oid = acl.grantee
      where c.relnamespace = 'public'::regnamespace
        and c.relname = any (${renamed})
        and acl.privilege_type = 'SELECT'
        and not exists (
          select
          from aclexplode(c.relacl) as whole
          where whole.grantee in (acl.grantee, 0) and whole.privilege_type = 'SELECT'
        )
      group by 1, 2
      order by 1, 2`
    return rows.map(({ name, grantee, columns }) => ({
      check: 'column-grant',
      severity: 'blocker' as const,
      message: `The role ${grantee} may read only some columns of ${name}, which its old name cannot offer as a view`,
      count: columns.length,
      examples: columns.slice(0, 5),
      fix: `Give ${grantee} a view of its own with these columns, and revoke its column rights on ${name}.`,
    }))
  },
}
