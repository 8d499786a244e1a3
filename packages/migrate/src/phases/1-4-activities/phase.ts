import { isTable, isView, qualified, renameTable, sqlFile } from '@valence/db'
import { closeFunctions, followGrants, grantReadLike } from '@valence/schema/growth'
import { schemaSql, splitStatements } from '@valence/schema/sql'
import type { Phase, PhaseContext } from '../../phase.ts'
import { createAuditViews, dropAuditViews } from '../../sql/objects/audit-views.ts'
import { createCompatibilityView } from '../../sql/objects/compatibility-view.ts'
import { followDeleted, withoutAskingKeys } from '../../sql/objects/copied-references.ts'
import {
  dropFunctions,
  dropOwnIndexes,
  dropOwnTriggers,
  functionsIn,
} from '../../sql/objects/created-objects.ts'
import { createNewTable } from '../../sql/objects/new-table.ts'
import { parkTable, validateConstraints } from '../../sql/objects/parking.ts'
import { objectsIn } from '../../sql/objects/planned-objects.ts'
import { insertWork } from '../../sql/objects/planned-work.ts'
import { keysetStep } from '../../sql/session/keyset.ts'
import { dropProbes } from '../../sql/session/old-name-probe.ts'
import { parseChecks, runChecks } from '../../sql/session/run-checks.ts'
import { parseSteps } from '../../sql/session/statements.ts'
import {
  dropOwnTrash,
  followOwnTrash,
  type NoteTable,
  noteDeletedAt,
  ownTrashBack,
  trashChecks,
} from './own-trash.ts'

const TABLES = ['activities', 'interaction_participants'] as const
const FUNCTION_FILES = ['activities'] as const
const functions = FUNCTION_FILES.flatMap((name) => functionsIn(schemaSql(`03_functions/${name}`)))
const file = (name: string) => sqlFile(import.meta.url, name)

const INDEXES = splitStatements(schemaSql('07_indexes/existing_tables')).filter((statement) =>
  /on public\.contact_notes\b/.test(statement),
)
const FILES = [
  ...TABLES.flatMap((table) => [`02_tables/${table}`, `06_policies/${table}`]),
  ...FUNCTION_FILES.map((name) => `03_functions/${name}`),
  '04_views/activity_log',
  '05_triggers/activities',
  '05_triggers/activities_back',
]

/** A log that the installation has is kept in the place of ours. */
const created = ({ existing }: PhaseContext) =>
  FILES.filter((name) => name !== '04_views/activity_log' || !existing.includes('activity_log'))

/** One timeline: notes become activities and stay in step with them. */
export function activitiesPhase(context: PhaseContext): Phase {
  const steps = [noteStep(context, 'opportunity_notes'), noteStep(context, 'contact_notes')]
  const isRenamed = context.shape.contactNotes !== 'contact_notes'
  return {
    id: '1.4',
    summary: 'Notes become one timeline',
    files: FILES,

    async plan(sql) {
      const planned = [
        noteStep(context, 'opportunity_notes', context.shape.opportunityNotes),
        noteStep(context, 'contact_notes', context.shape.contactNotes),
      ]
      const counted = []
      for (const step of planned) {
        const rows = await step.count(sql)
        const work = insertWork('activities', {
          source: step.source,
          written: rows,
          carriesText: true,
          looksUpKeys: true,
        })
        counted.push({ name: step.name, rows, work: [work] })
      }
      return {
        steps: counted,
        locks: [
          {
            table: context.shape.opportunityNotes,
            mode: 'SHARE ROW EXCLUSIVE',
            reason: 'trigger',
            duration: 'moment',
          },
          {
            table: context.shape.contactNotes,
            mode: isRenamed ? 'ACCESS EXCLUSIVE' : 'SHARE ROW EXCLUSIVE',
            reason: isRenamed ? 'rename, trigger' : 'trigger',
            duration: 'moment',
          },
          ...['contacts', 'companies', 'deals'].map((table) => ({
            table,
            mode: 'SHARE ROW EXCLUSIVE',
            reason: 'foreign keys',
            duration: 'moment' as const,
          })),
          {
            table: 'sales',
            mode: 'SHARE ROW EXCLUSIVE',
            reason: 'foreign keys',
            duration: 'moment' as const,
          },
          ...[context.shape.opportunityNotes, context.shape.contactNotes].map((table) => ({
            table,
            mode: 'rows of a batch',
            reason: 'backfill',
            duration: 'batch' as const,
          })),
          {
            table: context.shape.contactNotes,
            mode: 'SHARE UPDATE EXCLUSIVE',
            reason: 'index',
            duration: 'build',
          },
        ],
        creates: [
          ...created(context).flatMap((name) => objectsIn(schemaSql(name))),
          ...INDEXES.flatMap((statement) => objectsIn(statement)),
          ...(isRenamed
            ? [
                { kind: 'table' as const, name: 'contact_notes' },
                { kind: 'view' as const, name: context.shape.contactNotes },
              ]
            : []),
          ...context.auditViews.map(({ view }) => ({ kind: 'view' as const, name: view })),
        ],
        builds: INDEXES.map(() => context.shape.contactNotes),
      }
    },

    async expand(tx) {
      await renameTable(tx, context.shape.contactNotes, 'contact_notes')
      if (context.shape.contactNotes !== 'contact_notes') {
        await createCompatibilityView(tx, {
          name: context.shape.contactNotes,
          table: 'contact_notes',
          columns: context.legacyColumns[context.shape.contactNotes] ?? [],
          renames: {},
          isCounted: true,
        })
      }
      for (const table of TABLES) await createNewTable(tx, table, 'contacts')
      await followGrants(tx, 'contact_notes', 'activities')
      for (const name of FUNCTION_FILES) await tx.unsafe(schemaSql(`03_functions/${name}`))
      await closeFunctions(tx, functions)
      await tx.unsafe(schemaSql('05_triggers/activities'))
      await followOwnTrash(tx, context)
      if (!(await isView(tx, 'activity_log'))) {
        await tx.unsafe(schemaSql('04_views/activity_log'))
        await grantReadLike(tx, 'activities', 'activity_log')
      }
      await createAuditViews(tx, context.auditViews)
    },

    steps,

    async complete(work) {
      await work.buildIndexes(INDEXES)
      await followDeleted(work.sql, COPIES)
      await validateConstraints(work.sql, TABLES)
      await work.ddl(schemaSql('05_triggers/activities_back'))
      for (const statement of ownTrashBack(context)) await work.ddl(statement)
    },

    async restore(tx) {
      await tx.unsafe(file('prune.sql'))
    },

    verify: (sql) => runChecks(sql, [...parseChecks(file('verify.sql')), ...trashChecks(context)]),

    async endGracePeriod(tx) {
      const { contactNotes } = context.shape
      if (contactNotes === 'contact_notes') return
      await tx.unsafe(`drop view if exists ${qualified('public', contactNotes)}`)
      await dropProbes(tx, [contactNotes])
    },

    async rollback(tx) {
      await dropAuditViews(tx, context.auditViews)
      if (!context.existing.includes('activity_log')) {
        await tx.unsafe('drop view if exists public.activity_log')
      }
      for (const table of ['opportunity_notes', 'contact_notes']) {
        await dropOwnTriggers(tx, table, ['valence_sync_activity'])
      }
      for (const table of [...TABLES].reverse()) await parkTable(tx, table)
      await dropOwnTrash(tx)
      await dropFunctions(tx, functions)
      if (await isTable(tx, 'contact_notes')) await dropOwnIndexes(tx, 'contact_notes')
      if (context.shape.contactNotes !== 'contact_notes') {
        if (await isView(tx, context.shape.contactNotes)) {
          await tx.unsafe(`drop view public."${context.shape.contactNotes}"`)
          await dropProbes(tx, [context.shape.contactNotes])
        }
        await renameTable(tx, 'contact_notes', context.shape.contactNotes)
      }
    },
  }
}

/** `source` differs from the step's name only before the rename, when rows are counted for the plan. */
function noteStep(context: PhaseContext, name: NoteTable, source: string = name) {
  const deletedAt = noteDeletedAt(context, name)
  const statement = (parseSteps(file('backfill.sql'))[name] ?? '').replaceAll(
    'null::timestamptz /* deleted at */',
    deletedAt,
  )
  return keysetStep({
    name: name.replace('_', ' '),
    source,
    lock: 'share',
    apply: (tx, from, to) =>
      withoutAskingKeys(tx, REFERENCES[name], () => tx.unsafe(statement, [from, to])),
  })
}

/** What must be kept by the installation's own foreign keys, for a note to be copied without asking ours. */
const REFERENCES = {
  opportunity_notes: [
    { table: 'opportunity_notes', column: 'opportunity_id', refersTo: 'opportunities' },
    { table: 'opportunity_notes', column: 'sales_id', refersTo: 'sales' },
    { table: 'opportunities', column: 'customer_organization_id', refersTo: 'companies' },
  ],
  contact_notes: [
    { table: 'contact_notes', column: 'contact_id', refersTo: 'contacts' },
    { table: 'contact_notes', column: 'sales_id', refersTo: 'sales' },
    { table: 'contacts', column: 'company_id', refersTo: 'companies' },
  ],
}

/** The organization comes from the opportunity or the contact of a note, which a batch does not lock. */
const COPIES = [{ table: 'activities', column: 'organization_id' }]
