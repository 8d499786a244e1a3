import { isView, sqlFile } from '@valence/db'
import { closeFunctions, grantReadLike } from '@valence/schema/growth'
import { schemaSql } from '@valence/schema/sql'
import type { Phase, PhaseContext } from '../../phase.ts'
import { dropFunctions, dropOwnTriggers, functionsIn } from '../../sql/objects/created-objects.ts'
import { createNewTable } from '../../sql/objects/new-table.ts'
import { parkTable, validateConstraints } from '../../sql/objects/parking.ts'
import { objectsIn } from '../../sql/objects/planned-objects.ts'
import { insertWork } from '../../sql/objects/planned-work.ts'
import { settle, takeBack } from '../../sql/objects/set-aside.ts'
import { contactsSummary, replaceSummaryView } from '../../sql/objects/summary-views.ts'
import { keysetStep } from '../../sql/session/keyset.ts'
import { parseChecks, runChecks } from '../../sql/session/run-checks.ts'
import { parseStatements } from '../../sql/session/statements.ts'

const TABLES = ['contact_organizations', 'contact_preferred_principals'] as const
const FUNCTION_FILES = ['contact_organizations'] as const
const functions = FUNCTION_FILES.flatMap((name) => functionsIn(schemaSql(`03_functions/${name}`)))
const statements = parseStatements(sqlFile(import.meta.url, 'backfill.sql'))

const FILES = [
  ...TABLES.flatMap((table) => [`02_tables/${table}`, `06_policies/${table}`]),
  ...FUNCTION_FILES.map((name) => `03_functions/${name}`),
  '05_triggers/contact_organizations',
  '05_triggers/contact_organizations_back',
  '05_triggers/contact_preferred_principals',
  '04_views/contacts_summary',
]

/** A summary that the installation has stands in the place of ours for now. */
const created = ({ existing }: PhaseContext) =>
  FILES.filter(
    (name) => name !== '04_views/contacts_summary' || !existing.includes('contacts_summary'),
  )

/** Contacts belong to several organizations; contacts.company_id stays the primary one. */
export function contactOrganizationsPhase(context: PhaseContext): Phase {
  const link = keysetStep({
    name: 'contact organizations',
    source: 'contacts',
    lock: 'share',
    async apply(tx, from, to) {
      for (const statement of statements) await tx.unsafe(statement, [from, to])
    },
  })
  return {
    id: '1.2',
    summary: 'Contacts in several organizations',
    files: FILES,

    async plan(sql) {
      const rows = await link.count(sql)
      const work = insertWork('contact_organizations', { source: 'contacts', written: rows })
      return {
        steps: [{ name: link.name, rows, work: [work] }],
        locks: [
          {
            table: 'contacts',
            mode: 'SHARE ROW EXCLUSIVE',
            reason: 'triggers, foreign keys',
            duration: 'moment',
          },
          {
            table: 'companies',
            mode: 'SHARE ROW EXCLUSIVE',
            reason: 'foreign keys',
            duration: 'moment',
          },
          { table: 'contacts', mode: 'rows of a batch', reason: 'backfill', duration: 'batch' },
        ],
        creates: created(context).flatMap((name) => objectsIn(schemaSql(name))),
        builds: [],
      }
    },

    async expand(tx) {
      for (const table of TABLES) await createNewTable(tx, table, 'contacts')
      for (const name of FUNCTION_FILES) await tx.unsafe(schemaSql(`03_functions/${name}`))
      await closeFunctions(tx, functions)
      await tx.unsafe(schemaSql('05_triggers/contact_organizations'))
      await tx.unsafe(schemaSql('05_triggers/contact_preferred_principals'))
      if (context.summaryViews.contacts_summary === 'keep') return
      if (await isView(tx, 'contacts_summary')) {
        await replaceSummaryView(tx, contactsSummary)
        return
      }
      await tx.unsafe(schemaSql('04_views/contacts_summary'))
      await grantReadLike(tx, 'contacts', 'contacts_summary')
    },

    steps: [link],

    async complete(work) {
      await validateConstraints(work.sql, TABLES)
      await work.ddl(schemaSql('05_triggers/contact_organizations_back'))
    },

    async restore() {},

    verify: (sql) => runChecks(sql, parseChecks(sqlFile(import.meta.url, 'verify.sql'))),

    async endGracePeriod(tx) {
      await settle(tx, 'contacts_summary', async () => {
        await tx.unsafe(schemaSql('04_views/contacts_summary'))
      })
    },

    async rollback(tx) {
      const hadOne = context.existing.includes('contacts_summary')
      await takeBack(tx, 'contacts_summary', { hadOne })
      await dropOwnTriggers(tx, 'contacts', ['valence_sync_primary_organization'])
      for (const table of [...TABLES].reverse()) await parkTable(tx, table)
      await dropFunctions(tx, functions)
    },
  }
}
