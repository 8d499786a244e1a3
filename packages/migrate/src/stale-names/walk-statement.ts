import { losesGrouping } from './grouping.ts'
import { type NameSpace, type RenamedTable, resolveTable, tableInText } from './names.ts'
import {
  as,
  collect,
  type Fields,
  isFields,
  list,
  number,
  stringConstant,
  strings,
  tagged,
  text,
} from './nodes.ts'
import type { ReferenceKind } from './reference.ts'
import { type Scope, type Source, scopeOf, sourceNamed } from './scope.ts'

/** What a body's names stand for while one of its statements is read. */
export interface WalkContext {
  readonly names: NameSpace
  readonly path: readonly string[]
  /** The trigger's rows and the variables that hold one. */
  readonly rows: ReadonlySet<string>
  /** Variables that hold a row as JSON. */
  readonly rowTexts: ReadonlySet<string>
  /** TG_TABLE_NAME and its like, and the variables that were made of them. */
  readonly tableNames: ReadonlySet<string>
  /** Transition tables of the triggers that run the function. */
  readonly transitions: ReadonlySet<string>
  /** Names that the body gives to tables of its own. */
  readonly own: ReadonlySet<string>
  emit(kind: ReferenceKind, name: string, location: number | undefined, detail?: string): void
}

/** Where in a statement a node stands. */
interface Place {
  readonly scope: Scope
  /** Whole rows are only compared, tested for null, or returned. */
  readonly isCompared?: boolean
  /** The function that a node is an argument of. */
  readonly call?: string
}

const SYSTEM_COLUMNS = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'])
const ROW_TO_TEXT =
  /^(?:to_jsonb?|row_to_json|hstore|jsonb?_build_(?:object|array)|jsonb?_agg|jsonb?_strip_nulls|concat(?:_ws)?|format|text)$/
const ROW_IS_HARMLESS = new Set(['pg_typeof', 'num_nulls', 'num_nonnulls', 'coalesce'])
const NEEDS_TABLE =
  /^(?:to_regclass|pg_get_serial_sequence|pg_(?:total_)?relation_size|pg_(?:table|indexes)_size|pg_relation_filepath|pg_get_partkeydef|row_security_active)$/
const DECIDES = new Set(['starts_with', 'position', 'strpos', 'regexp_match', 'regexp_like'])
const DATA_STATEMENTS = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'MergeStmt',
])
/** Besides those that read and write rows: these do to a view what they did to the table. */
const WORKS_ON_VIEWS = new Set([
  'LockStmt',
  'CreateTableAsStmt',
  'ViewStmt',
  'DeclareCursorStmt',
  'ExplainStmt',
  'PrepareStmt',
  'CallStmt',
])

/** Reads one statement and reports every name in it that changes. `isReturned`: its value is what the trigger returns. */
export function walkStatement(statement: unknown, context: WalkContext, isReturned = false): void {
  visit(statement, { scope: { sources: [], ctes: new Set() }, isCompared: isReturned }, context)
}

function visit(value: unknown, place: Place, context: WalkContext): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, place, context)
    return
  }
  if (!isFields(value)) return
  const node = tagged(value)
  if (node !== null) {
    visitTagged(node.tag, node.fields, place, context)
    return
  }
  if (typeof value['relname'] === 'string' && 'inh' in value) {
    visitRange(value, place, context, 'read')
    return
  }
  visitFields(value, place, context)
}

function visitFields(fields: Fields, place: Place, context: WalkContext): void {
  for (const [key, child] of Object.entries(fields)) {
    if (key === 'typeName' && isFields(child)) visitType(child, context, 'cast')
    // It names aliases of the statement's own FROM.
    else if (key !== 'lockingClause') visit(child, place, context)
  }
}

type Visit = (fields: Fields, place: Place, context: WalkContext) => void

const VISITS: Readonly<Record<string, Visit>> = {
  RangeVar: (fields, place, context) => visitRange(fields, place, context, 'read'),
  RangeTableSample: visitSample,
  ColumnRef: (fields, place, context) =>
    visitColumn(columnParts(fields), number(fields['location']), place, context),
  A_Indirection: visitIndirection,
  A_Expr: visitOperator,
  RowExpr: (fields, place, context) => visit(fields['args'], { ...place, call: 'row' }, context),
  NullTest: (fields, place, context) =>
    visit(fields['arg'], { ...place, isCompared: true }, context),
  CaseExpr: visitCase,
  TypeCast: visitCast,
  FuncCall: visitCall,
  CurrentOfExpr: (_fields, place, context) => {
    for (const { table } of place.scope.sources) {
      if (table !== undefined) context.emit('table-only', table.name, undefined, 'where current of')
    }
  },
  A_Const: visitConstant,
  SQLValueFunction: (fields, _place, context) => {
    if (/^SVFOP_(?:CURRENT_USER|CURRENT_ROLE|USER)$/.test(text(fields['op']) ?? ''))
      context.emit('writer', 'current_user', number(fields['location']))
  },
  TypeName: (fields, _place, context) => visitType(fields, context, 'cast'),
}

function visitTagged(tag: string, fields: Fields, place: Place, context: WalkContext): void {
  if (DATA_STATEMENTS.has(tag)) visitData(tag, fields, place, context)
  else if (tag.endsWith('Stmt') && !WORKS_ON_VIEWS.has(tag)) {
    visitUtility(tag, fields, place, context)
  } else (VISITS[tag] ?? visitFields)(fields, place, context)
}

function visitData(tag: string, fields: Fields, place: Place, context: WalkContext): void {
  const scope = scopeOf(fields, place.scope, {
    tableOf: (range) => tableOf(range, context, place.scope),
    visitCte: (query, ctes) => visit(query, { scope: { ...place.scope, ctes } }, context),
    transitions: context.transitions,
  })
  const here: Place = { ...place, scope }
  const target = isFields(fields['relation']) ? fields['relation'] : undefined
  if (target !== undefined) visitTarget(tag, target, fields, context)
  if (tag === 'SelectStmt') {
    for (const { table } of losesGrouping(fields, scope, context.names.aggregates)) {
      context.emit('table-only', table.name, undefined, 'group by its key')
    }
  }
  for (const [key, child] of Object.entries(fields)) {
    if (key === 'relation' || key === 'withClause' || key === 'lockingClause') continue
    visit(child, here, context)
  }
}

/** The table that a statement writes to; a common table expression cannot be one. */
function visitTarget(tag: string, target: Fields, statement: Fields, context: WalkContext): void {
  const table = tableOf(target, context, undefined)
  if (table === undefined) return
  const location = nameLocation(target)
  const conflict = isFields(statement['onConflictClause']) ? statement['onConflictClause'] : {}
  const infer = isFields(conflict['infer']) ? conflict['infer'] : {}
  const constraint = text(infer['conname'])
  if (tag === 'MergeStmt' && context.names.serverVersion < 170_000) {
    context.emit('table-only', table.name, location, 'merge')
  } else if (constraint !== undefined) {
    context.emit('table-only', table.name, location, `on conflict on constraint ${constraint}`)
  } else {
    context.emit('write', table.name, location, aliasOf(target))
  }
}

function visitRange(
  fields: Fields,
  place: Place,
  context: WalkContext,
  kind: ReferenceKind,
  detail?: string,
): void {
  const table = tableOf(fields, context, place.scope)
  if (table !== undefined) {
    context.emit(kind, table.name, nameLocation(fields), detail ?? aliasOf(fields))
  }
  const name = text(fields['relname']) ?? ''
  if (context.names.tables.some((candidate) => candidate.sequences.includes(name))) {
    context.emit('sequence', name, nameLocation(fields))
  }
}

function visitSample(fields: Fields, place: Place, context: WalkContext): void {
  const range = as(fields['relation'], 'RangeVar')
  if (range !== null) visitRange(range, place, context, 'table-only', 'tablesample')
  visit(fields['args'], place, context)
}

/** Statements about the table itself, not about its rows. */
function visitUtility(tag: string, fields: Fields, place: Place, context: WalkContext): void {
  const detail = wordsOf(tag)
  // Of a table that is being made only what it is made from matters.
  const { relation: made, ...others } = fields
  const searched = tag === 'CreateStmt' ? others : { ...others, made }
  for (const range of collect(searched, rangeVar)) {
    const kind = tag === 'CreateStmt' && !isKeyTarget(searched, range) ? 'read' : 'table-only'
    visitRange(range, place, context, kind, detail)
  }
  for (const type of collect(searched, typeName)) visitType(type, context, 'cast')
  for (const parts of namesInObject(fields)) {
    const [schema, name] = parts.length > 1 ? parts.slice(-2) : [undefined, parts[0]]
    const table = resolveTable(context.names, context.path, { schema, name: name ?? '' })
    if (table !== undefined) context.emit('table-only', table.name, undefined, detail)
  }
  visit(
    collect(fields, (node) => (as(node, 'SelectStmt') ? node : undefined)),
    place,
    context,
  )
}

function rangeVar(node: unknown): Fields | undefined {
  return isFields(node) && typeof node['relname'] === 'string' && 'inh' in node ? node : undefined
}

function typeName(node: unknown): Fields | undefined {
  return isFields(node) && isFields(node['typeName']) ? node['typeName'] : undefined
}

/** Whether a table is what a foreign key points at, or what another inherits from. */
function isKeyTarget(statement: Fields, range: Fields): boolean {
  const targets = collect(statement, (node) =>
    isFields(node) && isFields(node['pktable']) ? node['pktable'] : undefined,
  )
  return targets.includes(range) || collect(statement['inhRelations'], rangeVar).includes(range)
}

/** COMMENT and DROP name what they are about as lists of strings. */
function namesInObject(fields: Fields): readonly (readonly string[])[] {
  const type = text(fields['objtype']) ?? text(fields['removeType']) ?? ''
  const lists = [fields['object'], ...list(fields['objects'])].flatMap((object) => {
    const parts = strings(as(object, 'List')?.['items'])
    return parts.length === 0 ? [] : [parts]
  })
  if (/^OBJECT_(?:TABLE|SEQUENCE|VIEW|INDEX)$/.test(type)) return lists
  if (/^OBJECT_(?:COLUMN|TRIGGER|POLICY|RULE|TABCONSTRAINT)$/.test(type)) {
    return lists.map((parts) => parts.slice(0, -1))
  }
  return []
}

function visitColumn(
  parts: readonly string[],
  location: number | undefined,
  place: Place,
  context: WalkContext,
): void {
  const [first = '', second] = parts
  if (context.rows.has(first)) visitRow(first, second, location, place, context)
  else if (parts.length === 1 && context.tableNames.has(first)) {
    const decides = place.call !== undefined && DECIDES.has(place.call)
    context.emit(decides ? 'table-branch' : 'table-data', first, location)
  } else if (parts.length === 1 && context.rowTexts.has(first)) {
    if (place.isCompared !== true) context.emit('row-json', first, location)
  } else visitSourceColumn(parts, location, place, context)
}

/** A column of a transition table, or a system column of a table that becomes a view. */
function visitSourceColumn(
  parts: readonly string[],
  location: number | undefined,
  place: Place,
  context: WalkContext,
): void {
  const name = parts.at(-1) ?? ''
  const source =
    parts.length > 1
      ? sourceNamed(place.scope, parts.at(-2) ?? '')
      : place.scope.sources.find((candidate) => isOwnColumn(candidate, name))
  if (source?.isTransition === true) {
    if (name === '*') context.emit('row-spread', source.name, location)
    else context.emit('field', name, location, source.name)
  } else if (source?.table !== undefined && SYSTEM_COLUMNS.has(name)) {
    context.emit('table-only', source.table.name, location, `the system column ${name}`)
  }
}

function isOwnColumn(source: Source, name: string): boolean {
  return source.isTransition || (source.table !== undefined && SYSTEM_COLUMNS.has(name))
}

function visitRow(
  row: string,
  column: string | undefined,
  location: number | undefined,
  place: Place,
  context: WalkContext,
): void {
  if (column !== undefined && column !== '*') {
    context.emit('field', column, location, row)
    return
  }
  if (place.isCompared === true) return
  const { call } = place
  if (call === undefined)
    context.emit(column === '*' ? 'row-spread' : 'row-argument', row, location)
  else if (call === 'row') context.emit('row-spread', row, location)
  else if (ROW_TO_TEXT.test(call)) context.emit('row-json', row, location, call)
  else if (!ROW_IS_HARMLESS.has(call)) context.emit('row-argument', row, location, call)
}

/** `(new).stage` */
function visitIndirection(fields: Fields, place: Place, context: WalkContext): void {
  const inner = as(fields['arg'], 'ColumnRef')
  const [step] = list(fields['indirection'])
  const column = as(step, 'A_Star') === null ? text(as(step, 'String')?.['sval']) : '*'
  if (inner !== null && column !== undefined && columnParts(inner).length === 1) {
    visitColumn([...columnParts(inner), column], number(inner['location']), place, context)
    return
  }
  visit(fields['arg'], place, context)
  visit(fields['indirection'], place, context)
}

function visitOperator(fields: Fields, place: Place, context: WalkContext): void {
  const [left, right] = [fields['lexpr'], fields['rexpr']]
  const operator = strings(fields['name']).at(-1) ?? ''
  const kind = text(fields['kind']) ?? 'AEXPR_OP'
  if (/^(?:->>?|\?|-)$/.test(operator) && isRowText(left, context)) {
    visitKey(right, operator, left, place, context)
    return
  }
  if (operator === '#=' && isRow(left, context)) {
    const [key] = list(as(right, 'FuncCall')?.['args'])
    visitKey(key, operator, left, place, context)
    return
  }
  const joins = kind === 'AEXPR_OP' && /^(?:\|\||\+|-|\*|\/|%)$/.test(operator)
  if (!joins && mentions([left, right], context.tableNames)) {
    const [side, other] = mentions(left, context.tableNames) ? [left, right] : [right, left]
    const isPattern = /^(?:AEXPR_I?LIKE|AEXPR_SIMILAR)$/.test(kind) || operator.includes('~')
    emitDecision(side, other, isPattern, context)
    visit(other, place, context)
    return
  }
  // Two rows that are compared are compared as before, whatever their columns are called.
  const isCompared = !joins && hasRow(left, context) && hasRow(right, context)
  const inner = isCompared ? { ...place, isCompared } : place
  visit(left, inner, context)
  visit(right, inner, context)
}

/** A row as JSON of which one key is taken is as good as a column of the row. */
function visitKey(
  key: unknown,
  operator: string,
  row: unknown,
  place: Place,
  context: WalkContext,
): void {
  const name = stringConstant(key)
  if (operator === '-') {
    visit(row, place, context)
    return
  }
  if (name !== undefined) {
    context.emit('field', name, locationOf(key), 'its JSON')
    return
  }
  if (mentions(key, new Set(['tg_argv'])))
    context.emit('arguments-in-sql', 'tg_argv', locationOf(row))
  else context.emit('row-json', 'new', locationOf(row))
}

/** A decision by the trigger's table matters where it is about a name that changes. */
function emitDecision(
  side: unknown,
  other: unknown,
  isPattern: boolean,
  context: WalkContext,
): void {
  const constants = collect(other, stringConstant)
  const isOpen = collect(other, (node) => as(node, 'ColumnRef') ?? undefined).length > 0
  const isStale = isAboutChangedName(constants, context)
  const branches = isOpen || isPattern || isStale
  const [found] = collect(side, (node) => {
    const column = as(node, 'ColumnRef')
    const [name = ''] = column === null ? [] : columnParts(column)
    return column !== null && context.tableNames.has(name)
      ? { name, location: number(column['location']) }
      : undefined
  })
  context.emit(
    branches ? 'table-branch' : 'table-data',
    found?.name ?? 'tg_table_name',
    found?.location,
  )
}

/** Whether a decision between these texts comes out differently afterwards. One that knows both names does not. */
export function isAboutChangedName(
  constants: readonly string[],
  context: Pick<WalkContext, 'names' | 'path'>,
): boolean {
  return context.names.tables.some((table) => {
    const knowsOld = constants.some(
      (value) => tableInText(context.names, context.path, value) === table,
    )
    return knowsOld !== constants.includes(table.newName)
  })
}

function visitCase(fields: Fields, place: Place, context: WalkContext): void {
  if (isFormerName({ CaseExpr: fields })) return
  const { arg, ...others } = fields
  if (arg !== undefined && mentions(arg, context.tableNames)) {
    const whens = list(fields['args']).map((when) => as(when, 'CaseWhen')?.['expr'])
    emitDecision(arg, whens, false, context)
  } else visit(arg, place, context)
  visitFields(others, place, context)
}

function visitCast(fields: Fields, place: Place, context: WalkContext): void {
  const type = isFields(fields['typeName']) ? fields['typeName'] : {}
  const { arg } = fields
  const typeNames = strings(type['names'])
  const value = stringConstant(arg)
  if (typeNames.at(-1) === 'regclass' && value !== undefined) {
    const table = tableInText(context.names, context.path, value)
    if (table !== undefined) context.emit('table-only', table.name, locationOf(arg), 'regclass')
    else visit(arg, place, context)
    return
  }
  const target = typeTable(type, context)
  if (isRow(arg, context)) {
    if (target !== undefined) context.emit('row-cast', target.name, number(type['location']))
    else visit(arg, { ...place, call: place.call ?? 'text' }, context)
    return
  }
  visitType(type, context, 'cast')
  visit(arg, place, context)
}

function visitCall(fields: Fields, place: Place, context: WalkContext): void {
  if (setsKnownKeys(fields, place, context)) return
  const parts = strings(fields['funcname'])
  if (parts.at(-1) === 'pg_trigger_depth')
    context.emit('depth', 'pg_trigger_depth()', number(fields['location']))
  const { args, funcname: _name, ...others } = fields
  for (const item of list(args)) visitArgument(item, parts, place, context)
  visitFields(others, { ...place, call: parts.at(-1) ?? '' }, context)
}

function visitArgument(
  argument: unknown,
  name: readonly string[],
  place: Place,
  context: WalkContext,
): void {
  const call = name.at(-1) ?? ''
  const value = stringConstant(argument)
  const table = value === undefined ? undefined : tableInText(context.names, context.path, value)
  if (table === undefined) {
    visit(argument, { ...place, call }, context)
  } else if (NEEDS_TABLE.test(call) && place.isCompared !== true) {
    context.emit('table-only', table.name, locationOf(argument), call)
  } else {
    context.emit('text', table.name, locationOf(argument), name.join('.'))
  }
}

/** `jsonb_populate_record(new, jsonb_build_object('name', …))` is as good as assignments to those columns. */
function setsKnownKeys(fields: Fields, place: Place, context: WalkContext): boolean {
  const call = strings(fields['funcname']).at(-1) ?? ''
  const [first, second] = list(fields['args'])
  if (!/^jsonb?_populate_record$/.test(call) || !isRow(first, context)) return false
  const built = as(second, 'FuncCall')
  if (!/^jsonb?_build_object$/.test(strings(built?.['funcname']).at(-1) ?? '')) return false
  const keys = list(built?.['args'])
    .filter((_, index) => index % 2 === 0)
    .map(stringConstant)
  if (keys.includes(undefined)) return false
  for (const key of keys) context.emit('field', key ?? '', locationOf(first), 'its JSON')
  visit(built?.['args'], place, context)
  return true
}

function visitConstant(fields: Fields, place: Place, context: WalkContext): void {
  const value = stringConstant({ A_Const: fields })
  if (value === undefined) return
  const location = number(fields['location'])
  const table = tableInText(context.names, context.path, value)
  if (table !== undefined) context.emit('text', table.name, location, place.call)
  const plain = value.replace(/^public\./, '').replaceAll('"', '')
  if (context.names.tables.some((candidate) => candidate.sequences.includes(plain))) {
    context.emit('sequence', plain, location)
  }
}

function visitType(type: Fields, context: WalkContext, kind: ReferenceKind): void {
  const table = typeTable(type, context)
  if (table !== undefined) context.emit(kind, table.name, number(type['location']))
}

function typeTable(type: Fields, context: WalkContext): RenamedTable | undefined {
  const parts = strings(type['names'])
  const isColumn = type['pct_type'] === true
  const [schema, name] = (isColumn ? parts.slice(0, -1) : parts).slice(-2)
  return name === undefined
    ? resolveTable(context.names, context.path, { schema: undefined, name: schema ?? '' })
    : resolveTable(context.names, context.path, { schema, name })
}

function tableOf(
  range: Fields,
  context: WalkContext,
  scope: Scope | undefined,
): RenamedTable | undefined {
  const name = text(range['relname']) ?? ''
  const schema = text(range['schemaname'])
  if (schema === undefined && (scope?.ctes.has(name) === true || context.own.has(name)))
    return undefined
  return resolveTable(context.names, context.path, { schema, name })
}

function aliasOf(range: Fields): string | undefined {
  return isFields(range['alias']) ? text(range['alias']['aliasname']) : undefined
}

/** Where the table's own name begins: the parser points at the schema where there is one. */
function nameLocation(range: Fields): number | undefined {
  return number(range['location'])
}

/** Parts of a column reference; a star is `*`. */
export function columnParts(fields: Fields): readonly string[] {
  return list(fields['fields']).map((part) =>
    as(part, 'A_Star') === null ? (text(as(part, 'String')?.['sval']) ?? '') : '*',
  )
}

function locationOf(node: unknown): number | undefined {
  return number(tagged(node)?.fields['location'])
}

function isRow(node: unknown, context: WalkContext): boolean {
  const column = as(node, 'ColumnRef')
  if (column === null) return false
  const [name = '', second] = columnParts(column)
  return context.rows.has(name) && (second === undefined || second === '*')
}

/** A row made into JSON or hstore, with nothing else in it. */
export function isRowText(node: unknown, context: Pick<WalkContext, 'rows' | 'rowTexts'>): boolean {
  const whole = context as WalkContext
  const column = as(node, 'ColumnRef')
  if (column !== null) return context.rowTexts.has(columnParts(column)[0] ?? '')
  const cast = as(node, 'TypeCast')
  if (cast !== null) return isRowText(cast['arg'], context)
  const operator = as(node, 'A_Expr')
  if (operator !== null && strings(operator['name']).at(-1) === '-') {
    return isRowText(operator['lexpr'], context)
  }
  const call = as(node, 'FuncCall')
  const args = list(call?.['args'])
  return (
    /^(?:to_jsonb?|row_to_json|hstore)$/.test(strings(call?.['funcname']).at(-1) ?? '') &&
    args.length === 1 &&
    isRow(args[0], whole)
  )
}

function hasRow(node: unknown, context: WalkContext): boolean {
  return (
    collect(node, (inner) =>
      isRow(inner, context) || isRowText(inner, context) ? true : undefined,
    ).length > 0
  )
}

/** Whether a value is made of one of these names. */
export function mentions(node: unknown, names: ReadonlySet<string>): boolean {
  if (Array.isArray(node)) return node.some((item) => mentions(item, names))
  if (!isFields(node) || isFormerName(node)) return false
  const column = as(node, 'ColumnRef')
  if (column !== null)
    return columnParts(column).length === 1 && names.has(columnParts(column)[0] ?? '')
  return Object.values(node).some((child) => mentions(child, names))
}

/**
 * `case when tg_table_name in ('deals', 'opportunities') then 'deals' else tg_table_name end`: what the table was called all along,
 * on either side. The changed functions of a dry run are written so.
 */
export function isFormerName(node: unknown): boolean {
  const choice = as(node, 'CaseExpr')
  if (choice === null || choice['arg'] !== undefined) return false
  const column = plainColumn(choice['defresult'])
  return (
    column !== undefined &&
    list(choice['args']).every((item) => {
      const when = as(item, 'CaseWhen')
      const test = as(when?.['expr'], 'A_Expr')
      const names = list(as(test?.['rexpr'], 'List')?.['items']).map(stringConstant)
      return (
        text(test?.['kind']) === 'AEXPR_IN' &&
        plainColumn(test?.['lexpr']) === column &&
        names.length === 2 &&
        names.includes(stringConstant(when?.['result']))
      )
    })
  )
}

function plainColumn(node: unknown): string | undefined {
  const column = as(node, 'ColumnRef')
  const parts = column === null ? [] : columnParts(column)
  return parts.length === 1 ? parts[0] : undefined
}

/** `AlterTableStmt` → `alter table` */
function wordsOf(tag: string): string {
  return tag
    .replace(/Stmt$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
}
