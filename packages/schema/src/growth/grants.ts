import { ident, qualified, type Sql } from '@valence/db'
import { type Caller, callableFunctions, innerDefiners } from '../callable.ts'
import { manifest } from '../manifest.ts'
import { STANDS_BESIDE, WAS_COLUMN } from './followed.ts'

/** The schema of what the CRM's tables need and no client calls. */
export const ENGINE_ROOM = 'valence'

export interface Granted {
  readonly grantee: string
  readonly privilege: string
  readonly column: string | null
  readonly isGrantable: boolean
}

/**
 * Gives `target` (a view) exactly the privileges that `source` has, and takes away what default privileges gave it.
 * Column privileges follow `renames` (source column → target column).
 */
export async function copyGrants(
  sql: Sql,
  source: { schema: string; name: string },
  target: { schema: string; name: string },
  renames: Readonly<Record<string, string>> = {},
): Promise<void> {
  const grants = (await privilegesOf(sql, source)).map((granted) => {
    const column =
      granted.column === null ? '' : ` (${ident(renames[granted.column] ?? granted.column)})`
    const option = granted.isGrantable ? ' with grant option' : ''
    return `grant ${granted.privilege}${column} on ${qualified(target.schema, target.name)} to ${role(granted.grantee)}${option}`
  })
  await atOnce(sql, [...(await revokes(sql, qualified(target.schema, target.name))), ...grants])
}

/**
 * Many small statements in one message: grants are given while tables are locked, and a server that is some milliseconds away
 * would keep everyone waiting for each of them.
 */
async function atOnce(sql: Sql, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await sql.unsafe(statements.join(';\n'))
}

/** What triggers call that run as whoever writes. */
const CALLED_BY_TRIGGERS = [
  'valence.write_mentions',
  'valence.hides_no_user',
  'public.mentionable_users',
]

/** That, and what the policies of new tables call; opened to whoever may use such a table. */
function helpers(): readonly string[] {
  const policies = manifest().policies.filter(({ isLegacy }) => !isLegacy)
  return [...CALLED_BY_TRIGGERS, ...policies.flatMap(({ functions }) => functions)]
}

/**
 * Opens a new table to the roles that may use the table it comes from: who may select there may select here, who may
 * update there, or the column that it was, may write here. Never to `anon` or to everyone.
 */
export async function followGrants(sql: Sql, source: string, target: string): Promise<void> {
  const table = { schema: 'public', name: target }
  const signatures = await helperSignatures(sql)
  const former = WAS_COLUMN[target]
  const followed = (await privilegesOf(sql, { schema: 'public', name: source })).filter(
    ({ column, grantee, privilege }) =>
      grantee !== 'anon' &&
      grantee !== 'public' &&
      (column === null || (isWriting(privilege) && (former === undefined || former === column))),
  )
  const grants = followed.flatMap(({ privilege, grantee, column }) => {
    if (privilege === 'select') {
      return [
        `grant select on public.${ident(target)} to ${role(grantee)}`,
        `grant usage on schema ${ENGINE_ROOM} to ${role(grantee)}`,
        ...signatures.map(
          (signature) => `grant execute on function ${signature} to ${role(grantee)}`,
        ),
      ]
    }
    if (privilege === 'update') {
      return [`grant insert, update, delete on public.${ident(target)} to ${role(grantee)}`]
    }
    const mayOnlyAdd = privilege === 'insert' && column !== null && column === former
    return mayOnlyAdd ? [`grant insert on public.${ident(target)} to ${role(grantee)}`] : []
  })
  await atOnce(sql, [
    ...(await revokes(sql, qualified(table.schema, table.name))),
    ...(await sequenceRevokes(sql, target)),
    ...new Set(grants),
  ])
}

function isWriting(privilege: string): boolean {
  return privilege === 'insert' || privilege === 'update'
}

/**
 * Opens new columns of a table to those who may write only some of its columns, as far as they may write what each stands
 * beside. Rights on the whole table reach new columns by themselves.
 */
export async function followColumnGrants(
  sql: Sql,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const rights = await privilegesOf(sql, { schema: 'public', name: table })
  const grants = columns.flatMap((column) =>
    writersBeside(rights, STANDS_BESIDE[table]?.[column]).map(
      ({ privilege, grantee, isGrantable }) =>
        `grant ${privilege} (${ident(column)}) on public.${ident(table)} to ${role(grantee)}${isGrantable ? ' with grant option' : ''}`,
    ),
  )
  await atOnce(sql, grants)
}

type Beside = (typeof STANDS_BESIDE)[string][string]

function writersBeside(rights: readonly Granted[], beside: Beside | undefined): readonly Granted[] {
  if (beside === undefined || beside === 'nobody') return []
  const ofColumns = rights.filter(
    ({ column, privilege }) => column !== null && isWriting(privilege),
  )
  if (beside !== 'who deletes') {
    return ofColumns.filter(({ column }) => beside.columns.includes(column ?? ''))
  }
  const writers = new Set(ofColumns.map(({ grantee }) => grantee))
  return rights
    .filter(({ privilege, grantee }) => privilege === 'delete' && writers.has(grantee))
    .map((right) => ({ ...right, privilege: 'update' }))
}

/** Numbers of new rows are nothing to `anon` and to everyone, to whom default privileges give them. */
async function sequenceRevokes(sql: Sql, table: string): Promise<readonly string[]> {
  const roles = ['public', ...(await existingRoles(sql, ['anon']))].join(', ')
  const found = await sql<{ name: string }[]>`
    select d.objid::regclass::text as name
    from pg_depend as d
    join pg_class as c on c.oid = d.objid and c.relkind = 'S'
    where d.refobjid = to_regclass(${qualified('public', table)}) and d.deptype in ('a', 'i')
    order by 1`
  return found.map(({ name }) => `revoke all on sequence ${name} from ${roles}`)
}

/** Opens what policies and triggers call to all who may read one of our tables: helpers may be newer than these tables. */
export async function openHelpers(sql: Sql): Promise<void> {
  const readers = (
    await readersOf(sql, { schema: 'public', name: 'contact_organizations' })
  ).filter(({ column, grantee }) => column === null && grantee !== 'anon' && grantee !== 'public')
  const helpers = await helperSignatures(sql)
  await atOnce(
    sql,
    readers.flatMap(({ grantee }) => [
      `grant usage on schema ${ENGINE_ROOM} to ${role(grantee)}`,
      ...helpers.map((signature) => `grant execute on function ${signature} to ${role(grantee)}`),
    ]),
  )
}

/** Leaves reading alone of the rights on a table that only triggers write. */
export async function closeWrites(sql: Sql, table: string): Promise<void> {
  const grantees = await granteesOf(sql, qualified('public', table))
  await atOnce(
    sql,
    grantees.map(
      (grantee) =>
        `revoke insert, update, delete, truncate, references, trigger on public.${ident(table)} from ${role(grantee)}`,
    ),
  )
}

async function helperSignatures(sql: Sql): Promise<readonly string[]> {
  const found = await sql<{ signature: string }[]>`
    select p.oid::regprocedure::text as signature
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = any (${[...helpers()]})`
  return found.map(({ signature }) => signature)
}

/**
 * A view of ours can be read by whoever may read the table it shows; `anon` and everyone are left out. No one may
 * write through it, although PostgreSQL could: a summary never was a way to write.
 */
export async function grantReadLike(sql: Sql, source: string, view: string): Promise<void> {
  const readers = (await readersOf(sql, { schema: 'public', name: source })).filter(
    ({ grantee, column }) => column === null && grantee !== 'anon' && grantee !== 'public',
  )
  await grantReaders(sql, view, readers)
}

/** Who may read a relation, or some of its columns. */
export async function readersOf(
  sql: Sql,
  relation: { schema: string; name: string },
): Promise<readonly Granted[]> {
  return (await privilegesOf(sql, relation)).filter(({ privilege }) => privilege === 'select')
}

/** Opens a view of `public` to these, and to no one else. */
export async function grantReaders(
  sql: Sql,
  view: string,
  readers: readonly Granted[],
): Promise<void> {
  const grants = readers.map((granted) => {
    const column = granted.column === null ? '' : ` (${ident(granted.column)})`
    return `grant select${column} on public.${ident(view)} to ${role(granted.grantee)}`
  })
  await atOnce(sql, [...(await revokes(sql, qualified('public', view))), ...grants])
}

/** Takes new functions from everyone, and opens to signed-in users and the service those that are listed for them. */
export async function closeFunctions(sql: Sql, names: readonly string[]): Promise<void> {
  const found = await sql<FoundFunction[]>`
    select
      p.oid::regprocedure::text as signature,
      n.nspname as schema,
      p.proname as name,
      p.prosecdef as "isDefiner",
      p.prorettype = 'trigger'::regtype as "isTrigger"
    from pg_proc as p
    join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = any (${names.map((name) => withSchema(name))})`
  const roles = await existingRoles(sql, ['anon', 'authenticated', 'service_role'])
  const everyone = ['public', ...roles].join(', ')
  const callers = roles.filter((name) => name !== 'anon')
  await atOnce(sql, [
    ...(callers.length === 0
      ? []
      : [`grant usage on schema ${ENGINE_ROOM} to ${callers.join(', ')}`]),
    ...found.flatMap((one) => [
      `revoke all on function ${one.signature} from ${everyone}`,
      ...(callers.length > 0 && isOpen(one)
        ? [`grant execute on function ${one.signature} to ${callers.join(', ')}`]
        : []),
    ]),
  ])
}

interface FoundFunction {
  readonly signature: string
  readonly schema: string
  readonly name: string
  readonly isDefiner: boolean
  readonly isTrigger: boolean
}

function isOpen({ schema, name, isDefiner, isTrigger }: FoundFunction): boolean {
  if (isTrigger) return false
  if (schema === ENGINE_ROOM && !isDefiner) return true
  const listed: Readonly<Record<string, Caller>> =
    schema === ENGINE_ROOM ? innerDefiners : callableFunctions
  return (listed[name] ?? 'nobody') !== 'nobody'
}

/** Which of these roles the server has. */
export async function existingRoles(sql: Sql, names: readonly string[]): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select rolname as name from pg_roles where rolname = any (${[...names]}) order by rolname`
  return rows.map((row) => row.name)
}

/** What takes every right on a relation from everyone but its owner. */
export async function revokes(sql: Sql, path: string): Promise<readonly string[]> {
  const grantees = await granteesOf(sql, path)
  return grantees.map((grantee) => `revoke all on ${path} from ${role(grantee)}`)
}

/** Everyone but the owner who has any right on a relation. */
async function granteesOf(sql: Sql, path: string): Promise<readonly string[]> {
  const grantees = await sql<{ grantee: string }[]>`
    select distinct coalesce(r.rolname::text, 'public') as grantee
    from pg_class as c
    cross join lateral aclexplode(c.relacl) as acl
    left join pg_roles as r on r.oid = acl.grantee
    where c.oid = to_regclass(${path}) and acl.grantee <> c.relowner`
  return grantees.map(({ grantee }) => grantee)
}

async function privilegesOf(
  sql: Sql,
  source: { schema: string; name: string },
): Promise<readonly Granted[]> {
  const name = qualified(source.schema, source.name)
  return await sql<Granted[]>`
    select
      coalesce(r.rolname::text, 'public') as grantee,
      lower(acl.privilege_type) as privilege,
      acl.attname as column,
      acl.is_grantable as "isGrantable"
    from (
      select null::text as attname, e.*, c.relowner
      from pg_class as c cross join lateral aclexplode(c.relacl) as e
      where c.oid = to_regclass(${name})
      union all
      select a.attname::text, e.*, c.relowner
      from pg_class as c
      join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      cross join lateral aclexplode(a.attacl) as e
      where c.oid = to_regclass(${name})
    ) as acl
    left join pg_roles as r on r.oid = acl.grantee
    where acl.grantee <> acl.relowner
      and acl.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'REFERENCES')
    order by 1, 3 nulls first, 2`
}

function role(name: string): string {
  return name === 'public' ? 'public' : ident(name)
}

/** A name with its schema, which is `schema` where it has none. */
export function withSchema(name: string, schema = 'public'): string {
  return name.includes('.') ? name : `${schema}.${name}`
}
