import { connect, type Sql } from '@valence/db'
import { requireCurrentSchema } from '@valence/migrate'
import { CommandError } from '../errors.ts'
import { readPlace } from './read-place.ts'

/** The roles that the server steps into, and the one that reads the catalog. */
const STEPS_INTO = ['anon', 'authenticated', 'service_role', 'valence_catalog']

/**
 * Whether a database can be served by the role of this URL: the CRM is in it, in this program's version, and the role has the
 * rights that it needs and no others.
 * @throws CommandError or MigrationError that says what to do
 */
export async function requireServable(url: string): Promise<void> {
  const sql = connect(url, { max: 1, applicationName: 'valence-serve' })
  try {
    await sql.begin('read only', async (tx) => {
      await requireRole(tx)
      await tx`set local role valence_catalog`
      await requireCrm(tx)
      await requireCurrentSchema(tx)
    })
  } finally {
    await sql.end({ timeout: 5 })
  }
}

async function requireRole(sql: Sql): Promise<void> {
  const [role] = await sql<{ name: string; isStrong: boolean; missing: string[] }[]>`
    select
      r.rolname::text as name,
      r.rolsuper or r.rolbypassrls or r.rolcreaterole as "isStrong",
      array(
        select wanted.name
        from unnest(${STEPS_INTO}::text[]) with ordinality as wanted (name, place)
        left join pg_roles as w on w.rolname = wanted.name
        where w.oid is null or not pg_has_role(r.oid, w.oid, 'member')
        order by wanted.place
      ) as missing
    from pg_roles as r
    where r.rolname = current_user`
  if (role === undefined || role.isStrong) {
    throw refused(
      `${role?.name} may do more than a server needs: what a request did with it, no policy would hold`,
      role?.name,
    )
  }
  if (role.missing.length > 0) {
    throw refused(`${role.name} may not step into ${role.missing.join(', ')}`, role.name)
  }
}

async function requireCrm(sql: Sql): Promise<void> {
  const { database, content } = await readPlace(sql)
  if (content === 'target') return
  throw refused(`${database} does not hold the CRM`, database)
}

function refused(message: string, object: string | undefined): CommandError {
  return new CommandError(message, {
    code: 'VAL-SERVE-ROLE',
    ...(object === undefined ? {} : { object }),
    hint: 'Run valence install --database-url … as the superuser: it makes what is missing and prints the URL to serve with.',
  })
}
