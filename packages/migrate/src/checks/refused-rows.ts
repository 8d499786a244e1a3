import { ident, inSavepoint, literal, qualified, type Transaction } from '@valence/db'
import { type Catalog, table } from '@valence/schema'
import { plainIdentifier, tokensOf } from '../stale-names/parse-body.ts'
import { type CheckContext, type Finding, type GoNoGoCheck, touchedTables } from './finding.ts'

/** What the new application gives with every row that it adds; all else may be missing. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  deals: ['id', 'name', 'stage', 'contact_ids', 'sales_id', 'index', 'created_at', 'updated_at'],
  contacts: [
    'id',
    'first_name',
    'last_name',
    'sales_id',
    'first_seen',
    'last_seen',
    'status',
    'tags',
    'has_newsletter',
    'email_jsonb',
    'phone_jsonb',
  ],
  companies: ['id', 'name', 'sales_id', 'created_at'],
  tasks: ['id', 'contact_id', 'text', 'type', 'due_date', 'sales_id'],
}
const OF_NOTES = [
  'id',
  'deal_id',
  'contact_id',
  'text',
  'date',
  'status',
  'attachments',
  'sales_id',
]

/** A row as the new application writes it: one that is there, with some columns changed. */
interface Trial {
  readonly table: string
  readonly words: string
  /** Column → SQL. */
  readonly changes: Readonly<Record<string, string>>
  /** What the check has to allow beside what it allows now. */
  readonly orElse: string | null
}

/** Rows of a table at most that stand for those that will be added. */
const ROWS = 100

/** Checks of the installation that refuse what the new application writes. */
export const refusedRows: GoNoGoCheck = {
  id: 'refused-row',
  async run(sql, context) {
    const constraints = await readChecks(sql, touchedTables(context.detection))
    const findings: Finding[] = []
    for (const constraint of constraints) {
      for (const trial of trialsFor(context, constraint.table)) {
        if (await isRefused(sql, context.catalog, constraint, trial)) {
          findings.push(findingOf(constraint, trial))
          break
        }
      }
    }
    return findings
  },
}

interface CheckConstraint {
  readonly table: string
  readonly name: string
  readonly expression: string
}

async function readChecks(
  sql: Transaction,
  tables: readonly string[],
): Promise<readonly CheckConstraint[]> {
  return await sql<CheckConstraint[]>`
    select c.relname as "table", k.conname as name, pg_get_expr(k.conbin, k.conrelid) as expression
    from pg_constraint as k
    join pg_class as c on c.oid = k.conrelid and c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    where k.contype = 'c' and c.relname = any (${[...tables]})
    order by 1, 2`
}

function trialsFor(context: CheckContext, name: string): readonly Trial[] {
  return [
    ...(name === 'tasks'
      ? [
          {
            table: name,
            words: 'A task about an organization or an opportunity has no contact_id, and',
            changes: { contact_id: 'null' },
            orElse: 'contact_id is null',
          },
        ]
      : []),
    ...(name === 'deals' ? stageTrials(context) : []),
    {
      table: name,
      words: `A new row of ${name} with nothing more than it must have`,
      changes: leftOut(context.catalog, name),
      orElse: null,
    },
  ]
}

/** Each new stage is written as an old one too: the first of the installation's that leads there, or Atomic CRM's. */
function stageTrials({ stages, stageRows, back }: CheckContext): readonly Trial[] {
  const values = [...new Set(Object.values(back))].filter(
    (value) => stageRows[value] === undefined && Object.hasOwn(stages.entries, value),
  )
  return values.map((value) => ({
    table: 'deals',
    words: `A deal in the stage "${value}", which the new application writes,`,
    changes: { stage: literal(value) },
    orElse: `stage = ${literal(value)}`,
  }))
}

function leftOut(catalog: Catalog, name: string): Readonly<Record<string, string>> {
  const given = GIVEN[name] ?? OF_NOTES
  const columns = table(catalog, name)?.columns ?? []
  return Object.fromEntries(
    columns
      .filter(
        (column) =>
          !column.isNotNull &&
          !column.hasDefault &&
          !column.isGenerated &&
          !given.includes(column.name),
      )
      .map((column) => [column.name, 'null']),
  )
}

/** Whether a check that holds for rows of now does not hold for such rows any more. What cannot be asked is not told. */
async function isRefused(
  sql: Transaction,
  catalog: Catalog,
  { table: name, expression }: CheckConstraint,
  { changes }: Trial,
): Promise<boolean> {
  const columns = table(catalog, name)?.columns ?? []
  const changed = columns
    .map((column) => {
      const value = changes[column.name]
      const own = ident(column.name)
      return value === undefined ? `t.${own}` : `${value}::${column.type} as ${own}`
    })
    .join(', ')
  const rows = `select t.* from ${qualified('public', name)} as t where ${expression} order by t.id desc limit ${ROWS}`
  try {
    const [found] = await inSavepoint(sql, (part) =>
      part.unsafe<{ refused: boolean }[]>(
        `select exists (
           select from (select ${changed} from (${rows}) as t) as ${ident(name)} where not (${expression})
         ) as refused`,
      ),
    )
    return found?.refused === true
  } catch {
    return false
  }
}

function findingOf(
  { table: name, name: check, expression }: CheckConstraint,
  { words, changes, orElse }: Trial,
): Finding {
  const [path, own] = [qualified('public', name), ident(check)]
  const missing = Object.keys(changes).filter((column) => namesColumn(expression, column))
  const allowed = orElse ?? missing.map((column) => `${ident(column)} is null`).join(' or ')
  const otherwise = orElse === null ? `; or give ${missing.join(' and ')} a default` : ''
  return {
    check: 'refused-row',
    severity: 'warning',
    message: `${words} is refused by the check ${check} of ${name}`,
    count: 0, // no row that is there is worse for it
    examples: [`${name}.${check}`],
    fix: `Let the check allow it, which changes nothing for the old application: alter table ${path} drop constraint ${own}, add constraint ${own} check ((${expression}) or ${allowed})${otherwise}`,
  }
}

function namesColumn(expression: string, column: string): boolean {
  return tokensOf(expression).some(
    (token) => token.isIdentifier && plainIdentifier(token.text) === column,
  )
}
