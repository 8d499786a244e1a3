import { type Sql, sqlFile } from '@valence/db'
import {
  type Change,
  declaredObjects,
  functionsNamedIn,
  type GrowthPlan,
  hasBooks,
  isOfFirstRelease,
  SHOWN_BY,
} from '@valence/schema/growth'
import { clientTables, manifest } from '@valence/schema/manifest'
import { MigrationError } from '../../errors.ts'
import { plainIdentifier, type Token, tokensOf } from '../../stale-names/parse-body.ts'

/**
 * Looks for objects of the installation that an upgrade would take the ground from, or put another in the place of; reads only.
 * @throws MigrationError that names each
 */
export async function requireOwnObjectsFit(sql: Sql, growth: GrowthPlan | null): Promise<void> {
  if (growth === null) return
  const going = goingFunctions(growth)
  const found = [
    ...(await dependents(sql, going)),
    ...(await callers(sql, going)),
    ...(await inOurPlace(sql, growth)),
    ...(await otherTypes(sql)),
    ...(await holders(sql, growth)),
  ]
  if (found.length === 0) return
  throw new MigrationError(`Objects of this installation are in the way: ${found.join('; ')}`, {
    code: 'VAL-UPGRADE-BLOCKED',
    object: found.join('; '),
    hint: 'Nothing was changed. Give them other names, or let them call functions of their own, then run the same command again.',
  })
}

/** Identities of functions that are declared no more. */
function goingFunctions({ changes }: GrowthPlan): readonly string[] {
  const declared = new Set(declaredObjects().map(({ identity }) => identity))
  const going = changes.flatMap((change) => {
    if (change.kind === 'step') return functionsNamedIn(change.step)
    return change.kind === 'drop' && change.identity.startsWith('function ')
      ? [change.identity]
      : []
  })
  return going.filter((identity) => !declared.has(identity))
}

/** What PostgreSQL knows to hang on them. */
async function dependents(sql: Sql, going: readonly string[]): Promise<readonly string[]> {
  const rows = await sql.unsafe<{ identity: string; description: string }[]>(
    sqlFile(import.meta.url, 'foreign-dependents.sql'),
    [[...going], declaredObjects().map(({ identity }) => identity)],
  )
  return rows.map(({ description, identity }) => `${description} uses the ${identity}, which goes`)
}

/** Functions that call one in their text, which PostgreSQL does not look into. */
async function callers(sql: Sql, going: readonly string[]): Promise<readonly string[]> {
  const names = [...new Set(going.map(nameIn))]
  if (names.length === 0) return []
  const ours = [...going, ...declaredObjects().flatMap(ofFunctions)]
  const rows = await sql.unsafe<{ signature: string; source: string }[]>(
    sqlFile(import.meta.url, 'own-functions.sql'),
    [ours, names],
  )
  return rows.flatMap(({ signature, source }) => {
    const called = names.filter((name) => calls(source, name))
    return called.length === 0
      ? []
      : [
          `function ${signature} calls ${called.map((name) => `public.${name}`).join(', ')}, which goes`,
        ]
  })
}

function ofFunctions({ kind, identity }: { readonly kind: string; readonly identity: string }) {
  return kind === 'function' ? [identity] : []
}

function nameIn(identity: string): string {
  return /^function [^.]+\.(?<name>[^(]+)/.exec(identity)?.groups?.['name'] ?? ''
}

/** Whether a text calls a function of `public` by its name, or puts SQL together that does. */
export function calls(source: string, name: string): boolean {
  const tokens = safeTokens(source)
  return tokens.some((token, place) => {
    if (token.isString) return calls(contentOf(token.text), name)
    if (!token.isIdentifier || plainIdentifier(token.text) !== name) return false
    return tokens[place + 1]?.text === '(' && isOfPublic(tokens, place)
  })
}

function isOfPublic(tokens: readonly Token[], place: number): boolean {
  if (tokens[place - 1]?.text !== '.') return true
  return plainIdentifier(tokens[place - 2]?.text ?? '') === 'public'
}

/** Pieces of SQL that are put together later are no whole text. */
function safeTokens(source: string): readonly Token[] {
  try {
    return tokensOf(source).filter(({ isComment }) => !isComment)
  } catch {
    return []
  }
}

function contentOf(literal: string): string {
  return (
    /^\$(?<tag>\w*)\$(?<text>[\s\S]*)\$\k<tag>\$$/.exec(literal)?.groups?.['text'] ??
    literal.replace(/^[eE]?'|'$/g, '').replaceAll("''", "'")
  )
}

/** Written down apart from being made, or made by a block that is not read. */
const APART = ['index', 'type']

/** Objects under names of ours that no release made. */
async function inOurPlace(sql: Sql, { changes }: GrowthPlan): Promise<readonly string[]> {
  const isBooks = await hasBooks(sql)
  return changes.flatMap((change) => {
    if (!isUnknown(change)) return []
    const { object } = change
    if (isBooks && object.file.endsWith('/schema_books')) return []
    return APART.includes(object.kind) || isOfFirstRelease(object)
      ? []
      : [`${object.identity} has the name of one of ours`]
  })
}

function isUnknown(change: Change): change is Extract<Change, { kind: 'replace' | 'adopt' }> {
  return (change.kind === 'replace' || change.kind === 'adopt') && !change.isOurs
}

/** Columns under names of ours, with another type. */
async function otherTypes(sql: Sql): Promise<readonly string[]> {
  const declared = clientTables().flatMap((table) =>
    table.columns
      .filter(({ isAdded }) => isAdded || !table.isLegacy)
      .map(({ name, type }) => ({ table: table.name, name, type: plainType(type) })),
  )
  const rows = await sql<{ table: string; name: string; type: string; declared: string }[]>`
    select d.table, d.name, format_type(a.atttypid, null) as type, d.type as declared
    from jsonb_to_recordset(${sql.json(declared)}) as d ("table" text, name text, type text)
    join pg_catalog.pg_attribute as a
      on a.attrelid = to_regclass('public.' || quote_ident(d.table)) and a.attname = d.name and not a.attisdropped
    order by d.table, d.name`
  return rows
    .filter((row) => plainType(row.type) !== row.declared)
    .map((row) => `column ${row.table}.${row.name} is ${row.type}, where ours is ${row.declared}`)
}

function plainType(type: string): string {
  return type.replace(/^public\./, '').replace(/\(.*\)/, '')
}

/** What holds a view that shows all columns of a table that gets more of them: it is made anew. */
async function holders(sql: Sql, { changes }: GrowthPlan): Promise<readonly string[]> {
  const growing = changes.flatMap((change) =>
    change.kind === 'columns' ? [change.table.name] : [],
  )
  const views = manifest()
    .views.filter(({ name, hasStar }) => hasStar && growing.includes(SHOWN_BY[name] ?? ''))
    .map(({ schema, name }) => `${schema}.${name}`)
  if (views.length === 0) return []
  const rows = await sql.unsafe<{ description: string; view: string }[]>(
    sqlFile(import.meta.url, 'holders.sql'),
    [views],
  )
  return rows.map(({ description, view }) => `${description} holds ${view}, which is made anew`)
}
