import { parsePlPgSQLSync } from '@valence/schema/parser'
import { type Fields, isFields, list, number, tagged, text } from './nodes.ts'
import { plainIdentifier, tokensOf } from './parse-body.ts'

/** A column that a trigger function takes from its row, and that the row does not have. */
export interface MissingField {
  /** As it is written: `new.first_name`. */
  readonly name: string
  /** In the body, from 1. */
  readonly line: number
}

/** The row of an UPDATE, as a trigger of this table sees it. */
export interface UpdatedRow {
  readonly table: string
  readonly columns: readonly string[]
}

const ROWS = ['new', 'old']
const SYSTEM_COLUMNS = ['tableoid', 'ctid', 'xmin', 'xmax', 'cmin', 'cmax']

/** `ends`: nothing behind is reached. `may-end`: perhaps. */
type Flow = 'goes-on' | 'may-end' | 'ends'

/**
 * The first column that every UPDATE of the table reaches and does not find, so that the statement fails. What stands behind a
 * condition that only the rows decide is not looked at: it may never be reached.
 * @param definition the whole `create function` of a function in PL/pgSQL
 */
export function missingField(definition: string, row: UpdatedRow): MissingField | null {
  const parsed: unknown = parsePlPgSQLSync(definition)
  const found: MissingField[] = []
  for (const item of list(isFields(parsed) ? parsed['plpgsql_funcs'] : undefined)) {
    const body = tagged(item)?.fields['action']
    walk([body], row, found)
  }
  return found[0] ?? null
}

function walk(statements: readonly unknown[], row: UpdatedRow, found: MissingField[]): Flow {
  for (const statement of statements) {
    const node = tagged(statement)
    if (node === null) continue
    const flow = walkOne(node.tag, node.fields, row, found)
    if (flow !== 'goes-on') return flow
  }
  return 'goes-on'
}

function walkOne(tag: string, fields: Fields, row: UpdatedRow, found: MissingField[]): Flow {
  if (tag === 'PLpgSQL_stmt_block') {
    // An error inside may be caught.
    return fields['exceptions'] === undefined ? walk(list(fields['body']), row, found) : 'may-end'
  }
  if (tag === 'PLpgSQL_stmt_if') return walkIf(fields, row, found)
  // The rows decide whether a loop or a case is entered.
  if (/PLpgSQL_stmt_(?:loop|while|fori|fors|forc|foreach_a|dynfors|case)/.test(tag))
    return 'may-end'
  look(fields, number(fields['lineno']) ?? 1, row, found)
  if (tag === 'PLpgSQL_stmt_return') return 'ends'
  return tag === 'PLpgSQL_stmt_raise' ? 'may-end' : 'goes-on'
}

function walkIf(fields: Fields, row: UpdatedRow, found: MissingField[]): Flow {
  const branches = [
    { lineno: fields['lineno'], cond: fields['cond'], stmts: fields['then_body'] },
    ...list(fields['elsif_list']).map((item) => tagged(item)?.fields ?? {}),
  ]
  for (const branch of branches) {
    const { cond, stmts } = branch as Fields
    look({ cond }, number((branch as Fields)['lineno']) ?? 1, row, found)
    const answer = answerOf(queryOf(cond), row)
    if (answer === true) return walk(list(stmts), row, found)
    if (answer === null) return 'may-end'
  }
  return walk(list(fields['else_body']), row, found)
}

/** What a comparison of the table's name or the operation comes to; null where it is about something else. */
function answerOf(condition: string, { table }: UpdatedRow): boolean | null {
  const words = tokensOf(condition).filter((token) => !token.isComment)
  const [subject, operator, value, ...others] = words
  if (subject === undefined || operator === undefined || value === undefined) return null
  const known: Readonly<Record<string, string>> = {
    tg_table_name: table,
    tg_relname: table,
    tg_op: 'UPDATE',
  }
  const is = known[plainIdentifier(subject.text)]
  if (is === undefined || !value.isString || others.length > 0) return null
  const isEqual = value.text.slice(1, -1) === is
  if (operator.text === '=') return isEqual
  return operator.text === '<>' || operator.text === '!=' ? !isEqual : null
}

/** Notes the columns of the trigger's rows in every expression below a node. */
function look(value: unknown, line: number, row: UpdatedRow, found: MissingField[]): void {
  if (Array.isArray(value)) {
    for (const item of value) look(item, line, row, found)
    return
  }
  if (!isFields(value)) return
  const query = text(value['query'])
  if (query !== undefined) found.push(...missingIn(query, line, row))
  for (const child of Object.values(value)) look(child, line, row, found)
}

function missingIn(sql: string, line: number, { columns }: UpdatedRow): readonly MissingField[] {
  const words = tokensOf(sql).filter((token) => !token.isComment)
  return words.flatMap((word, place) => {
    const [dot, field] = [words[place + 1], words[place + 2]]
    const isRow = word.isIdentifier && ROWS.includes(plainIdentifier(word.text))
    if (!isRow || words[place - 1]?.text === '.' || dot?.text !== '.') return []
    if (field === undefined || !field.isIdentifier) return []
    const column = plainIdentifier(field.text)
    if (columns.includes(column) || SYSTEM_COLUMNS.includes(column)) return []
    return [{ name: `${plainIdentifier(word.text)}.${column}`, line }]
  })
}

function queryOf(expression: unknown): string {
  return text(tagged(expression)?.fields['query']) ?? ''
}
