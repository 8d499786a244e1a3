import { columnsOf, ident, isTable, sqlFile, type Transaction } from '@valence/db'
import type { Column, Table } from '@valence/schema/manifest'
import type { PhaseContext } from '../../phase.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { parseQueries } from '../../sql/session/statements.ts'
import { as, collect, strings, tagged } from '../../stale-names/nodes.ts'
import { parseStatements } from '../../stale-names/parse-body.ts'
import { type ParkedRows, restoreInPlace } from './in-place.ts'
import { ownColumns, widenedTables } from './objects.ts'

const file = (name: string) => sqlFile(import.meta.url, name)

/** What the new columns of each table hold that the next run would not derive by itself. */
export function parkedColumns(context: PhaseContext): readonly ParkedRows[] {
  const rules = parseQueries(file('park.sql'))
  return widenedTables().map((table) => ({
    table: table.name,
    parked: parkedName(table),
    query: parkedQuery(ownColumns(context, table), rules[table.name] ?? withoutRules(table)),
  }))
}

function parkedName({ name }: Table): string {
  return `parked_${name}`
}

function withoutRules({ name }: Table): string {
  return `select t.id /* added columns */ from public.${ident(name)} as t where false /* or another column */`
}

function parkedQuery(columns: readonly Column[], rule: string): string {
  const ruled = columnsOfCondition(rule)
  const others = columns
    .filter(({ name }) => !ruled.includes(name))
    .map((column) => `or ${isNotByDefault(column)}`)
  return rule
    .replace('/* added columns */', columns.map(({ name }) => `, t.${ident(name)}`).join(''))
    .replace('/* or another column */', others.join('\n  '))
}

function isNotByDefault(column: Column): string {
  const name = `t.${ident(column.name)}`
  if (column.default === null) return `${name} is not null`
  return `${name} is distinct from ${column.default}`
}

function columnsOfCondition(query: string): readonly string[] {
  const [statement] = parseStatements(query)
  return collect(as(statement, 'SelectStmt')?.['whereClause'], (node) =>
    strings(as(node, 'ColumnRef')?.['fields']).at(-1),
  )
}

/** Gives the new columns back what an earlier rollback parked of them. */
export async function restoreColumns(tx: Transaction, context: PhaseContext): Promise<void> {
  for (const table of widenedTables()) {
    const parked = parkedName(table)
    if (!(await isTable(tx, parked, OWN_SCHEMA))) continue
    const statement = await restoreStatement(tx, context, table)
    await restoreInPlace(tx, { table: table.name, parked, statement })
  }
}

async function restoreStatement(
  tx: Transaction,
  context: PhaseContext,
  table: Table,
): Promise<string> {
  // Whoever parked them may have been of a version that did not know them all.
  const parked = await columnsOf(tx, OWN_SCHEMA, parkedName(table))
  const columns = ownColumns(context, table).filter(({ name }) => parked.includes(name))
  if (table.name === 'opportunities') {
    const rule = file('restore-opportunities.sql')
    const ruled = columnsSetBy(rule)
    const others = columns.filter(({ name }) => !ruled.includes(name))
    return rule.replace(
      '/* added columns */',
      others.map((column) => `, ${assignment(table, column)}`).join('\n    '),
    )
  }
  const update = `
    update public.${ident(table.name)} as t
    set ${columns.map((column) => assignment(table, column)).join(',\n      ')}
    from valence_migration.${ident(parkedName(table))} as p
    where p.id = t.id;`
  return table.name === 'tasks' ? `${file('restore-tasks.sql')}${update}` : update
}

function columnsSetBy(update: string): readonly string[] {
  const [statement] = parseStatements(update)
  return collect(as(statement, 'UpdateStmt')?.['targetList'], (node) => {
    const target = tagged(node)
    const name = target?.tag === 'ResTarget' ? target.fields['name'] : undefined
    return typeof name === 'string' ? name : undefined
  })
}

/** What a column refers to may have gone after the rollback. */
function assignment({ constraints }: Table, { name }: Column): string {
  const key = constraints.find(
    ({ columns, references }) => references !== null && columns.length === 1 && columns[0] === name,
  )?.references
  const column = ident(name)
  if (key === null || key === undefined) return `${column} = p.${column}`
  const parent = ident(key.columns[0] ?? 'id')
  return `${column} = (select r.${parent} from ${key.table} as r where r.${parent} = p.${column})`
}
