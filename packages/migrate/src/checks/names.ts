import type { Sql } from '@valence/db'
import { ident, qualified } from '@valence/db'
import {
  type Catalog,
  column,
  type LegacyShape,
  physicalTables,
  relation,
  table,
} from '@valence/schema'
import { type Column, manifest, newTables, type Table, type View } from '@valence/schema/manifest'
import { auditViews } from '../sql/objects/audit-views.ts'
import { knownSummaryColumns } from '../sql/objects/summary-views.ts'
import type { Finding, GoNoGoCheck } from './finding.ts'
import { usesOf } from './uses-of.ts'

/** Relations that come beside those that the schema declares: what deals and their notes are called, and the books. */
const OTHER_RELATIONS = [
  'opportunities',
  'opportunity_notes',
  'migration_history',
  'migration_progress',
  'migration_status_public',
]

/** Views that installations have as well: ours takes their place, and the rollback puts theirs back. */
const REPLACED_VIEWS = ['companies_summary', 'contacts_summary', 'activity_log']

/** Our name and our meaning, although a column of its type could mean anything. */
const OURS_ALONE = ['tasks.repeat_from']

type NewColumn = readonly [name: string, type: string | null]

/** What the new schema needs a free name for, in `public`. */
interface NewNames {
  readonly relations: readonly string[]
  /**
   * Indexes and sequences of the new tables. An installation's own table that was called like one of them, and was renamed
   * since, still has those of these names.
   */
  readonly belongings: readonly string[]
  /**
   * By legacy table the columns that it gains, or that its summary shows beside its own. A column of the installation with the
   * type that is given means the same and is used as it is; null where the name is ours alone.
   */
  readonly columns: Readonly<Record<string, ReadonlyMap<NewColumn[0], NewColumn[1]>>>
  readonly types: readonly string[]
  /** Those that are added to tables of the installation. */
  readonly constraints: readonly string[]
}

function newNames(shape: LegacyShape): NewNames {
  const { tables, views, indexes, types } = manifest()
  const ours = newTables()
  const legacy = tables.filter(({ isLegacy }) => isLegacy)
  const former = new Map(
    Object.entries(physicalTables(shape)).map(([name, physical]) => [
      physical.table,
      { name, ...physical },
    ]),
  )
  return {
    relations: [...[...ours, ...views.filter(isNew)].map(({ name }) => name), ...OTHER_RELATIONS],
    belongings: [
      ...indexes
        .filter(({ isConcurrent, isLegacy }) => !isConcurrent && !isLegacy)
        .map(({ name }) => name),
      ...ours.flatMap(({ constraints, sequences }) => [
        ...constraints
          .filter(({ kind }) => kind === 'primary key' || kind === 'unique')
          .map(({ name }) => name),
        ...sequences,
      ]),
    ],
    columns: Object.fromEntries(
      legacy.map((one) => {
        const { name = one.name, renames = {} } = former.get(one.name) ?? {}
        return [name, new Map([...shownBeside(one), ...gained(one, renames)])]
      }),
    ),
    types: types.map(({ name }) => name),
    constraints: legacy.flatMap(({ constraints }) =>
      constraints.filter(({ isAdded }) => isAdded).map(({ name }) => name),
    ),
  }
}

function isNew({ name, isLegacy }: View): boolean {
  return !isLegacy && !REPLACED_VIEWS.includes(name)
}

/** Old columns get other names, and new ones come. */
function gained(one: Table, renames: Readonly<Record<string, string>>): readonly NewColumn[] {
  const added = one.columns.filter(({ name, isAdded }) => isAdded && !(name in renames))
  return [
    ...Object.values(renames).map((name): NewColumn => [name, null]),
    ...added.map(
      (column): NewColumn => [column.name, meansTheSame(one, column) ? column.type : null],
    ),
  ]
}

/**
 * A plain column: no value of its own, no key, no check, and of a type that holds what people write. What refers to another
 * table is told by that: see `sameReferences`.
 */
function meansTheSame(one: Table, { name, type, isNotNull, default: given }: Column): boolean {
  const isPlain =
    /^(?:text|date|timestamp with time zone)$/.test(type) && !isNotNull && given === null
  const isBound = one.constraints.some(({ columns }) => columns.includes(name))
  return isPlain && !isBound && !OURS_ALONE.includes(`${one.name}.${name}`)
}

/** Columns of the summary of a table that the summaries of installations do not show. */
function shownBeside(one: Table): readonly NewColumn[] {
  const view = manifest().views.find(({ name }) => name === `${one.name}_summary`)
  const known =
    new Map<string, readonly string[]>(Object.entries(knownSummaryColumns)).get(view?.name ?? '') ??
    []
  return (view?.columns ?? []).filter((name) => !known.includes(name)).map((name) => [name, null])
}

/** Names of the new schema must be free: what has them already is the installation's own and is never touched. */
export const takenNames: GoNoGoCheck = {
  id: 'name-taken',
  async run(sql, { catalog, detection, oldNames }) {
    const noteNames = ['deal_notes', 'contact_notes'].filter(
      (name) =>
        name !== detection.shape.opportunityNotes &&
        name !== detection.shape.contactNotes &&
        relation(catalog, name) !== undefined,
    )
    const same = await sameReferences(sql, detection.shape)
    const names = newNames(detection.shape)
    const columns = Object.entries(names.columns).flatMap(([name, added]) =>
      [...added]
        .filter(([added_, type]) => {
          const found = column(table(catalog, name), added_)
          return found !== undefined && (found.type !== type || found.isGenerated)
        })
        .map(([added_]) => `${name}.${added_}`)
        .filter((path) => !same.columns.has(path)),
    )
    const findings = [
      ...noteNames.map((name) => taken('relation', name)),
      ...columns.map((name) => takenColumn(name, catalog)),
      ...(await takenInCatalog(
        sql,
        { ...names, constraints: names.constraints.filter((name) => !same.constraints.has(name)) },
        auditViews(catalog).map(({ view }) => view),
      )),
    ]
    const told: Finding[] = []
    for (const finding of findings) {
      const [name = ''] = finding.examples
      const uses = await usesOf(sql, name, oldNames.functions)
      told.push({ ...finding, fix: `${finding.fix}${uses}` })
    }
    return told
  },
}

/** The relations that the new schema makes: a name of one that is free today is one of ours tomorrow. */
export function newRelations(shape: LegacyShape): readonly string[] {
  return newNames(shape).relations
}

interface SameReferences {
  /** As `table.column`, by its legacy name. */
  readonly columns: ReadonlySet<string>
  readonly constraints: ReadonlySet<string>
}

/** Columns of the installation that refer to what ours would, under the same key: they mean the same, and are used as they are. */
async function sameReferences(sql: Sql, shape: LegacyShape): Promise<SameReferences> {
  const renamed = new Map(
    Object.entries(physicalTables(shape)).map(([name, physical]) => [physical.table, name]),
  )
  const wanted = manifest().tables.flatMap(({ name, isLegacy, columns, constraints }) =>
    constraints.flatMap(({ name: key, references, isAdded, columns: [of, ...others] }) => {
      const added = columns.find((one) => one.name === of)
      if (
        !isLegacy ||
        !isAdded ||
        references === null ||
        added === undefined ||
        others.length > 0
      ) {
        return []
      }
      return [
        {
          table: renamed.get(name) ?? name,
          column: added.name,
          type: added.type,
          constraint: key,
          parent: references.table,
        },
      ]
    }),
  )
  const found = await sql<{ path: string; constraint: string }[]>`
    select w."table" || '.' || w."column" as path, w."constraint"
    from jsonb_to_recordset(${sql.json(wanted)})
      as w ("table" text, "column" text, type text, "constraint" text, parent text)
    join pg_constraint as k on k.conrelid = to_regclass(format('public.%I', w."table"))
      and k.conname = w."constraint" and k.contype = 'f' and k.confrelid = to_regclass(w.parent)
    join pg_attribute as a on a.attrelid = k.conrelid and k.conkey = array[a.attnum] and a.attname = w."column"
      and format_type(a.atttypid, a.atttypmod) = w.type and not a.attnotnull`
  return {
    columns: new Set(found.map(({ path }) => path)),
    constraints: new Set(found.map(({ constraint }) => constraint)),
  }
}

/** Tables, views, indexes and sequences share their names, and so do types with the rows of tables. */
async function takenInCatalog(
  sql: Sql,
  names: NewNames,
  views: readonly string[],
): Promise<readonly Finding[]> {
  const relations = [...names.relations, ...views]
  const rows = await sql<{ kind: string; name: string }[]>`
    select case c.relkind
        when 'i' then 'index' when 'I' then 'index' when 'S' then 'sequence' when 'c' then 'type' when 'v' then 'view'
        when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table'
      end as kind, c.relname as name
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace
      and (c.relname = any (${[...relations, ...names.belongings]}) or c.relname like 'valence\\_%')
    union all
    select 'type', t.typname
    from pg_type as t
    where t.typnamespace = 'public'::regnamespace and t.typrelid = 0
      and t.typname = any (${[...names.types, ...relations]})
    union all
    select format('trigger on %s', t.tgrelid::regclass), t.tgname
    from pg_trigger as t
    join pg_class as c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
    where not t.tgisinternal and t.tgname ~ '^!?valence_'
    union all
    select format('constraint on %s', k.conrelid::regclass), k.conname
    from pg_constraint as k
    where k.connamespace = 'public'::regnamespace and k.conname = any (${[...names.constraints]})
    order by 1, 2`
  return rows.map(({ kind, name }) => taken(kind, name))
}

function taken(kind: string, name: string): Finding {
  return {
    check: 'name-taken',
    severity: 'blocker',
    message: `The ${kind} ${name} exists already, and the new schema needs the name`,
    count: 1,
    examples: [name],
    fix: fixFor(kind, name),
  }
}

/** Who writes a column by its name would fail at once were it renamed; in these steps nobody does. */
function takenColumn(name: string, catalog: Catalog): Finding {
  const [parent = '', part = ''] = name.split('.')
  const type = column(table(catalog, parent), part)?.type ?? 'text'
  const [path, own, old] = [qualified('public', parent), ident(`${part}_own`), ident(part)]
  return {
    ...taken('column', name),
    fix: `Give it another name in steps that what writes it survives: 1. alter table ${path} add column ${own} ${type}; update ${path} set ${own} = ${old}; and a trigger that keeps both equal. 2. Let what uses it use the new name. 3. alter table ${path} drop column ${old};${referenceHint(parent, part)}`,
  }
}

/** Where ours would refer to a table, an own column that does so under the same key is used as it is. */
function referenceHint(parent: string, part: string): string {
  const key = manifest()
    .tables.find(({ name }) => name === parent)
    ?.constraints.find(({ references, columns }) => references !== null && columns.includes(part))
  if (key?.references == null) return ''
  return ` If it means ${key.references.table.replace('public.', '')} it is used as it is: alter table ${qualified('public', parent)} add constraint ${ident(key.name)} foreign key (${ident(part)}) references ${key.references.table} (id);`
}

function fixFor(kind: string, name: string): string {
  const or = '; -- in one transaction with what names it, or drop it if nothing does.'
  if (/^(?:table|view|materialized view|foreign table|index|sequence|type)$/.test(kind)) {
    return `alter ${kind} public.${name} rename to ${name}_own${or}`
  }
  const on = /^(?<what>trigger|constraint) on (?<table>.+)$/.exec(kind)?.groups
  if (on?.['what'] === 'trigger') {
    return `alter trigger ${ident(name)} on ${on['table']} rename to ${name}_own${or}`
  }
  return on === undefined
    ? `Rename the installation's own ${kind} ${name}, or drop it if nothing uses it.`
    : `alter table ${on['table']} rename constraint ${name} to ${name}_own${or}`
}
