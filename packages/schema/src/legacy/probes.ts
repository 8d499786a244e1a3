import { type Catalog, column, relation, table } from './catalog.ts'

/** A question to the catalog whose answer flips at one step of the legacy schema's history. */
interface Probe {
  readonly id: string
  /** The first generation for which it holds. */
  readonly since: string
  /** Whether it holds for that generation alone: the next step took it back. */
  readonly isPassing?: true
  readonly holds: (catalog: Catalog) => boolean
}

const hasColumn = (tableName: string, columnName: string) => (catalog: Catalog) =>
  column(table(catalog, tableName), columnName) !== undefined
const has = (name: string) => (catalog: Catalog) => relation(catalog, name) !== undefined
const hasPolicy = (tableName: string, command: string) => (catalog: Catalog) =>
  table(catalog, tableName)?.policies.some((policy) => policy.command === command) ?? false
const hasFunction = (name: string) => (catalog: Catalog) =>
  catalog.functions.some((found) => found.schema === 'public' && found.name === name)
const isInvoker = (catalog: Catalog, view: string) =>
  relation(catalog, view)?.options.some((option) => /^security_invoker=(on|true)$/.test(option)) ??
  false

/**
 * In the order of history. Forks answer out of order, so no probe is derived from another. There is none for G21: it
 * gave grants that the platform's defaults had mostly given before.
 */
export const probes: readonly Probe[] = [
  {
    id: 'deals.start_at and deals.type',
    since: 'G0',
    isPassing: true,
    holds: (catalog) =>
      hasColumn('deals', 'start_at')(catalog) && hasColumn('deals', 'type')(catalog),
  },
  {
    id: 'deals.category without deals.expected_closing_date',
    since: 'G0x',
    isPassing: true,
    holds: (catalog) =>
      hasColumn('deals', 'category')(catalog) &&
      !hasColumn('deals', 'expected_closing_date')(catalog),
  },
  {
    id: 'deals.expected_closing_date',
    since: 'G1a',
    holds: hasColumn('deals', 'expected_closing_date'),
  },
  { id: 'companies_summary', since: 'G1b', holds: has('companies_summary') },
  {
    id: 'contacts.phone_1_number or contacts.email_jsonb',
    since: 'G1c',
    holds: (catalog) =>
      hasColumn('contacts', 'phone_1_number')(catalog) ||
      hasColumn('contacts', 'email_jsonb')(catalog),
  },
  {
    id: 'sales.disabled is not null',
    since: 'G1d',
    holds: (catalog) => column(table(catalog, 'sales'), 'disabled')?.isNotNull ?? false,
  },
  {
    id: 'companies_summary runs as its caller',
    since: 'G1e',
    holds: (catalog) => isInvoker(catalog, 'companies_summary'),
  },
  {
    id: 'tasks.sales_id and tasks.done_date',
    since: 'G2',
    holds: (catalog) =>
      hasColumn('tasks', 'sales_id')(catalog) && hasColumn('tasks', 'done_date')(catalog),
  },
  {
    id: 'contacts.acquisition is gone',
    since: 'G3',
    holds: (catalog) =>
      !hasColumn('contacts', 'acquisition')(catalog) &&
      hasColumn('deals', 'expected_closing_date')(catalog),
  },
  {
    id: 'init_state reads one row',
    since: 'G4',
    holds: (catalog) => /\blimit\b/i.test(relation(catalog, 'init_state')?.definition ?? ''),
  },
  { id: 'tags may be deleted', since: 'G5', holds: hasPolicy('tags', 'delete') },
  {
    id: 'sales are read-only',
    since: 'G6',
    holds: (catalog) =>
      hasPolicy('sales', 'select')(catalog) &&
      !hasPolicy('sales', 'insert')(catalog) &&
      !hasPolicy('sales', 'update')(catalog),
  },
  { id: 'contacts.email_jsonb', since: 'G7', holds: hasColumn('contacts', 'email_jsonb') },
  { id: 'contacts.phone_jsonb', since: 'G8', holds: hasColumn('contacts', 'phone_jsonb') },
  {
    id: 'merge_contacts() beside "contactNotes"',
    since: 'G9',
    isPassing: true,
    holds: (catalog) =>
      hasFunction('merge_contacts')(catalog) && table(catalog, 'contactNotes') !== undefined,
  },
  {
    id: 'deals default their owner',
    since: 'G10',
    holds: (catalog) =>
      table(catalog, 'deals')?.triggers.some(
        (found) => found.name === 'set_deal_sales_id_trigger',
      ) ?? false,
  },
  {
    id: 'deal_notes is a table',
    since: 'G11',
    holds: (catalog) => table(catalog, 'deal_notes') !== undefined,
  },
  { id: 'favicons_excluded_domains', since: 'G12', holds: has('favicons_excluded_domains') },
  {
    id: 'sales.first_name has a default',
    since: 'G13',
    holds: (catalog) => column(table(catalog, 'sales'), 'first_name')?.hasDefault ?? false,
  },
  { id: 'configuration', since: 'G14', holds: has('configuration') },
  {
    id: 'deals.expected_closing_date is a day',
    since: 'G15',
    holds: (catalog) => column(table(catalog, 'deals'), 'expected_closing_date')?.type === 'date',
  },
  {
    id: 'cleanup_note_attachments()',
    since: 'G16',
    holds: hasFunction('cleanup_note_attachments'),
  },
  {
    id: 'contacts_summary counts pending tasks',
    since: 'G17',
    holds: (catalog) =>
      /filter \(where/i.test(relation(catalog, 'contacts_summary')?.definition ?? ''),
  },
  {
    id: 'merge_contacts has a pinned search path',
    since: 'G18',
    holds: (catalog) =>
      catalog.functions.some(
        (found) =>
          found.schema === 'public' &&
          found.name === 'merge_contacts' &&
          found.settings.some((setting) => setting.startsWith('search_path=')),
      ),
  },
  { id: 'activity_log', since: 'G19', holds: has('activity_log') },
  {
    id: 'companies.website is citext',
    since: 'G20',
    holds: (catalog) =>
      column(table(catalog, 'companies'), 'website')?.type.endsWith('citext') ?? false,
  },
]
