import { actAs, type Database, ident, qualified, type Sql, sqlFile } from '@valence/db'
import { renamedTables } from '@valence/schema'
import { newTables } from '@valence/schema/manifest'
import { oldNames as oldNamesIn } from '../../phases/index.ts'
import { who } from '../approval/require-approval.ts'
import { readApprovals } from '../books/approvals.ts'
import type { Run } from '../books/bookkeeping.ts'
import { readLog, readLogHead } from '../books/log.ts'
import { verifyLog } from '../books/verify-log.ts'
import { ROLLBACK_WINDOW_HOURS } from '../plan/options.ts'
import { verifyNow } from '../proof/verify-run.ts'
import type { ItemId, MachineResult } from './checklist-items.ts'
import { findActor, undone } from './try-as.ts'
import { tryOpportunity, tryPrincipalRule } from './try-writes.ts'

type Results = Partial<Record<ItemId, MachineResult>>
type Ask = (db: Database, run: Run, before: Results) => Promise<MachineResult>

const SUMMARY_VIEWS = [
  'opportunities_summary',
  'contacts_summary',
  'companies_summary',
  'activity_log',
]

/** In their order; later ones may look at what earlier ones found. */
const CHECKS: Readonly<Partial<Record<ItemId, Ask>>> = {
  'create-opportunity': (db, { graceEndedAt }) =>
    tryOpportunity(db, { hasOldNames: graceEndedAt === null }),
  'read-with-rls': readWithRowSecurity,
  'old-name': oldNames,
  'sign-offs': signOffs,
  'critical-fixes': criticalFixes,
  rls: policies,
  views,
  'backup-columns': backupColumns,
  'junction-tables': junctionTables,
  validation,
  safety,
  rollback: rolledBackBefore,
}

/** Answers what a machine can answer. A question that fails is an answer too. */
export async function checkByMachine(db: Database, run: Run): Promise<Results> {
  const results: Results = await askThePlan(db)
  for (const [id, ask] of Object.entries(CHECKS) as [ItemId, Ask][]) {
    results[id] = await ask(db, run, results).catch((error: unknown) =>
      failed(error instanceof Error ? error.message : String(error)),
    )
  }
  return results
}

const QUERY = /^-- query: (?<id>\S+) (?<relation>[>=]) (?<number>\d+): .*\n(?<query>[^;]+);/gm

/** The plan's own queries, with what it expects of them. */
async function askThePlan(sql: Sql): Promise<Results> {
  const results: Results = {}
  for (const { groups = {} } of sqlFile(import.meta.url, 'checklist-queries.sql').matchAll(QUERY)) {
    const { id = '', relation, number: wanted = '', query = '' } = groups
    const [row] = await sql.unsafe<{ count: number }[]>(query)
    const count = row?.count ?? 0
    const isGood = relation === '>' ? count > Number(wanted) : count === Number(wanted)
    const expected = `${relation === '>' ? 'more than ' : ''}${wanted}`
    results[id as ItemId] = (isGood ? passed : failed)(`${count}; expected ${expected}`)
  }
  return results
}

async function readWithRowSecurity(db: Database): Promise<MachineResult> {
  const [table] = await db<{ isGuarded: boolean; rows: number }[]>`
    select c.relrowsecurity as "isGuarded", (select count(*) from public.opportunities) as rows
    from pg_class as c
    where c.oid = 'public.opportunities'::regclass`
  if (table?.isGuarded !== true) return failed('row security is off on opportunities')
  const actor = await findActor(db)
  if (actor === null) return failed('there is no user to try it as')
  const count = (role: 'authenticated' | 'anon') =>
    undone(db, async (tx) => {
      await actAs(tx, role === 'anon' ? { role } : { role, userId: actor.userId })
      const [row] = await tx<{ rows: number }[]>`select count(*) as rows from public.opportunities`
      return row?.rows ?? 0
    })
  const seen = await count('authenticated')
  const open = await count('anon').catch(() => 0) // refused is as good as nothing
  if (open > 0) return failed(`a visitor sees ${open} opportunities`)
  if (seen === 0 && table.rows > 0) return failed(`${actor.email} sees none of ${table.rows}`)
  return passed(`${actor.email} sees ${seen} of ${table.rows}, a visitor none`)
}

async function oldNames(db: Database, run: Run): Promise<MachineResult> {
  if (run.graceEndedAt !== null) return await oldNamesGone(db, run.context, run.graceEndedAt)
  const { shape, physical } = run.context
  const wrong: string[] = []
  for (const old of renamedTables(shape)) {
    const [row] = await db.unsafe<{ old: number; now: number }[]>(
      `select (select count(*) from ${qualified('public', old)}) as old,
         (select count(*) from ${qualified('public', physical[old]?.table ?? old)} as t where to_jsonb(t.*) ->> 'deleted_at' is null) as now`,
    )
    if (row?.old !== row?.now) wrong.push(`${old} shows ${row?.old} rows of ${row?.now}`)
  }
  if (wrong.length > 0) return failed(wrong.join('; '))
  return passed(renamedTables(shape).join(', '))
}

async function oldNamesGone(
  db: Database,
  context: Run['context'],
  at: Date,
): Promise<MachineResult> {
  const left = await db<{ name: string }[]>`
    select c.relname as name
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relname = any (${[...oldNamesIn(context)]})`
  if (left.length > 0) return failed(`still there: ${left.map(({ name }) => name).join(', ')}`)
  return passed(`taken off ${at.toISOString().slice(0, 16)}, when the grace period ended`)
}

async function signOffs(db: Database, { id }: Run): Promise<MachineResult> {
  const approval = (await readApprovals(db)).find(({ usedByRun }) => usedByRun === id)
  if (approval === undefined) return open('The run had no second person. Who answers for it?')
  return passed(`approved by ${who(approval)}, ${approval.at.toISOString().slice(0, 16)}`)
}

async function criticalFixes(db: Database, _run: Run, results: Results): Promise<MachineResult> {
  const needed = ['policies', 'summary-view', 'principal-rule', 'backup-column'] as const
  const missing = needed.filter((id) => results[id]?.state !== 'passed')
  if (missing.length > 0) return failed(`see ${missing.join(', ')}`)
  return await tryPrincipalRule(db)
}

async function policies(
  db: Database,
  { plan, context }: Run,
  results: Results,
): Promise<MachineResult> {
  const had = Object.keys(plan.objects).flatMap((object) => {
    const legacy = Object.keys(context.physical).find((name) =>
      object.startsWith(`policy ${name}.`),
    )
    if (legacy === undefined) return []
    const table = context.physical[legacy]?.table ?? legacy
    return [`${table}.${object.slice(`policy ${legacy}.`.length)}`]
  })
  const have = await db<{ name: string }[]>`
    select c.relname || '.' || p.polname as name
    from pg_policy as p
    join pg_class as c on c.oid = p.polrelid
    where c.relnamespace = 'public'::regnamespace`
  const lost = had.filter((name) => !have.some((found) => found.name === name))
  if (lost.length > 0) return failed(`lost: ${lost.join(', ')}`)
  const unguarded = await db<{ name: string }[]>`
    select c.relname as name
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relname = any (${newTables().map(({ name }) => name)}) and not c.relrowsecurity`
  if (unguarded.length > 0)
    return failed(`row security is off on ${unguarded.map(({ name }) => name).join(', ')}`)
  if (results['read-with-rls']?.state !== 'passed') return failed('see read-with-rls')
  return passed(`${had.length} policies were carried by the rename`)
}

async function views(db: Database, { context, graceEndedAt }: Run): Promise<MachineResult> {
  const actor = await findActor(db)
  if (actor === null) return failed('there is no user to try it as')
  const names = [
    ...SUMMARY_VIEWS,
    ...(graceEndedAt === null ? ['deals_summary', ...renamedTables(context.shape)] : []),
    ...context.auditViews.map(({ view }) => view),
  ]
  await undone(db, async (tx) => {
    await actAs(tx, { role: 'authenticated', userId: actor.userId })
    for (const name of names) await tx.unsafe(`select from public.${ident(name)} limit 1`)
  })
  return passed(`${names.length} views can be read by ${actor.email}`)
}

async function backupColumns(db: Database): Promise<MachineResult> {
  const [row] = await db<
    { contacts: number; keptContacts: number; deals: number; keptDeals: number }[]
  >`
    select
      (select count(*) from public.contacts as c where c.company_id is not null) as contacts,
      (select count(*) from public.contacts as c where c.company_id_backup is not null) as "keptContacts",
      (select count(*) from public.opportunities as o where o.customer_organization_id is not null) as deals,
      (select count(*) from public.opportunities as o where o.original_company_id is not null) as "keptDeals"`
  if (row === undefined) return failed('no answer')
  const text = `${row.keptContacts} contacts and ${row.keptDeals} opportunities keep the company they had`
  const isEmpty =
    (row.contacts > 0 && row.keptContacts === 0) || (row.deals > 0 && row.keptDeals === 0)
  return isEmpty ? failed(text) : passed(text)
}

async function junctionTables(db: Database): Promise<MachineResult> {
  const rows = await db<{ name: string; rows: number; isExpected: boolean }[]>`
    select 'contact_organizations' as name, (select count(*) from public.contact_organizations) as rows,
      exists (select from public.contacts as c where c.company_id is not null) as "isExpected"
    union all
    select 'opportunity_contacts', (select count(*) from public.opportunity_contacts),
      exists (
        select from public.opportunities as o join public.contacts as c on c.id = any (o.contact_ids)
        where o.deleted_at is null
      )
    union all
    select 'opportunity_participants', (select count(*) from public.opportunity_participants),
      exists (select from public.opportunities as o where o.customer_organization_id is not null)`
  const empty = rows.filter((found) => found.isExpected && found.rows === 0)
  const text = rows.map((found) => `${found.name} ${found.rows}`).join(', ')
  return empty.length === 0 ? passed(text) : failed(text)
}

async function validation(db: Database, run: Run): Promise<MachineResult> {
  const { plan, context } = run
  // Without the old shape there is nothing to compare with.
  const { checks } =
    run.graceEndedAt === null ? await verifyNow(db, { isStrict: false }) : { checks: [] }
  const wrong = checks.filter(({ failures }) => failures > 0).map(({ name }) => name)
  const waiting = await db<{ table: string; name: string }[]>`
    select c.relname as table, k.conname as name
    from pg_constraint as k
    join pg_class as c on c.oid = k.conrelid and c.relnamespace = 'public'::regnamespace
    where not k.convalidated
    order by 1, 2`
  const legacyOf = (table: string) =>
    Object.entries(context.physical).find(([, physical]) => physical.table === table)?.[0] ?? table
  const ours = waiting
    .filter(
      ({ table, name }) => plan.objects[`constraint ${legacyOf(table)}.${name}`] === undefined,
    )
    .map(({ table, name }) => `${table}.${name} is not validated`)
  if (wrong.length + ours.length > 0) return failed([...wrong, ...ours].join('; '))
  const held =
    run.graceEndedAt === null
      ? `${checks.length} checks hold`
      : 'rows were compared until the grace period ended'
  return passed(`${held}, every new constraint is validated`)
}

async function safety(db: Database, { id }: Run): Promise<MachineResult> {
  const [run] = await db<{ backup: string | null; until: Date; isOpen: boolean }[]>`
    select r.options ->> 'backup' as backup,
      r.completed_at + make_interval(hours => ${ROLLBACK_WINDOW_HOURS}) as until,
      now() < r.completed_at + make_interval(hours => ${ROLLBACK_WINDOW_HOURS}) as "isOpen"
    from valence_migration.runs as r
    where r.id = ${id}`
  if (run === undefined || run.backup === null) return failed('the run has no proven backup')
  const breaks = verifyLog(await readLog(db), await readLogHead(db))
  if (breaks.length > 0) return failed(`the log is broken: ${breaks[0]?.text}`)
  const window = `rollback ${run.isOpen ? 'possible until' : 'was possible until'} ${run.until.toISOString().slice(0, 16)}`
  return passed(`backup proven before the first write, ${window}, the log is whole`)
}

async function rolledBackBefore(db: Database): Promise<MachineResult> {
  const [before] = await db<{ id: number }[]>`
    select r.id from valence_migration.runs as r where r.state = 'rolled_back' order by r.id desc limit 1`
  if (before !== undefined) return passed(`run ${before.id} of this database was rolled back`)
  return open('Roll a copy of this database back, and look at it.')
}

function passed(detail: string): MachineResult {
  return { state: 'passed', detail }
}

function failed(detail: string): MachineResult {
  return { state: 'failed', detail }
}

function open(detail: string): MachineResult {
  return { state: 'open', detail }
}
