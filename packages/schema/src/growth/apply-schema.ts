import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, exitCodes, ident, type Sql, type Transaction } from '@valence/db'
import { schemaSql } from '../sql.ts'
import { forgetObject, recordAllSteps, recordObjects, recordState, recordStep } from './books.ts'
import { closeFunctions, followColumnGrants, openHelpers } from './grants.ts'
import { guardOlderTables } from './guard-older-tables.ts'
import type { Hands } from './hands.ts'
import { dropObject, makeObject } from './make-object.ts'
import { type Change, type GrowthOptions, type GrowthPlan, planGrowth } from './plan-growth.ts'
import { readFound } from './read-found.ts'
import { readVersion } from './read-version.ts'
import { readSteps, type Step } from './steps.ts'
import { validateDeclared } from './validate-declared.ts'
import { wordsOf } from './words.ts'

export interface ApplyOptions extends GrowthOptions {
  /** Of the program, for the books: its version. */
  readonly tool: string
}

/** What `applySchema` would do; reads only. Null where there is nothing of ours yet, and everything would be made. */
export async function readGrowth(sql: Sql, options: GrowthOptions): Promise<GrowthPlan | null> {
  const version = await readVersion(sql)
  if (version === null && !options.adopts) return null
  return planGrowth(version ?? 0, await readFound(sql), options.adopts ? [] : readSteps(), options)
}

/**
 * Brings a database of any released version to this one, while people work: steps first, each once; then what files declare,
 * piece by piece. What is interrupted goes on with the same call; twice is once.
 */
export async function applySchema(hands: Hands, options: ApplyOptions): Promise<GrowthPlan> {
  await hands.piece((tx) => openBooks(tx, options))
  const version = options.adopts
    ? (readSteps().at(-1)?.version ?? 1)
    : ((await readVersion(hands.sql)) ?? 1)
  const steps = readSteps()
  for (const step of steps.filter((one) => one.version > version)) {
    hands.say?.(`Step ${step.version}: ${step.name}`)
    await runStep(hands, step, options.tool)
  }
  const plan = planGrowth(version, await readFound(hands.sql), steps, options)
  await applyChanges(
    hands,
    plan.changes.filter(({ kind }) => kind !== 'step'),
  )
  await validateDeclared(hands, options.declared)
  await guardOlderTables(hands)
  await hands.piece(async (tx) => {
    await recordState(tx)
    await tx`select pg_notify('pgrst', 'reload schema')`
  })
  return plan
}

/** The books come before all else, so that what is done is written down with it. */
async function openBooks(tx: Transaction, options: ApplyOptions): Promise<void> {
  await tx.unsafe(schemaSql('00_schemas/valence'))
  await tx.unsafe(schemaSql('02_tables/schema_books'))
  if (!options.adopts) return
  await recordAllSteps(tx, options.tool)
}

async function runStep(hands: Hands, step: Step, tool: string): Promise<void> {
  await hands.piece(async (tx) => {
    await tx.unsafe(step.sql)
    await recordStep(tx, { version: 1, name: 'first', checksum: '' }, tool)
    await recordStep(tx, step, tool)
  })
}

/** Types and tables first; then functions, which lock no table, at once; then what locks a table, each by itself. */
async function applyChanges(hands: Hands, changes: readonly Change[]): Promise<void> {
  const [first, functions, rest] = [0, 1, 2].map((place) =>
    changes.filter((one) => placeOf(one) === place),
  )
  for (const change of first ?? []) await applyOne(hands, change)
  await makeFunctions(hands, functions ?? [])
  await takeNotes(hands, rest ?? [])
  for (const change of rest ?? []) {
    if (change.kind !== 'drop') await applyOne(hands, change)
  }
  const dropped = (rest ?? []).filter(({ kind }) => kind === 'drop')
  if (dropped.length > 0) await outliveTransactions(hands)
  for (const change of dropped) await applyOne(hands, change)
}

/** Who began before the last change may still call what is taken away now. */
const OLDEST_MS = 60_000
const LOOK_AGAIN_MS = 100

async function outliveTransactions({ sql, say }: Hands): Promise<void> {
  const [moment] = await sql<{ now: string }[]>`select clock_timestamp()::text as now`
  const isOver = Date.now() + OLDEST_MS
  for (;;) {
    const older = await sql<{ who: string }[]>`
      select format('pid %s (%s)', a.pid, coalesce(nullif(a.application_name, ''), a.usename)) as who
      from pg_catalog.pg_stat_activity as a
      where a.datname = current_database() and a.pid <> pg_backend_pid()
        and a.backend_type = 'client backend' and a.xact_start < ${moment?.now ?? ''}::timestamptz`
    if (older.length === 0) return
    if (Date.now() > isOver) throw stillOpen(older.map(({ who }) => who))
    say?.(`waiting for ${older.length} transactions that began before`)
    await sleep(LOOK_AGAIN_MS)
  }
}

function stillOpen(who: readonly string[]): DatabaseError {
  return new DatabaseError('Transactions that began before the upgrade are still open', {
    code: 'VAL-LOCKED',
    exitCode: exitCodes.failed,
    object: who.slice(0, 5).join('; '),
    hint: 'Everything new is in place, and what is old stays until they end. End them or wait, then run the same command again.',
  })
}

function placeOf(change: Change): number {
  if (change.kind === 'label' || change.kind === 'columns') return 0
  if (!('object' in change)) return 2
  if (change.object.kind === 'type' || change.object.kind === 'table') return 0
  return change.object.kind === 'function' ? 1 : 2
}

async function makeFunctions(hands: Hands, changes: readonly Change[]): Promise<void> {
  const made = changes.flatMap((one) =>
    one.kind === 'create' || one.kind === 'replace' ? [one] : [],
  )
  await takeNotes(hands, changes)
  if (made.length === 0) return
  hands.say?.(`${made.length} functions`)
  await hands.piece(async (tx) => {
    // Bodies name tables and functions that come later.
    await tx.unsafe('set local check_function_bodies = off')
    for (const { object, kind } of made) await makeObject(tx, object, kind === 'replace')
    await closeFunctions(
      tx,
      made.map(({ object }) => `${object.schema}.${object.name}`),
    )
    await openHelpers(tx)
    await recordObjects(
      tx,
      made.map(({ object }) => object),
    )
  })
}

/** What changes the books alone. */
async function takeNotes(hands: Hands, changes: readonly Change[]): Promise<void> {
  const adopted = changes.flatMap((one) => (one.kind === 'adopt' ? [one.object] : []))
  const kept = changes.flatMap((one) => (one.kind === 'keep' ? [one.object] : []))
  const forgotten = changes.flatMap((one) => (one.kind === 'forget' ? [one.identity] : []))
  if (adopted.length + kept.length + forgotten.length === 0) return
  await hands.piece(async (tx) => {
    await recordObjects(tx, adopted)
    await recordObjects(tx, kept, true)
    for (const identity of forgotten) await forgetObject(tx, identity)
  })
}

async function applyOne(hands: Hands, change: Change): Promise<void> {
  switch (change.kind) {
    case 'label':
      hands.say?.(wordsOf(change))
      return await hands.piece(async (tx) => void (await tx.unsafe(labelText(change))))
    case 'columns':
      hands.say?.(wordsOf(change))
      return await addColumns(hands, change)
    case 'drop':
      hands.say?.(wordsOf(change))
      return await hands.piece(async (tx) => {
        await dropObject(tx, change.identity)
        await forgetObject(tx, change.identity)
      })
    case 'create':
    case 'replace':
      hands.say?.(wordsOf(change))
      return await bring(hands, change)
    case 'adopt':
      // Of types and tables; those of other kinds are noted together.
      return await takeNotes(hands, placeOf(change) === 0 ? [change] : [])
    default:
  }
}

async function bring(
  hands: Hands,
  { object, kind }: Extract<Change, { kind: 'create' | 'replace' }>,
): Promise<void> {
  if (object.kind === 'index') await hands.buildIndex(concurrently(object.statement))
  await hands.piece(async (tx) => {
    if (object.kind !== 'index') await makeObject(tx, object, kind === 'replace')
    await recordObjects(tx, [object])
  })
}

function labelText({ type, label, before }: Extract<Change, { kind: 'label' }>): string {
  const place = before === null ? '' : ` before '${before}'`
  return `alter type ${type.schema}.${type.name} add value if not exists '${label}'${place}`
}

async function addColumns(
  hands: Hands,
  change: Extract<Change, { kind: 'columns' }>,
): Promise<void> {
  const { table, columns, constraints } = change
  const path = `${table.schema}.${ident(table.name)}`
  const added = columns.map((column) => {
    const rest = [
      column.identity === null ? '' : `generated ${column.identity} as identity`,
      column.generated === null ? '' : `generated always as (${column.generated}) stored`,
      column.default === null ? '' : `default ${column.default}`,
      column.isNotNull ? 'not null' : '',
    ]
    return `add column if not exists ${ident(column.name)} ${column.type} ${rest.join(' ')}`
  })
  const kept = constraints.map(({ name, kind, definition }) => {
    const later = kind === 'check' || kind === 'foreign key' ? ' not valid' : ''
    return `add constraint ${ident(name)} ${definition}${later}`
  })
  await hands.piece(async (tx) => {
    await tx.unsafe(`alter table ${path} ${[...added, ...kept].join(', ')}`)
    await followColumnGrants(
      tx,
      table.name,
      columns.map(({ name }) => name),
    )
  })
}

function concurrently(statement: string): string {
  return /\bconcurrently\b/i.test(statement)
    ? statement
    : statement.replace(/\bindex (?:if not exists )?/i, 'index concurrently if not exists ')
}
