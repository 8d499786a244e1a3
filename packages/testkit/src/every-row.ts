import { connect, ident, type Sql } from '@valence/db'
import type { TestDatabase } from './test-database.ts'

/** A column as a database has it, of whatever release: what is forgotten in a list of ours is in this one. */
interface FoundColumn {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly labels: readonly string[] | null
  readonly isNotNull: boolean
  readonly isKey: boolean
  /** What the checks that name it say. */
  readonly checks: readonly string[]
}

const ROWS = 4
/** Keys of what is written: no row of an installation has them. */
const FIRST_KEY = 1_000_000

/**
 * Writes rows into every table of `public`: with a value in every column, or in all that the checks allow together, and with nothing
 * where nothing may be. Past triggers, which would write others.
 * @throws where a column stays without a value
 */
export async function writeEveryRow(database: TestDatabase): Promise<void> {
  const sql = connect(database.superuserUrl, { max: 1 })
  try {
    await sql.unsafe('set session_replication_role = replica')
    const columns = await columnsOf(sql)
    for (const table of new Set(columns.map((one) => one.table))) {
      const own = columns.filter((one) => one.table === table)
      for (const [index, some] of selections(own).entries()) {
        for (let n = 1; n <= ROWS; n += 1) await tryRow(sql, table, some, index * ROWS + n)
      }
      await requireValues(sql, table, own)
    }
  } finally {
    await sql.end()
  }
}

/** All columns; those that have to be; and both, with but one of those that exclude or need each other. */
function selections(columns: readonly FoundColumn[]): readonly (readonly FoundColumn[])[] {
  const needed = columns.filter(({ isNotNull }) => isNotNull)
  const choices = columns.filter(({ checks }) => checks.some((check) => /num_nonnulls/.test(check)))
  return [
    columns,
    needed,
    ...choices.flatMap((one) => [
      columns.filter((column) => column === one || !choices.includes(column)),
      [...needed, one],
    ]),
  ]
}

/** Whether a check or a key refuses it is the database's to say; that something was taken is looked at afterwards. */
async function tryRow(
  sql: Sql,
  table: string,
  columns: readonly FoundColumn[],
  n: number,
): Promise<void> {
  const literals = Math.max(1, ...columns.map((column) => literalsOf(column).length))
  for (let nth = 0; nth < literals; nth += 1) {
    const values = columns.map((column, place) => sqlValue(column, { place, n, nth }))
    const inserted = await sql
      .unsafe(
        `insert into ${table} (${columns.map(({ name }) => ident(name)).join(', ')})
         overriding system value values (${values.join(', ')})`,
      )
      .then(
        () => true,
        () => false,
      )
    if (inserted) return
  }
}

function literalsOf({ checks, labels, type }: FoundColumn): readonly string[] {
  if (labels !== null) return labels.map((label) => `'${label}'`)
  if (type !== 'text') return []
  return checks.flatMap((check) => check.match(/'[^']+'/g) ?? [])
}

function sqlValue(
  column: FoundColumn,
  { place, n, nth }: { readonly place: number; readonly n: number; readonly nth: number },
): string {
  const literals = literalsOf(column)
  if (literals.length > 0) return literals[(n + nth) % literals.length] ?? 'null'
  if (column.name === 'id') return String(FIRST_KEY + n)
  // The first rows are there in every table.
  if (column.isKey) return String(FIRST_KEY + 1 + ((n - 1) % ROWS))
  const day = `${2030 + place}-05-${10 + n}`
  const values: Readonly<Record<string, string>> = {
    text: `'kept ${place} ${n}'`,
    citext: `'kept ${place} ${n}'`,
    boolean: String(n % 2 === 0),
    date: `'${day}'`,
    'timestamp with time zone': `'${day} 12:00:00.123456Z'`,
    json: `'{"kept": [${place}, ${n}, null]}'`,
    jsonb: `'{"kept": [${place}, ${n}, null]}'`,
    'jsonb[]': `array['{"kept": ${place}}', null]::jsonb[]`,
    'json[]': `array['{"kept": ${place}}', null]::json[]`,
    'text[]': `array['kept ${place}', null]`,
    'bigint[]': `array[${n}, ${place}]`,
    uuid: `'00000000-0000-4000-8000-${String(place * 1000 + n).padStart(12, '0')}'`,
    smallint: String(20 + place),
    integer: String(20 + place),
    bigint: String(20 + place),
    numeric: `${place}.5`,
    'double precision': `${place}.5`,
    real: `${place}.5`,
  }
  // Of another schema than the catalog's: an extension's.
  const value = values[column.type.replace(/^\w+\./, '')]
  if (value === undefined) throw new Error(`Say what a value of type ${column.type} looks like`)
  return value
}

async function requireValues(
  sql: Sql,
  table: string,
  columns: readonly FoundColumn[],
): Promise<void> {
  const missing = columns.map(
    ({ name }) => `case when count(${ident(name)}) = 0 then '${name}' end`,
  )
  const [row] = await sql.unsafe<{ missing: string }[]>(
    `select concat_ws(', ', ${missing.join(', ')}) as missing from ${table}`,
  )
  if (row?.missing !== '') throw new Error(`No row of ${table} has a value in ${row?.missing}`)
}

async function columnsOf(sql: Sql): Promise<readonly FoundColumn[]> {
  return await sql<FoundColumn[]>`
    select
      format('%I.%I', 'public', c.relname) as table,
      a.attname as name,
      format_type(a.atttypid, null) as type,
      (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum as e where e.enumtypid = a.atttypid) as labels,
      a.attnotnull as "isNotNull",
      a.attname = 'id' or exists (
        select from pg_constraint as k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey)
      ) and a.atttypid = 'bigint'::regtype as "isKey",
      array(
        select pg_get_constraintdef(k.oid)
        from pg_constraint as k
        where k.conrelid = c.oid and k.contype = 'c' and a.attnum = any (k.conkey)
        order by k.conname
      ) as checks
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    order by c.relname, a.attnum`
}

/** Every row of every table, and where the sequences are. */
export async function everyRow({ sql }: TestDatabase): Promise<readonly EveryRow[]> {
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`
  const found: EveryRow[] = []
  for (const { name } of tables) {
    const rows = await sql.unsafe<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) as row from public.${ident(name)} as t order by to_jsonb(t)::text`,
    )
    found.push(...rows.map(({ row }) => ({ table: name, row })))
  }
  const sequences = await sql<{ table: string; row: Record<string, unknown> }[]>`
    select 'sequence ' || s.sequencename as table, jsonb_build_object('at', s.last_value) as row
    from pg_sequences as s where s.schemaname = 'public' order by s.sequencename`
  return [...found, ...sequences]
}

interface EveryRow {
  readonly table: string
  readonly row: Readonly<Record<string, unknown>>
}

/** Rows of before without what later releases added to them. */
export function asBefore(
  before: readonly EveryRow[],
  after: readonly EveryRow[],
): readonly EveryRow[] {
  const columns = new Map(before.map(({ table, row }) => [table, Object.keys(row)]))
  return after.flatMap(({ table, row }) => {
    const names = columns.get(table)
    if (names === undefined) return []
    return [{ table, row: Object.fromEntries(names.map((name) => [name, row[name]])) }]
  })
}
