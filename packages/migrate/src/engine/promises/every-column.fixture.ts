import { ident, type Transaction } from '@valence/db'
import {
  type Column,
  clientTables,
  manifest,
  newTables,
  type Table,
} from '@valence/schema/manifest'
import type { TestDatabase } from '@valence/testkit'

/** Values to try in a column, as SQL; `place` is where it stands in its table, so that what comes later is more. */
function valuesFor(table: Table, { name, type }: Column, place: number): readonly string[] {
  const constraints = table.constraints.filter(({ columns }) => columns.includes(name))
  const key = constraints.find(({ references }) => references !== null)?.references
  if (key !== null && key !== undefined) {
    return [0, 1, 2, 3].map(
      (offset) =>
        `(select r.id from ${key.table} as r order by r.id desc offset ${offset} limit 1)`,
    )
  }
  const labels = manifest().types.find((one) => `${one.schema}.${one.name}` === type)?.labels
  if (labels !== undefined) return labels.toReversed().map((label) => `'${label}'`)
  const literals = constraints
    .filter(({ kind }) => kind === 'check' && type === 'text')
    .flatMap(({ definition }) => definition.match(/'[^']+'/g) ?? [])
  return [...literals.toReversed(), plainValue(type, place)]
}

function plainValue(type: string, place: number): string {
  const day = `${2030 + place}-05-10`
  const values: Readonly<Record<string, string>> = {
    text: `'kept ${place}'`,
    boolean: 'true',
    date: `'${day}'`,
    'timestamp with time zone': `'${day} 12:00Z'`,
    jsonb: `'{"kept": ${place}}'`,
    'jsonb[]': `array['{"kept": ${place}}']::jsonb[]`,
    smallint: String(20 + place),
    integer: String(20 + place),
    bigint: String(20 + place),
  }
  const value = values[type]
  if (value === undefined) throw new Error(`Say what a value of type ${type} looks like`)
  return value
}

/** Columns that some check allows only together with this one. */
function together({ columns, constraints }: Table, column: Column): readonly Column[] {
  const names = constraints
    .filter((one) => one.kind === 'check' && one.columns.includes(column.name))
    .flatMap((one) => one.columns)
  return columns.filter((one) => one.isAdded && (one === column || names.includes(one.name)))
}

/**
 * Writes a value into each column that the migration adds to a table of the installation, each in a row of its own, as a client
 * does; where a trigger refuses that to everyone, past it.
 */
export async function writeEveryAddedColumn(database: TestDatabase): Promise<number> {
  let written = 0
  for (const table of clientTables()) {
    const rows = await database.sql.unsafe<{ id: string }[]>(
      `select t.id::text as id from public.${ident(table.name)} as t order by t.id limit 60`,
    )
    const free = rows.map(({ id }) => id)
    for (const column of table.columns.filter(({ isAdded }) => isAdded)) {
      const values = variants(table, together(table, column))
      const id = await firstAccepted(
        database,
        free.flatMap((row) => values.map((some) => updateOf(table, column, some, row))),
      )
      free.splice(free.indexOf(id), 1)
      written += 1
    }
  }
  return written
}

/** Answers with the row, where it took the value and kept it. */
function updateOf(
  table: Table,
  { name }: Column,
  values: Readonly<Record<string, string>>,
  id: string,
): string {
  const assignments = Object.entries(values).map(([one, value]) => `${ident(one)} = ${value}`)
  return `
    update public.${ident(table.name)} set ${assignments.join(', ')}
    where id = ${id} and ${ident(name)} is distinct from ${values[name]}
    returning case when ${ident(name)} is not distinct from ${values[name]} then id::text end as kept`
}

/** A row in each table of the new shape, with a value in every column that its checks allow one in. */
export async function writeEveryNewTable(database: TestDatabase): Promise<void> {
  for (const table of newTables()) {
    const columns = table.columns.filter(({ identity }) => identity === null)
    await firstAccepted(
      database,
      [columns, ...onlyOnes(table, columns)].flatMap((some) =>
        variants(table, some).map(
          (values) =>
            `insert into public.${ident(table.name)} (${Object.keys(values).map(ident).join(', ')})
             values (${Object.values(values).join(', ')})
             returning 'new' as kept`,
        ),
      ),
    )
  }
}

/** Of columns that a check allows but one of, one at a time. */
function onlyOnes(table: Table, columns: readonly Column[]): readonly (readonly Column[])[] {
  const choices = table.constraints.filter(({ definition }) =>
    /num_nonnulls.* = 1/.test(definition),
  )
  return choices.flatMap((choice) =>
    choice.columns.map((one) =>
      columns.filter(({ name }) => name === one || !choice.columns.includes(name)),
    ),
  )
}

/** Assignments of the n-th value of each column, as far as there are so many. */
function variants(
  table: Table,
  columns: readonly Column[],
): readonly Readonly<Record<string, string>>[] {
  const values = columns.map((column) => ({
    name: column.name,
    values: valuesFor(table, column, table.columns.indexOf(column)),
  }))
  const most = Math.max(...values.map((one) => one.values.length))
  return Array.from({ length: most }, (_, n) =>
    Object.fromEntries(
      values.map((one) => [one.name, one.values[n] ?? one.values.at(-1) ?? 'null']),
    ),
  )
}

/** Runs statements until one answers that it kept what it wrote, with all triggers, and else without. */
async function firstAccepted(
  database: TestDatabase,
  statements: readonly string[],
): Promise<string> {
  let refusal: unknown
  for (const isPastTriggers of [false, true]) {
    for (const statement of statements) {
      try {
        return await database.sql.begin(async (tx: Transaction) => {
          if (isPastTriggers) await tx`set local session_replication_role = replica`
          const [row] = await tx.unsafe<{ kept: string | null }[]>(statement)
          if (row?.kept == null) throw new Error('It is there already, or a trigger changed it')
          return row.kept
        })
      } catch (error) {
        refusal = error
      }
    }
  }
  throw new Error(`No row is accepted: ${statements.at(-1)}`, { cause: refusal })
}

/** The added columns of all rows, a line each. */
export async function addedValues(database: TestDatabase): Promise<readonly string[]> {
  const lines: string[] = []
  for (const { name, columns } of clientTables()) {
    const added = columns.filter(({ isAdded }) => isAdded)
    if (added.length === 0) continue
    const rows = await database.sql.unsafe<{ line: string }[]>(
      `select jsonb_build_object('id', t.id, ${added
        .map((column) => `'${column.name}', t.${ident(column.name)}`)
        .join(', ')})::text as line
       from public.${ident(name)} as t order by t.id`,
    )
    lines.push(...rows.map(({ line }) => `${name} ${line}`))
  }
  return lines
}
