import { type CheckContext, type Finding, type GoNoGoCheck, touchedTables } from './finding.ts'

/** Every changed table has to be ours to alter, its rows visible to us, and new objects ours to make. */
export const privileges: GoNoGoCheck = {
  id: 'privileges',
  async run(sql, context) {
    const { catalog, detection, server } = context
    const rows = await sql<
      { name: string; mayAlter: boolean; isForced: boolean; owner: string; mayRefer: boolean }[]
    >`
      select
        c.relname as name,
        pg_has_role(current_user, c.relowner, 'usage') as "mayAlter",
        c.relforcerowsecurity as "isForced",
        pg_get_userbyid(c.relowner) as owner,
        has_table_privilege(c.oid, 'references') and has_table_privilege(c.oid, 'select') as "mayRefer"
      from pg_class as c
      where c.relnamespace = 'public'::regnamespace
        and c.relname = any (${['sales', ...touchedTables(detection)]}) and c.relkind = 'r'
      order by c.relname`
    const tables = rows.filter((row) => row.name !== 'sales')
    return [
      ...tables.flatMap((row) => tableFindings(row, server.role, server.bypassesRls)),
      ...rows.filter((row) => row.name === 'sales').flatMap((row) => salesFinding(row, server)),
      ...creationFindings(context),
      ...ownerFinding(rows, server.role, catalog.database),
    ]
  },
}

interface TableRights {
  readonly name: string
  readonly mayAlter: boolean
  readonly isForced: boolean
  readonly owner: string
}

function tableFindings(row: TableRights, role: string, bypassesRls: boolean): readonly Finding[] {
  return [
    ...(row.mayAlter
      ? []
      : [blocker(`${role} does not own ${row.name}`, row.name, `Connect as ${row.owner}.`)]),
    ...(row.isForced && !bypassesRls
      ? [
          blocker(
            `${row.name} forces row security, and ${role} does not bypass it: rows would be missed in silence`,
            row.name,
            `Connect as a role with BYPASSRLS, or: alter role ${role} bypassrls;`,
          ),
        ]
      : []),
  ]
}

/** New tables refer to sales, which is not changed otherwise. */
function salesFinding(
  row: { readonly mayRefer: boolean; readonly mayAlter: boolean },
  { role }: { readonly role: string },
): readonly Finding[] {
  if (row.mayRefer || row.mayAlter) return []
  return [
    blocker(
      `${role} may not read or refer to sales`,
      'sales',
      `grant select, references on public.sales to ${role};`,
    ),
  ]
}

function creationFindings({ catalog, server }: CheckContext): readonly Finding[] {
  return [
    ...(server.mayCreateSchemas
      ? []
      : [
          blocker(
            `${server.role} may not create a schema in this database`,
            catalog.database,
            `grant create on database ${catalog.database} to ${server.role};`,
          ),
        ]),
    ...(server.mayCreateInPublic
      ? []
      : [
          blocker(
            `${server.role} may not create tables in the schema public`,
            'public',
            `grant create on schema public to ${server.role};`,
          ),
        ]),
  ]
}

/** A member of the owning role could alter the table, but what it creates would belong to itself. */
function ownerFinding(
  rows: readonly TableRights[],
  role: string,
  database: string,
): readonly Finding[] {
  const deals = rows.find((row) => row.name === 'deals')
  if (deals === undefined || deals.owner === role) return []
  return [
    blocker(
      `${role} is not the owner of deals in ${database}`,
      'deals',
      `Connect as ${deals.owner}: new views and functions belong to whoever migrates.`,
    ),
  ]
}

function blocker(message: string, example: string, fix: string): Finding {
  return { check: 'privileges', severity: 'blocker', message, count: 1, examples: [example], fix }
}
