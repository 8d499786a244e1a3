/**
 * Writes packages/schema/releases/NNNN.sql.gz: the schema as this version of the program makes it in an empty database, with its rights and
 * books; and NNNN-arrived.sql.gz: a small installation as it migrates it. Once for each version, when it is released; a release is never
 * written again.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { connect, type Database } from '@valence/db'
import { createTargetSchema, SCHEMA_VERSION } from '@valence/schema/growth'
import { splitStatements, targetSchemaFiles } from '@valence/schema/sql'
import { preparePlatform, startPostgres, withDatabase } from '@valence/server'
import { arrivedRelease } from './arrived-release.ts'

const FOLDER = new URL('../packages/schema/releases/', import.meta.url)

const folder = await mkdtemp(path.join(tmpdir(), 'valence-release-'))
const postgres = await startPostgres({
  dataDir: path.join(folder, 'data'),
  settings: { fsync: 'off' },
})
try {
  const database = 'release'
  const maintenance = connect(withDatabase(postgres.superuserUrl, 'postgres'), { max: 1 })
  await maintenance.unsafe(`create database ${database}`)
  await maintenance.end()
  await preparePlatform(postgres.superuserUrl, database)
  const db = connect(postgres.urlFor('postgres', database), { max: 1 })
  await createTargetSchema(db, 'released')
  const name = String(SCHEMA_VERSION).padStart(4, '0')
  await writeFile(new URL(`${name}.sql.gz`, FOLDER), gzipSync(await release(db)))
  await writeFile(new URL(`${name}-arrived.sql.gz`, FOLDER), gzipSync(await arrivedRelease()))
  await db.end()
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}

async function release(db: Database): Promise<string> {
  const files = targetSchemaFiles()
  const inside = files.filter(({ isConcurrent }) => !isConcurrent).map(({ sql }) => sql.trim())
  const indexes = files
    .filter(({ isConcurrent }) => isConcurrent)
    .flatMap(({ sql }) => splitStatements(sql))
    .map((statement) => `${statement.replace(/\bconcurrently\b ?/i, '')};`)
  return [...inside, ...indexes, ...(await rights(db)), ...(await books(db)), ''].join('\n\n')
}

/** What may be done by whom, object by object: what default privileges gave is taken first. */
async function rights(db: Database): Promise<readonly string[]> {
  const rows = await db<{ statement: string }[]>`
    with ours as (select oid, nspname as name from pg_namespace where nspname in ('public', 'valence')),
    objects as (
      select 'table ' || c.oid::regclass as object, c.relacl as acl, c.relowner as owner
      from pg_class as c join ours as s on s.oid = c.relnamespace
      where c.relkind in ('r', 'v')
      union all
      select 'sequence ' || c.oid::regclass, c.relacl, c.relowner
      from pg_class as c join ours as s on s.oid = c.relnamespace
      where c.relkind = 'S'
      union all
      select 'function ' || p.oid::regprocedure, p.proacl, p.proowner
      from pg_proc as p join ours as s on s.oid = p.pronamespace
      union all
      select 'schema ' || s.name, n.nspacl, n.nspowner
      from pg_namespace as n join ours as s on s.oid = n.oid
      where s.name = 'valence'
    )
    select format('revoke all on %s from public, anon, authenticated, service_role;', o.object) as statement, o.object, 0 as place
    from objects as o
    union all
    select format('grant %s on %s to %s;', lower(string_agg(a.privilege_type, ', ' order by a.privilege_type)), o.object,
      coalesce(r.rolname, 'public')), o.object, 1
    from objects as o
    cross join lateral aclexplode(o.acl) as a
    left join pg_roles as r on r.oid = a.grantee
    where a.grantee <> o.owner
    group by o.object, r.rolname
    order by 2, 3, 1`
  return [rows.map(({ statement }) => statement).join('\n')]
}

async function books(db: Database): Promise<readonly string[]> {
  const steps = await db<{ line: string }[]>`
    select format('(%s, %L, %L, %L)', s.version, s.name, s.checksum, s.tool) as line
    from valence.schema_steps as s order by s.version`
  const objects = await db<{ line: string }[]>`
    select format('(%L, %L)', o.identity, o.digest) as line
    from valence.schema_objects as o order by o.identity`
  return [
    `insert into valence.schema_steps (version, name, checksum, tool) values\n${steps.map(({ line }) => line).join(',\n')};`,
    `insert into valence.schema_objects (identity, digest) values\n${objects.map(({ line }) => line).join(',\n')};`,
  ]
}
