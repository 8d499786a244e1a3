import type { GrowingTable, NameSpace } from './names.ts'
import { as, collect, type Fields, isFields, list, number, strings, tagged, text } from './nodes.ts'

/** What the rows of a function's result have to look like. */
export type ResultShape =
  /** The rows of a table that grows. */
  | { readonly kind: 'table'; readonly name: string }
  /** Columns that stay as they are. */
  | { readonly kind: 'fixed' }

export interface WholeRowContext {
  readonly names: NameSpace
  readonly path: readonly string[]
  /** Variables that hold the row of a table that grows. */
  readonly variables: ReadonlyMap<string, string>
  /** `detail` says what it does with the columns of the table. */
  emit(table: string, location: number | undefined, detail: string): void
}

/** Names of tables that grow, once for each time that all of their columns are among those of a relation. */
type Growth = readonly string[]

/** What the names of a statement stand for, as far as it grows. */
interface Env {
  readonly ctes: ReadonlyMap<string, Growth>
  readonly sources: readonly { readonly name: string; readonly growth: Growth }[]
}

const NOTHING: Env = { ctes: new Map(), sources: [] }

/**
 * Where a statement takes all columns of a table as they come, and something beside it has a fixed number of them: the target of an insert, the
 * other half of a union, the result of the function. It fails once the table has more. Pure.
 *
 * @param result of the function, where the statement gives it
 */
export function findWholeRows(
  statement: unknown,
  context: WholeRowContext,
  result: ResultShape | null = null,
): void {
  const growth = growthOf(statement, NOTHING, context)
  if (result === null || as(statement, 'SelectStmt') === null) return
  if (result.kind === 'fixed') {
    for (const table of new Set(growth))
      context.emit(table, undefined, taking(table, 'the result of the function'))
  } else if (growth.length === 0 && listsColumns(as(statement, 'SelectStmt'))) {
    context.emit(result.name, undefined, `gives rows of ${result.name} column by column`)
  }
}

function taking(table: string, what: string): string {
  return `takes all columns of ${table} as they come for ${what}`
}

/** What grows among the columns that a statement gives; everything inside it is looked at on the way. */
function growthOf(statement: unknown, outer: Env, context: WholeRowContext): Growth {
  const node = tagged(statement)
  if (node === null) return []
  const env = withCtes(node.fields, outer, context)
  if (node.tag === 'SelectStmt') return ofSelect(node.fields, env, context)
  if (node.tag === 'InsertStmt') return ofInsert(node.fields, env, context)
  visitInner(node.fields, env, context)
  return []
}

function withCtes(fields: Fields, outer: Env, context: WholeRowContext): Env {
  const clause = isFields(fields['withClause']) ? fields['withClause'] : {}
  const ctes = new Map(outer.ctes)
  for (const item of list(clause['ctes'])) {
    const cte = as(item, 'CommonTableExpr')
    if (cte !== null) {
      const growth = growthOf(cte['ctequery'], { ...outer, ctes }, context)
      ctes.set(text(cte['ctename']) ?? '', list(cte['aliascolnames']).length > 0 ? [] : growth)
    }
  }
  return { ...outer, ctes }
}

function ofInsert(fields: Fields, env: Env, context: WholeRowContext): Growth {
  const target = isFields(fields['relation']) ? fields['relation'] : {}
  const growth = growthOf(fields['selectStmt'], env, context)
  const into = growingTable(target, context)
  const isSame = into !== undefined && growth.length === 1 && growth[0] === into.name
  const hasList = list(fields['cols']).length > 0
  if (growth.length > 0 && (hasList || !isSame)) {
    const name = text(target['relname']) ?? ''
    for (const table of new Set(growth)) {
      context.emit(table, number(target['location']), taking(table, `rows of ${name}`))
    }
  }
  if (isSame && into.isRequired && isMadeUp(fields['selectStmt'], context)) {
    const detail = `gives rows of ${into.name} without what they must have from now on`
    context.emit(into.name, number(target['location']), detail)
  }
  visitInner({ ...fields, selectStmt: undefined, withClause: undefined }, env, context)
  return []
}

function ofSelect(fields: Fields, outer: Env, context: WholeRowContext): Growth {
  const halves = [fields['larg'], fields['rarg']].filter(isFields)
  if (halves.length === 2) {
    const [left = [], right = []] = halves.map((half) =>
      growthOf({ SelectStmt: half }, outer, context),
    )
    for (const table of difference(left, right)) {
      context.emit(table, undefined, taking(table, 'one half of a union with other rows'))
    }
    return left
  }
  const sources = list(fields['fromClause']).flatMap((item) => sourcesIn(item, outer, context))
  const env: Env = { ctes: outer.ctes, sources: [...sources, ...outer.sources] }
  const { withClause: _ctes, fromClause: _from, ...others } = fields
  visitInner(others, env, context)
  const lists = list(fields['valuesLists'])
  if (lists.length > 0) return starsIn(list(as(lists[0], 'List')?.['items']), env, sources, context)
  const targets = list(fields['targetList']).map((item) => as(item, 'ResTarget')?.['val'])
  return starsIn(targets, env, sources, context)
}

/** Whether a row comes from a variable or from JSON, and not from the table itself: what it does not know is NULL in it. */
function isMadeUp(select: unknown, context: WholeRowContext): boolean {
  const found = collect(select, (node) => {
    const name = starName(node)
    const isVariable = name !== null && context.variables.has(name)
    const call = as(node, 'RangeFunction')
    return isVariable || (call !== null && ofFunction(call, context).length > 0) ? true : undefined
  })
  return found.length > 0
}

/** Tables of one that the other has not. */
function difference(left: Growth, right: Growth): readonly string[] {
  const count = (growth: Growth, name: string) => growth.filter((one) => one === name).length
  return [...new Set([...left, ...right])].filter(
    (name) => count(left, name) !== count(right, name),
  )
}

/** `*`, `c.*`, `(c).*` */
function starsIn(
  items: readonly unknown[],
  env: Env,
  sources: Env['sources'],
  context: WholeRowContext,
): Growth {
  return items.flatMap((item): Growth => {
    const names = starName(item)
    if (names === null) return []
    if (names === '') return sources.flatMap(({ growth }) => growth)
    const source = env.sources.find(({ name }) => name === names)
    const variable = context.variables.get(names)
    return source?.growth ?? (variable === undefined ? [] : [variable])
  })
}

/** The qualifier of a star, empty where it has none; null for what is no star. */
function starName(item: unknown): string | null {
  const column = as(item, 'ColumnRef')
  if (column !== null) {
    const fields = list(column['fields'])
    return as(fields.at(-1), 'A_Star') === null ? null : (strings(fields).at(-1) ?? '')
  }
  const step = as(item, 'A_Indirection')
  if (step === null || as(list(step['indirection']).at(-1), 'A_Star') === null) return null
  return strings(as(step['arg'], 'ColumnRef')?.['fields']).at(-1) ?? null
}

function sourcesIn(item: unknown, env: Env, context: WholeRowContext): Env['sources'] {
  const node = tagged(item)
  if (node === null) return []
  const { tag, fields } = node
  const alias = isFields(fields['alias']) ? fields['alias'] : {}
  const named = (growth: Growth, name = '') => [
    {
      name: text(alias['aliasname']) ?? name,
      growth: list(alias['colnames']).length > 0 ? [] : growth,
    },
  ]
  if (tag === 'RangeVar') {
    const name = text(fields['relname']) ?? ''
    const cte = fields['schemaname'] === undefined ? env.ctes.get(name) : undefined
    const table = growingTable(fields, context)?.name
    return named(cte ?? (table === undefined ? [] : [table]), name)
  }
  if (tag === 'RangeSubselect') return named(growthOf(fields['subquery'], env, context))
  if (tag === 'JoinExpr') {
    visitInner({ quals: fields['quals'] }, env, context)
    return ['larg', 'rarg'].flatMap((side) => sourcesIn(fields[side], env, context))
  }
  visitInner(fields, env, context)
  return named(tag === 'RangeFunction' ? ofFunction(fields, context) : [])
}

/** A function may give the rows of such a table, or be told to by `null::contacts`. */
function ofFunction(fields: Fields, { names }: WholeRowContext): Growth {
  const [call] = collect(fields['functions'], (node) => as(node, 'FuncCall') ?? undefined)
  const name = strings(call?.['funcname']).at(-1) ?? ''
  const given = /^jsonb?_populate_record(?:set)?$/.test(name)
    ? castName(list(call?.['args'])[0])
    : names.rowFunctions.get(name)
  return names.growing.flatMap((table) => (table.name === given ? [table.name] : []))
}

function castName(argument: unknown): string | undefined {
  const type = as(argument, 'TypeCast')?.['typeName']
  return isFields(type) ? strings(type['names']).at(-1) : undefined
}

/** Statements inside of expressions; what their columns are is nothing to what is around them. */
function visitInner(fields: Fields, env: Env, context: WholeRowContext): void {
  for (const value of Object.values(fields)) visitValue(value, env, context)
}

function visitValue(value: unknown, env: Env, context: WholeRowContext): void {
  if (Array.isArray(value)) {
    for (const item of value) visitValue(item, env, context)
    return
  }
  if (!isFields(value)) return
  if (/^(?:Select|Insert|Update|Delete|Merge)Stmt$/.test(tagged(value)?.tag ?? '')) {
    growthOf(value, env, context)
  } else visitInner(value, env, context)
}

function growingTable(range: Fields, { names, path }: WholeRowContext): GrowingTable | undefined {
  const table = names.growing.find(({ name }) => name === range['relname'])
  const schema = text(range['schemaname'])
  if (table === undefined || (schema !== undefined && schema !== 'public')) return undefined
  if (schema === 'public') return table
  const place = path.indexOf('public')
  if (place === -1) return undefined
  const isHidden = path.slice(0, place).some((one) => names.homonyms.has(`${one}.${table.name}`))
  return isHidden ? undefined : table
}

/** Whether a result is put together of single columns: no star, no call that may give a row. */
function listsColumns(select: Fields | null): boolean {
  const targets = list(select?.['targetList']).map((item) => as(item, 'ResTarget')?.['val'])
  return (
    targets.length > 1 &&
    collect(targets, (node) => (as(node, 'A_Star') === null ? undefined : true)).length === 0
  )
}
