import type { Column, Constraint, EnumType, Table } from '../manifest.ts'
import { type Manifest, manifest } from '../manifest.ts'
import { type Declared, declaredObjects } from './declared.ts'
import type { Found } from './read-found.ts'
import type { Step } from './steps.ts'
import { ownConstraints } from './validate-declared.ts'

/** One thing that brings a database nearer to the declared state. Each is done wholly or not at all, and may be done again. */
export type Change =
  | { readonly kind: 'step'; readonly step: Step }
  | {
      readonly kind: 'label'
      readonly type: EnumType
      readonly label: string
      readonly before: string | null
    }
  | {
      readonly kind: 'columns'
      readonly table: Table
      readonly columns: readonly Column[]
      readonly constraints: readonly Constraint[]
    }
  /** Rows of before are looked at, for constraints that hold for new ones already. */
  | { readonly kind: 'validate'; readonly table: Table; readonly names: readonly string[] }
  | { readonly kind: 'create'; readonly object: Declared }
  /** `isOurs`: the books say that it was made from a file of ours. */
  | { readonly kind: 'replace'; readonly object: Declared; readonly isOurs: boolean }
  /** Is there already, and made by the same text: only the books are missing. */
  | { readonly kind: 'adopt'; readonly object: Declared; readonly isOurs: boolean }
  /** Was ours, and is declared no more. */
  | { readonly kind: 'drop'; readonly identity: string }
  | { readonly kind: 'forget'; readonly identity: string }
  /** The installation's own stands in its place. */
  | { readonly kind: 'keep'; readonly object: Declared }

export interface GrowthPlan {
  /** What the database is at now; 0 where it has nothing of ours. */
  readonly from: number
  readonly to: number
  readonly changes: readonly Change[]
}

export interface GrowthOptions {
  /** Identities that are the installation's own, or that have another form while a grace period lasts. */
  readonly kept: readonly string[]
  /** Whether what is there without an entry in the books was made from the same files just now, as by a migration. */
  readonly adopts: boolean
  /** Identities of what newer installations have themselves, and this one was given. */
  readonly made?: readonly string[]
  /** What is to be there; `sql/` unless said otherwise. */
  readonly declared?: Manifest
}

/**
 * What a database lacks. Pure: it decides from what was read.
 *
 * @param version what the database is at
 */
export function planGrowth(
  version: number,
  found: Found,
  steps: readonly Step[],
  options: GrowthOptions,
): GrowthPlan {
  const declared = options.declared ?? manifest()
  const objects = declaredObjects(declared)
  const waiting = steps.filter((step) => step.version > version)
  return {
    from: version,
    to: steps.at(-1)?.version ?? 1,
    changes: [
      ...waiting.map((step): Change => ({ kind: 'step', step })),
      ...declared.types.flatMap((type) => missingLabels(type, found)),
      ...objects
        .filter(({ kind }) => kind === 'type' || kind === 'table')
        .flatMap((one) => changeOf(one, found, options)),
      ...declared.tables.flatMap((table) => missingColumns(table, found)),
      ...objects
        .filter(({ kind }) => kind !== 'type' && kind !== 'table')
        .flatMap((one) => changeOf(one, found, options)),
      ...gone(objects, found),
      ...declared.tables.flatMap((table) => unvalidated(table, found)),
    ],
  }
}

/** Types and tables are made once, and grow by labels, columns and steps; everything else is replaced when its text changes. */
function changeOf(object: Declared, found: Found, options: GrowthOptions): readonly Change[] {
  const { identity, kind } = object
  const recorded = found.recorded.get(identity)
  if (recorded?.isKept === true) return []
  if (options.kept.includes(identity)) return [{ kind: 'keep', object }]
  const isThere = found.objects.get(identity)
  if (isThere === undefined || (kind === 'index' && !isThere)) {
    return isMissedOnPurpose(object, found, options) ? [] : [{ kind: 'create', object }]
  }
  if (recorded?.digest === object.digest) return []
  if (object.isLegacy && recorded === undefined && !isMade(object, options)) return []
  const isOurs = recorded !== undefined
  if (options.adopts && !isOurs) return [{ kind: 'adopt', object, isOurs }]
  const isMadeOnce = kind === 'type' || kind === 'table' || kind === 'index'
  return [{ kind: isMadeOnce ? 'adopt' : 'replace', object, isOurs }]
}

function isMade({ identity }: Declared, { made = [] }: GrowthOptions): boolean {
  return made.includes(identity)
}

/** What installations may lack of their own schema is none of ours to add; nor is what hangs on such a table. */
function isMissedOnPurpose(object: Declared, { objects }: Found, options: GrowthOptions): boolean {
  const { isLegacy, table } = object
  if (isLegacy) return !isMade(object, options)
  return table !== null && isOptional(table) && !objects.has(`table ${table}`)
}

/** Tables that the first installations did not have, and a migration does not give them. */
function isOptional(table: string): boolean {
  return table === 'public.tags'
}

function missingLabels(type: EnumType, { objects }: Found): readonly Change[] {
  if (!objects.has(`type ${type.schema}.${type.name}`)) return []
  return type.labels.flatMap((label, index): readonly Change[] =>
    objects.has(`label ${type.schema}.${type.name}.${label}`)
      ? []
      : [{ kind: 'label', type, label, before: type.labels[index + 1] ?? null }],
  )
}

/** With the constraints that only they are part of. */
function missingColumns(table: Table, { objects }: Found): readonly Change[] {
  const path = `${table.schema}.${table.name}`
  if (!objects.has(`table ${path}`)) return []
  const columns = table.columns.filter(
    ({ name, isAdded }) => (isAdded || !table.isLegacy) && !objects.has(`column ${path}.${name}`),
  )
  if (columns.length === 0) return []
  const names = columns.map(({ name }) => name)
  const constraints = table.constraints.filter(
    (one) =>
      one.columns.some((column) => names.includes(column)) &&
      !objects.has(`constraint ${path}.${one.name}`),
  )
  return [{ kind: 'columns', table, columns, constraints }]
}

function unvalidated(table: Table, { objects }: Found): readonly Change[] {
  const path = `${table.schema}.${table.name}`
  const names = ownConstraints(table)
    .map(({ name }) => name)
    .filter((name) => objects.get(`constraint ${path}.${name}`) === false)
  return names.length === 0 ? [] : [{ kind: 'validate', table, names }]
}

function gone(
  objects: readonly Declared[],
  { recorded, objects: present }: Found,
): readonly Change[] {
  const declared = new Set(objects.map(({ identity }) => identity))
  return [...recorded]
    .filter(([identity, { isKept }]) => !declared.has(identity) && !isKept)
    .map(
      ([identity]): Change =>
        present.has(identity) && !/^(?:type|table) /.test(identity)
          ? { kind: 'drop', identity }
          : { kind: 'forget', identity },
    )
    .reverse()
}
