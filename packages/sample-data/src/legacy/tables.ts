import { boardPositions } from '../board.ts'
import { copyLine, numberArray, textArray } from '../copy-text.ts'
import { activeDefects, applyDefects, type DefectChoice } from '../defects.ts'
import { at } from '../random.ts'
import { type TableStream, tableStream } from '../table-stream.ts'
import { userTables } from '../user-tables.ts'
import { FREE_MAIL_DOMAINS } from '../words/mail-domains.ts'
import { TAGS } from '../words/tags.ts'
import { createWorld, type World, type WorldOptions } from '../world.ts'
import type { LegacyGeneration } from './generation.ts'
import {
  companyRow,
  contactNoteRow,
  contactRow,
  dealNoteRow,
  dealRow,
  type LegacyKind,
  type LegacyRows,
  taskRow,
} from './rows.ts'

export interface LegacyOptions extends WorldOptions {
  readonly generation: LegacyGeneration
  /**
   * Dirty rows: names; `'all'` (each of them at least once, without those that refuse a migration);
   * `'light'` (the default: a few harmless ones, at most 0.5 % of the rows); `'none'`.
   */
  readonly defects?: DefectChoice
}

/** Names of what differs between the generations. */
const NAMES = {
  g8: { contactNotes: 'contactNotes', dealNotes: 'dealNotes', state: 'stateAbbr' },
  g21: { contactNotes: 'contact_notes', dealNotes: 'deal_notes', state: 'state_abbr' },
} as const

/**
 * The tables of a legacy installation in an order in which foreign keys hold. `sales` is not among them: the
 * trigger on `auth.users` writes it, as it does when people sign up. Use `loadLegacy`, or run
 * `legacyBeforeLoad` and `legacyAfterLoad` around the copies.
 *
 * @throws RangeError when `deals` or `today` is out of range.
 */
export function legacyTables(options: LegacyOptions): readonly TableStream[] {
  const world = createWorld(options)
  const { generation } = options
  return [
    ...userTables(world),
    tableStream(
      { schema: 'public', table: 'tags', columns: ['id', 'name', 'color'] },
      TAGS.length,
      (id) => copyLine([id, ...at(TAGS, id - 1)]),
    ),
    ...businessTables(world, options),
    ...(generation === 'g8' ? [] : [mailDomainTable()]),
  ]
}

function businessTables(world: World, options: LegacyOptions): readonly TableStream[] {
  const { generation } = options
  const names = NAMES[generation]
  const defects = activeDefects(options.defects ?? 'light', generation)
  const { counts } = world

  function table<K extends LegacyKind>(
    kind: K,
    target: { readonly table: string; readonly columns: readonly string[] },
    rowOf: () => (id: number) => LegacyRows[K],
    textOf: (row: LegacyRows[K]) => string,
  ): TableStream {
    return {
      schema: 'public',
      ...target,
      rowCount: counts[kind],
      *lines() {
        const row = rowOf()
        for (let id = 1; id <= counts[kind]; id++) {
          yield textOf(applyDefects(defects, { world, generation, kind }, row(id)))
        }
      },
    }
  }

  const companyColumns = `id created_at name sector size linkedin_url website phone_number address zipcode city ${names.state} sales_id context_links country description revenue tax_identifier logo`
  return [
    table(
      'companies',
      { table: 'companies', columns: companyColumns.split(' ') },
      () => (id) => companyRow(world, generation, id),
      (row) => copyLine(Object.values(row)),
    ),
    table(
      'contacts',
      { table: 'contacts', columns: CONTACT_COLUMNS },
      () => (id) => contactRow(world, id),
      (row) =>
        copyLine(Object.values({ ...row, tags: row.tags === null ? null : numberArray(row.tags) })),
    ),
    table(
      'contactNotes',
      {
        table: names.contactNotes,
        columns: ['id', 'contact_id', 'text', 'date', 'sales_id', 'status', 'attachments'],
      },
      () => (id) => contactNoteRow(world, id),
      (row) => copyLine(Object.values({ ...row, attachments: fileArray(row.attachments) })),
    ),
    table(
      'deals',
      { table: 'deals', columns: DEAL_COLUMNS },
      () => {
        const position = boardPositions(world, (_id, life) => life.stage)
        return (id) => dealRow(world, generation, id, position)
      },
      (row) =>
        copyLine(
          Object.values({
            ...row,
            contact_ids: row.contact_ids === null ? null : numberArray(row.contact_ids),
          }),
        ),
    ),
    table(
      'dealNotes',
      {
        table: names.dealNotes,
        columns: ['id', 'deal_id', 'type', 'text', 'date', 'sales_id', 'attachments'],
      },
      () => (id) => dealNoteRow(world, id),
      (row) => copyLine(Object.values({ ...row, attachments: fileArray(row.attachments) })),
    ),
    table(
      'tasks',
      {
        table: 'tasks',
        columns: ['id', 'contact_id', 'type', 'text', 'due_date', 'done_date', 'sales_id'],
      },
      () => (id) => taskRow(world, generation, id),
      (row) => copyLine(Object.values(row)),
    ),
  ]
}

const CONTACT_COLUMNS =
  'id first_name last_name gender title background avatar first_seen last_seen has_newsletter status tags company_id sales_id linkedin_url email_jsonb phone_jsonb'.split(
    ' ',
  )
const DEAL_COLUMNS =
  'id name company_id contact_ids category stage description amount created_at updated_at archived_at expected_closing_date sales_id index'.split(
    ' ',
  )

function fileArray(files: readonly string[] | null): string | null {
  return files === null ? null : textArray(files)
}

function mailDomainTable(): TableStream {
  return tableStream(
    { schema: 'public', table: 'favicons_excluded_domains', columns: ['id', 'domain'] },
    FREE_MAIL_DOMAINS.length,
    (id) => copyLine([id, at(FREE_MAIL_DOMAINS, id - 1)]),
  )
}
