import type { Sql, Transaction } from '@valence/db'
import type { Check, PhaseContext } from '../../phase.ts'
import { type AccessEntry, readAccess } from '../../sql/catalog/read-access.ts'

/** Keeps with the run who could do what before it. */
export async function captureAccess(
  tx: Transaction,
  runId: number,
  entries: readonly AccessEntry[],
): Promise<void> {
  await tx`
    insert into valence_migration.captured_access (run_id, actor, verb, relation, outcome, is_owners)
    select ${runId}, e.actor, e.verb, e.relation, e.outcome, e."isOwners"
    from jsonb_to_recordset(${tx.json(entries as never)})
      as e (actor text, verb text, relation text, outcome text, "isOwners" boolean)
    on conflict do nothing`
}

/** Names that a visitor may read since the migration, and nothing else. */
const OPEN_TO_VISITORS = ['migration_status_public']

/**
 * Compares the doors of every actor with those of before: the same on every table and view that was there, under its old
 * name; and none for a visitor on what is new. Where rows came or went, reading is compared as far as it can be.
 */
export async function compareAccess(
  tx: Transaction,
  runId: number,
  context: PhaseContext,
): Promise<readonly Check[]> {
  const before = await readCaptured(tx, runId)
  if (before.length === 0) return []
  const now = await readAccess(tx)
  const found = new Map(now.map((entry) => [keyOf(entry), entry.outcome]))
  const known = new Set(before.map(({ relation }) => relation))
  const changed = before.filter(
    (entry) => !isSame(entry, found.get(keyOf(entry)), closesLeak(entry, context)),
  )
  const formerly = new Map(before.map((entry) => [keyOf(entry), entry.outcome]))
  const opened = now.filter((entry) => {
    const { actor, relation, outcome } = entry
    return (
      actor === 'anon' &&
      !known.has(relation) &&
      !OPEN_TO_VISITORS.includes(relation) &&
      formerly.get(keyOf({ ...entry, relation: legacyName(relation, context) })) !== outcome &&
      !['refused', 'no row', 'empty', 'broken', 'by policy none'].includes(outcome)
    )
  })
  return [
    {
      name: `everyone has the same doors as before (${before.length} tried)`,
      failures: changed.length,
      examples: changed
        .slice(0, 5)
        .map(
          (entry) =>
            `${entry.actor} ${entry.verb} ${entry.relation}: ${entry.outcome}, now ${found.get(keyOf(entry)) ?? 'gone'}`,
        ),
    },
    {
      name: 'a visitor sees nothing new',
      failures: opened.length,
      examples: opened
        .slice(0, 5)
        .map(({ verb, relation, outcome }) => `${verb} ${relation}: ${outcome}`),
    },
  ]
}

async function readCaptured(sql: Sql, runId: number): Promise<readonly AccessEntry[]> {
  return await sql<AccessEntry[]>`
    select a.actor, a.verb, a.relation, a.outcome, a.is_owners as "isOwners"
    from valence_migration.captured_access as a
    where a.run_id = ${runId}
    order by a.relation, a.actor, a.verb`
}

/** What a table was called before the migration. */
function legacyName(relation: string, { physical }: PhaseContext): string {
  return Object.entries(physical).find(([, { table }]) => table === relation)?.[0] ?? relation
}

function keyOf({ actor, verb, relation }: AccessEntry): string {
  return `${actor}\n${verb}\n${relation}`
}

/** A table that was or is empty says nothing about who may read its rows. */
function isSame(before: AccessEntry, now: string | undefined, mayClose: boolean): boolean {
  if (now === undefined) return false
  if (before.outcome === now) return true
  if (before.verb !== 'select') return mayClose && now === 'refused'
  if (before.outcome === 'broken') return true
  if (mayClose && now !== 'broken') return true
  return [before.outcome, now].includes('empty') && ![before.outcome, now].includes('refused')
}

/** A summary that showed rows which policies hide is replaced by one that runs as its caller. */
function closesLeak(entry: AccessEntry, context: PhaseContext): boolean {
  const views: Readonly<Record<string, 'replace' | 'keep' | undefined>> = context.summaryViews
  return entry.isOwners && views[entry.relation] === 'replace'
}
