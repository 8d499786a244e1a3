import { ident, qualified } from '@valence/db'
import { type Catalog, column, table } from '@valence/schema'
import type { CheckContext, Finding, GoNoGoCheck } from './finding.ts'

const TEXT = /^(?:text|character varying(?:\(\d+\))?|(?:\w+\.)?citext)$/
const KEY = /^(?:smallint|integer|bigint)$/

interface Wanted {
  readonly table: string
  readonly column: string
  readonly type: RegExp
  /** With which it may be added where it is missing: empty it is as good as any. */
  readonly addAs?: string
  /** Columns that hold the same in older installations, in one form or another. */
  readonly orElse?: readonly (readonly string[])[]
  /** The migration adds it where it is missing. */
  readonly isAdded?: boolean
}

/** Before January 2025; numbers of the first months had no type. */
const OLDER_EMAIL = [['email']]
const OLDER_PHONES = [
  ['phone_1_number', 'phone_1_type', 'phone_2_number', 'phone_2_type'],
  ['phone_number1', 'phone_number2'],
]

/** The columns that the backfills read, and the types they take. */
function wantedColumns({ shape, vector }: CheckContext['detection']): readonly Wanted[] {
  // In the first months tasks had no owner. Where one is missing later, the installation took it away, and may keep it elsewhere.
  const mayLackOwner = vector['contacts.email_jsonb'] === false
  const note = (name: string, parent: string): Wanted[] => [
    { table: name, column: 'id', type: KEY },
    { table: name, column: parent, type: KEY },
    { table: name, column: 'text', type: TEXT },
    { table: name, column: 'date', type: /^timestamp with time zone$/ },
    { table: name, column: 'sales_id', type: KEY, addAs: 'bigint' },
    { table: name, column: 'attachments', type: /^jsonb\[\]$/, addAs: 'jsonb[]' },
  ]
  return [
    { table: 'deals', column: 'id', type: KEY },
    { table: 'deals', column: 'stage', type: TEXT },
    { table: 'deals', column: 'company_id', type: KEY },
    { table: 'deals', column: 'contact_ids', type: /^bigint\[\]$/ },
    { table: 'contacts', column: 'id', type: KEY },
    { table: 'contacts', column: 'company_id', type: KEY },
    { table: 'companies', column: 'id', type: KEY },
    {
      table: 'contacts',
      column: 'email_jsonb',
      type: /^jsonb$/,
      addAs: 'jsonb',
      orElse: OLDER_EMAIL,
    },
    {
      table: 'contacts',
      column: 'phone_jsonb',
      type: /^jsonb$/,
      addAs: 'jsonb',
      orElse: OLDER_PHONES,
    },
    { table: 'tasks', column: 'sales_id', type: KEY, addAs: 'bigint', isAdded: mayLackOwner },
    {
      table: 'tasks',
      column: 'done_date',
      type: /^timestamp with time zone$|^date$/,
      addAs: 'timestamptz',
    },
    ...note(shape.opportunityNotes, 'deal_id'),
    ...note(shape.contactNotes, 'contact_id'),
    { table: shape.contactNotes, column: 'status', type: TEXT, addAs: 'text' },
  ]
}

/** What the migration reads must be there, in a type that it can carry. */
export const columnTypes: GoNoGoCheck = {
  id: 'column-type',
  async run(_sql, { catalog, detection }) {
    return [
      ...wantedColumns(detection).flatMap((wanted) => typeFinding(catalog, wanted)),
      ...collisions(catalog, detection),
      ...kinds(catalog),
    ]
  },
}

function typeFinding(catalog: Catalog, wanted: Wanted): readonly Finding[] {
  const name = `${wanted.table}.${wanted.column}`
  const found = column(table(catalog, wanted.table), wanted.column)
  if (found !== undefined && wanted.type.test(found.type)) return []
  if (found === undefined && (wanted.isAdded === true || hasOlder(catalog, wanted))) return []
  const message =
    found === undefined
      ? `The column ${name} is missing`
      : `The column ${name} has the type ${found.type}, which the migration does not carry`
  const fix =
    found === undefined
      ? fixForMissing(wanted)
      : `Give ${name} the type that Atomic CRM has, on a copy first.`
  return [blocker(message, name, fix)]
}

function fixForMissing({ table: name, column: missing, addAs }: Wanted): string {
  if (addAs === undefined) {
    return `Upgrade this installation to a later Atomic CRM, which has ${name}.${missing}, and look again.`
  }
  return `alter table ${qualified('public', name)} add column ${ident(missing)} ${addAs}; -- it may stay empty; or upgrade this installation to a later Atomic CRM`
}

function hasOlder(catalog: Catalog, { table: name, orElse = [] }: Wanted): boolean {
  return orElse.some((columns) =>
    columns.every((older) => TEXT.test(column(table(catalog, name), older)?.type ?? '')),
  )
}

/** Columns that would get the same name. */
function collisions(catalog: Catalog, { shape }: CheckContext['detection']): readonly Finding[] {
  const has = (name: string, columnName: string) =>
    column(table(catalog, name), columnName) !== undefined
  return [
    ...(shape.hasCamelCaseState && has('companies', 'state_abbr') ? ['companies.state_abbr'] : []),
    ...(has(shape.opportunityNotes, 'opportunity_id')
      ? [`${shape.opportunityNotes}.opportunity_id`]
      : []),
  ].map((name) =>
    blocker(
      `The column ${name} exists already, and the new schema needs the name`,
      name,
      `Rename ${name}.`,
    ),
  )
}

/** Names that the installation may have, but only as what Atomic CRM has under them. */
function kinds(catalog: Catalog): readonly Finding[] {
  const views = ['activity_log', 'deals_summary', 'companies_summary', 'contacts_summary']
  return catalog.relations
    .filter(
      (found) =>
        (views.includes(found.name) && found.kind !== 'view') ||
        (found.name === 'configuration' &&
          (found.kind !== 'table' || column(found, 'config')?.type !== 'jsonb')),
    )
    .map((found) =>
      blocker(
        `${found.name} is a ${found.kind} that the migration does not expect`,
        found.name,
        `Rename ${found.name}; the migration makes its own.`,
      ),
    )
}

function blocker(message: string, example: string, fix: string): Finding {
  return { check: 'column-type', severity: 'blocker', message, count: 1, examples: [example], fix }
}
