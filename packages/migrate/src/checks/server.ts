import type { Finding, GoNoGoCheck } from './finding.ts'

const OLDEST = 150_000
const NEWEST = 190_000

/** security_invoker, on which the old names rely, came with PostgreSQL 15. */
export const serverVersion: GoNoGoCheck = {
  id: 'server-version',
  async run(_sql, { catalog }) {
    const { serverVersion: version } = catalog
    if (version >= OLDEST && version < NEWEST) return []
    return [
      {
        check: 'server-version',
        severity: version < OLDEST ? 'blocker' : 'warning',
        message: `PostgreSQL ${Math.floor(version / 10_000)} is outside the tested range 15 to 18`,
        count: version < OLDEST ? 1 : 0,
        examples: [],
        fix:
          version < OLDEST
            ? 'Upgrade the server to PostgreSQL 15 or later first.'
            : 'Rehearse on a copy first.',
      },
    ]
  },
}

/** Every changed table has to be ours to alter, and its rows visible to us. */
export const privileges: GoNoGoCheck = {
  id: 'privileges',
  async run(sql, { catalog, detection }) {
    const touched = [
      'deals',
      'contacts',
      'companies',
      'tasks',
      detection.shape.opportunityNotes,
      detection.shape.contactNotes,
    ]
    const rows = await sql<
      { name: string; mayAlter: boolean; isHidden: boolean; role: string; owner: string }[]
    >`
      select
        c.relname as name,
        pg_has_role(current_user, c.relowner, 'usage') as "mayAlter",
        c.relforcerowsecurity and not (select r.rolbypassrls or r.rolsuper from pg_roles as r where r.rolname = current_user)
          as "isHidden",
        current_user::text as role,
        pg_get_userbyid(c.relowner) as owner
      from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relname = any (${touched}) and c.relkind = 'r'`
    const findings: Finding[] = rows.flatMap((row) => [
      ...(row.mayAlter
        ? []
        : [blocker(`${row.role} does not own ${row.name}`, row.name, `Connect as ${row.owner}.`)]),
      ...(row.isHidden
        ? [
            blocker(
              `${row.name} forces row security, and ${row.role} does not bypass it`,
              row.name,
              'Connect as a role with BYPASSRLS.',
            ),
          ]
        : []),
    ])
    const deals = rows.find((row) => row.name === 'deals')
    if (deals !== undefined && deals.role !== deals.owner) {
      const fix = `Connect as ${deals.owner}: new views and functions belong to whoever migrates.`
      findings.push(blocker(`${deals.role} is not the owner of deals`, 'deals', fix))
    }
    const [database] = await sql<{ mayCreate: boolean }[]>`
      select has_database_privilege(current_database(), 'create') as "mayCreate"`
    if (database?.mayCreate !== true) {
      findings.push(
        blocker(
          'The role may not create a schema in this database',
          catalog.database,
          `grant create on database ${catalog.database} to the role that migrates`,
        ),
      )
    }
    return findings
  },
}

function blocker(message: string, example: string, fix: string): Finding {
  return { check: 'privileges', severity: 'blocker', message, count: 1, examples: [example], fix }
}
