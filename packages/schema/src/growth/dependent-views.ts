import { ident, type Sql, type Transaction } from '@valence/db'
import { type Granted, grantReaders, readersOf } from './grants.ts'

/** A view that shows another one, in all that it needs to be made again. */
interface DependentView {
  readonly schema: string
  readonly name: string
  readonly definition: string
  readonly options: readonly string[]
  readonly owner: string
  readonly comment: string | null
  readonly readers: readonly Granted[]
}

/**
 * Makes a view anew whose columns changed otherwise than at their end, which `create or replace` refuses, and with it the views that
 * show it: the old names, and the installation's own. Rights, owners, options and comments stay.
 */
export async function remakeView(
  tx: Transaction,
  schema: string,
  name: string,
  create: string,
): Promise<void> {
  const dependents = await dependentsOf(tx, schema, name)
  const readers = await readersOf(tx, { schema, name })
  for (const view of dependents.toReversed()) {
    await tx.unsafe(`drop view ${ident(view.schema)}.${ident(view.name)}`)
  }
  await tx.unsafe(`drop view ${ident(schema)}.${ident(name)}`)
  await tx.unsafe(create)
  await grantReaders(tx, name, readers)
  for (const view of dependents) await remake(tx, view)
}

async function remake(tx: Transaction, view: DependentView): Promise<void> {
  const path = `${ident(view.schema)}.${ident(view.name)}`
  const options = view.options.length === 0 ? '' : ` with (${view.options.join(', ')})`
  await tx.unsafe(`create view ${path}${options} as ${view.definition}`)
  await tx.unsafe(`alter view ${path} owner to ${ident(view.owner)}`)
  if (view.comment !== null) {
    await tx.unsafe(`comment on view ${path} is '${view.comment.replaceAll("'", "''")}'`)
  }
  if (view.schema === 'public') await grantReaders(tx, view.name, view.readers)
}

/** In the order in which they can be made. */
async function dependentsOf(
  sql: Sql,
  schema: string,
  name: string,
): Promise<readonly DependentView[]> {
  const rows = await sql<Omit<DependentView, 'readers'>[]>`
    with recursive above as (
      select c.oid, 0 as depth
      from pg_catalog.pg_class as c
      where c.oid = to_regclass(${`${ident(schema)}.${ident(name)}`})
      union
      select w.ev_class, a.depth + 1
      from above as a
      join pg_catalog.pg_depend as d on d.refobjid = a.oid and d.classid = 'pg_rewrite'::regclass
      join pg_catalog.pg_rewrite as w on w.oid = d.objid and w.ev_class <> a.oid
    )
    select n.nspname as schema, c.relname as name, pg_catalog.pg_get_viewdef(c.oid) as definition,
      coalesce(c.reloptions, '{}') as options, pg_catalog.pg_get_userbyid(c.relowner) as owner,
      pg_catalog.obj_description(c.oid, 'pg_class') as comment
    from (select a.oid, max(a.depth) as depth from above as a group by a.oid) as found
    join pg_catalog.pg_class as c on c.oid = found.oid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where found.depth > 0
    order by found.depth, n.nspname, c.relname`
  const views: DependentView[] = []
  for (const row of rows) views.push({ ...row, readers: await readersOf(sql, row) })
  return views
}
