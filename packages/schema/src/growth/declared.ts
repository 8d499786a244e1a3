import { createHash } from 'node:crypto'
import { type Manifest, manifest, type Written } from '../manifest.ts'

/** Objects that a database gets from a file as it stands, and again when that changes. */
export type DeclaredKind = 'type' | 'table' | 'function' | 'view' | 'trigger' | 'policy' | 'index'

export interface Declared {
  readonly kind: DeclaredKind
  /** Unique among all: `function valence.folded_text(text)`, `policy public.tasks.valence read`. */
  readonly identity: string
  readonly schema: string
  readonly name: string
  /** The table that it hangs on, with its schema; null for what stands alone. */
  readonly table: string | null
  readonly statement: string
  readonly digest: string
  readonly file: string
  /** Whether installations of Atomic CRM have it already: theirs stays as it is. */
  readonly isLegacy: boolean
}

/** All that `sql/` declares, in the order in which a database takes it. */
export function declaredObjects(of: Manifest = manifest()): readonly Declared[] {
  return [
    ...of.types.map((one) => standing('type', one)),
    ...of.tables.map((one) => standing('table', one)),
    ...of.functions.map((one) => standing('function', one, `(${one.identity})`)),
    ...of.views.map((one) => withColumns(standing('view', one), one.hasStar ? of : null)),
    ...of.triggers.map((one) => hanging('trigger', one)),
    ...of.policies.map((one) => hanging('policy', one)),
    ...of.indexes.map((one) => hanging('index', one)),
  ]
}

/** A view that shows all columns of a table is another one when that table gets more of them. */
function withColumns(view: Declared, of: Manifest | null): Declared {
  if (of === null) return view
  const columns = of.tables.map((table) =>
    [table.name, ...table.columns.map(({ name }) => name)].join(' '),
  )
  return { ...view, digest: digestOf([view.statement, ...columns].join('\n')) }
}

/** What tells one text of a statement from another. */
export function digestOf(statement: string): string {
  return createHash('sha256').update(statement).digest('hex').slice(0, 16)
}

function standing(
  kind: DeclaredKind,
  one: Written & { readonly schema: string; readonly name: string },
  suffix = '',
): Declared {
  const { schema, name } = one
  return {
    ...common(one),
    kind,
    identity: `${kind} ${schema}.${name}${suffix}`,
    schema,
    name,
    table: null,
  }
}

function hanging(
  kind: DeclaredKind,
  one: Written & { readonly name: string; readonly table: string },
): Declared {
  const [schema = 'public'] = one.table.split('.')
  return {
    ...common(one),
    kind,
    identity: `${kind} ${one.table}.${one.name}`,
    schema,
    name: one.name,
    table: one.table,
  }
}

function common({ statement, file, isLegacy }: Written) {
  return { statement, file, isLegacy, digest: digestOf(statement) }
}
