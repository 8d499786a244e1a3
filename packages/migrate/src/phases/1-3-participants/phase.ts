import { isTable, type Sql, sqlFile, type Transaction } from '@valence/db'
import { closeFunctions } from '@valence/schema/growth'
import { schemaSql } from '@valence/schema/sql'
import type { Phase } from '../../phase.ts'
import { followDeleted, withoutAskingKeys } from '../../sql/objects/copied-references.ts'
import { dropFunctions, dropOwnTriggers, functionsIn } from '../../sql/objects/created-objects.ts'
import { createNewTable } from '../../sql/objects/new-table.ts'
import { parkTable, validateConstraints } from '../../sql/objects/parking.ts'
import { objectsIn } from '../../sql/objects/planned-objects.ts'
import { insertWork } from '../../sql/objects/planned-work.ts'
import { keysetStep } from '../../sql/session/keyset.ts'
import { OWN_SCHEMA } from '../../sql/session/own-schema.ts'
import { parseChecks, runChecks } from '../../sql/session/run-checks.ts'
import { parseStatements } from '../../sql/session/statements.ts'

const TABLES = [
  'opportunity_contacts',
  'opportunity_participants',
  'opportunity_stage_history',
] as const
const FUNCTION_FILES = ['opportunity_contacts', 'opportunity_stage_history'] as const
const functions = FUNCTION_FILES.flatMap((name) => functionsIn(schemaSql(`03_functions/${name}`)))
const file = (name: string) => sqlFile(import.meta.url, name)
const statements = parseStatements(file('backfill.sql'))
const REFERENCES = [
  { table: 'opportunities', column: 'customer_organization_id', refersTo: 'companies' },
]

/** What may be deleted beside a batch: the rows that it locks keep only what they themselves refer to. */
const COPIES = [
  { table: 'opportunity_contacts', column: 'contact_id' },
  { table: 'opportunity_participants', column: 'organization_id' },
]

const FILES = [
  ...TABLES.flatMap((table) => [`02_tables/${table}`, `06_policies/${table}`]),
  ...FUNCTION_FILES.map((name) => `03_functions/${name}`),
  '05_triggers/opportunity_contacts',
  '05_triggers/opportunity_contacts_back',
  '05_triggers/opportunity_stage_history',
]

/** Contacts and organizations take part in opportunities; contact_ids stays in step, and moves are remembered. */
export function participantsPhase(): Phase {
  const link = (source: string) =>
    keysetStep({
      name: 'participants',
      source,
      lock: 'share',
      apply: (tx, from, to) =>
        withoutAskingKeys(tx, REFERENCES, async () => {
          for (const statement of statements) await tx.unsafe(statement, [from, to])
        }),
    })
  return {
    id: '1.3',
    summary: 'Participants of opportunities',
    files: FILES,

    async plan(sql) {
      const rows = await link('deals').count(sql)
      const { links, participants } = await countWork(sql, rows)
      return {
        steps: [
          {
            name: 'participants',
            rows,
            work: [
              insertWork('opportunity_contacts', {
                source: 'deals',
                written: links,
                looksUpKeys: true,
              }),
              insertWork('opportunity_participants', {
                source: 'deals',
                written: participants,
                looksUpKeys: true,
              }),
            ],
          },
        ],
        locks: [
          {
            table: 'deals',
            mode: 'SHARE ROW EXCLUSIVE',
            reason: 'triggers, foreign keys',
            duration: 'moment',
          },
          ...['companies', 'contacts', 'sales'].map((table) => ({
            table,
            mode: 'SHARE ROW EXCLUSIVE',
            reason: 'foreign keys',
            duration: 'moment' as const,
          })),
          { table: 'deals', mode: 'rows of a batch', reason: 'backfill', duration: 'batch' },
        ],
        creates: [
          ...FILES.flatMap((name) => objectsIn(schemaSql(name))),
          ...objectsIn(file('grace.sql')).filter(({ kind }) => kind === 'trigger'),
        ],
        builds: [],
      }
    },

    async expand(tx) {
      for (const table of TABLES) await createNewTable(tx, table, 'opportunities')
      for (const name of FUNCTION_FILES) await tx.unsafe(schemaSql(`03_functions/${name}`))
      await closeFunctions(tx, functions)
      await tx.unsafe(schemaSql('05_triggers/opportunity_contacts'))
      await tx.unsafe(schemaSql('05_triggers/opportunity_stage_history'))
      await tx.unsafe(FORMER_LINKS)
      await tx.unsafe(file('grace.sql'))
    },

    steps: [link('opportunities')],

    async complete(work) {
      await followDeleted(work.sql, COPIES)
      await validateConstraints(work.sql, TABLES)
      await work.ddl(schemaSql('05_triggers/opportunity_contacts_back'))
    },

    async restore(tx) {
      await tx.unsafe(file('resume-history.sql'))
    },

    verify: (sql) => runChecks(sql, parseChecks(file('verify.sql'))),

    async endGracePeriod(tx) {
      await dropMemory(tx)
    },

    async rollback(tx) {
      if (!(await isTable(tx, 'opportunities'))) return
      await dropOwnTriggers(tx, 'opportunities', [
        'valence_sync_contacts_inserted',
        'valence_sync_contacts_updated',
        'valence_sync_customer_inserted',
        'valence_sync_customer_updated',
        'valence_record_stage',
      ])
      await dropMemory(tx)
      await tx.unsafe(file('mark.sql'))
      for (const table of [...TABLES].reverse()) await parkTable(tx, table)
      await dropFunctions(tx, functions)
    },
  }
}

const FORMER_LINKS = `
  create table if not exists valence_migration.former_links (
    contact_id bigint not null,
    opportunity_id bigint not null,
    role public.contact_role,
    is_primary boolean not null,
    primary key (contact_id, opportunity_id)
  )`

/** What is remembered for contacts that may be put back. */
async function dropMemory(tx: Transaction): Promise<void> {
  await dropOwnTriggers(tx, 'contacts', ['valence_recall_links'])
  await dropOwnTriggers(tx, 'opportunity_contacts', ['valence_remember_link'])
  await dropFunctions(tx, ['recall_links', 'remember_link'], OWN_SCHEMA)
  await tx.unsafe('drop table if exists valence_migration.former_links')
}

/** Deals whose partners are counted for the plan, about. */
const SAMPLED_DEALS = 10_000

/** Rows that will be written: links are those of the arrays, and each deal has its customer and its partners. */
async function countWork(
  sql: Sql,
  deals: number,
): Promise<{ readonly links: number; readonly participants: number }> {
  const every = Math.max(1, Math.floor(deals / SAMPLED_DEALS))
  const [row] = await sql.unsafe<
    { links: number; sampledDeals: number; sampledPartners: number }[]
  >(file('plan.sql'), [every])
  const { links = 0, sampledDeals = 0, sampledPartners = 0 } = row ?? {}
  const partners = sampledDeals === 0 ? links : (sampledPartners / sampledDeals) * deals
  return { links, participants: Math.round(deals + partners) }
}
