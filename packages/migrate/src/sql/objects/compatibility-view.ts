import { ident, isView, qualified, type Sql } from '@valence/db'
import { copyGrants } from '@valence/schema/growth'
import { createProbe } from '../session/old-name-probe.ts'

export interface CompatibilityView {
  /** The old name. */
  readonly name: string
  /** The table that has the rows now. */
  readonly table: string
  /** Old columns in the old order. */
  readonly columns: readonly string[]
  /** Old column → the column that holds it now, where that differs. */
  readonly renames: Readonly<Record<string, string>>
  /** A column of the table that is null in the rows to show, for example `deleted_at`. */
  readonly hides?: string | undefined
  /** Whether use of the name is counted (see `createProbe`). */
  readonly isCounted?: boolean
  /** Where the view lives; `public` unless said otherwise. */
  readonly schema?: string | undefined
}

/**
 * Keeps an old name alive as a plain auto-updatable view with exactly the old columns, the caller's rights, and the
 * table's own grants. Does nothing when the view is there.
 */
export async function createCompatibilityView(sql: Sql, view: CompatibilityView): Promise<void> {
  const schema = view.schema ?? 'public'
  if (await isView(sql, view.name, schema)) return
  const columns = view.columns.map((old) => {
    const source = view.renames[old] ?? old
    return source === old ? `t.${ident(old)}` : `t.${ident(source)} as ${ident(old)}`
  })
  const conditions = [
    ...(view.hides === undefined ? [] : [`t.${ident(view.hides)} is null`]),
    ...(view.isCounted === true ? [await createProbe(sql, view.name)] : []),
  ]
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`
  await sql.unsafe(
    `create view ${qualified(schema, view.name)} with (security_invoker = on) as
     select ${columns.join(', ')} from ${qualified('public', view.table)} as t${where}`,
  )
  const byNewName = Object.fromEntries(Object.entries(view.renames).map(([old, now]) => [now, old]))
  await copyGrants(
    sql,
    { schema: 'public', name: view.table },
    { schema, name: view.name },
    byNewName,
  )
}
