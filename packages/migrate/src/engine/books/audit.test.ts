import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approvePlan, openApprovalsForRole } from '../approval/approve-plan.ts'
import { type SecondRole, secondRole } from '../approval/second-role.fixture.ts'
import { deleteBackups, listBackups, overdueBackups } from '../copies/backups.ts'
import { OURS } from '../promises/promises.fixture.ts'
import { dryRun } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { inspectLog } from './inspect-log.ts'

const DAY_MS = 86_400_000
let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

const migrate = (url: string, changes: Parameters<typeof testOptions>[1] = {}) =>
  runMigration(
    testOptions(url, { backupFolder, ...changes }),
    async () => true,
    () => {},
  )
const rollBack = (url: string) =>
  runRollback(
    testOptions(url),
    async () => true,
    () => {},
  )

/** The log in words: what, which run, which phase. */
async function trailOf(database: TestDatabase): Promise<readonly string[]> {
  const { entries, breaks } = await inspectLog(database.url)
  expect(breaks).toEqual([])
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, place) => place + 1))
  return entries.map(({ what, runId, details }) =>
    [what, runId, details['phase']].filter((part) => part !== undefined && part !== null).join(' '),
  )
}

const PHASES = ['1.1', '1.2', '1.3', '1.4', 'rest']
const forward = (run: number, phases = PHASES) =>
  phases.flatMap((phase) => [`phase started ${run} ${phase}`, `phase finished ${run} ${phase}`])
const back = (run: number) => [
  `rollback started ${run}`,
  ...PHASES.toReversed().flatMap((phase) => [
    `phase rollback started ${run} ${phase}`,
    `phase rolled back ${run} ${phase}`,
  ]),
  `rollback finished ${run}`,
]
const end = (run: number) => [`run verified ${run}`, `run finished ${run}`]

describe('the trail', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
  })
  afterAll(() => database.drop())

  const interruptedRun = [
    'run started 1',
    'phase started 1 1.1',
    'phase interrupted 1 1.1',
    'run interrupted 1',
  ]
  const resumedRun = ['run resumed 1', ...forward(1), ...end(1)]

  it('has an interruption and what was done until then', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(migrate(database.url, { signal: stop.signal })).rejects.toMatchObject({
      exitCode: 130,
    })
    expect(await trailOf(database)).toEqual(interruptedRun)
  })

  it('goes on with the run, phase by phase, without a hole', async () => {
    await migrate(database.url)
    expect(await trailOf(database)).toEqual([...interruptedRun, ...resumedRun])
    const { entries } = await inspectLog(database.url)
    const finished = entries.find(({ what }) => what === 'phase finished')
    const [deals] = await database.sql`select count(*)::int as rows from public.deals`
    expect(finished?.details).toMatchObject({ rows: { opportunities: deals?.['rows'] } })
  })

  it('goes on through a rollback and a second run', async () => {
    const before = [...interruptedRun, ...resumedRun]
    await rollBack(database.url)
    expect(await trailOf(database)).toEqual([...before, ...back(1)])
    await migrate(database.url)
    expect(await trailOf(database)).toEqual([
      ...before,
      ...back(1),
      'run started 2',
      ...forward(2),
      ...end(2),
    ])
  })

  it('says the same as the history', async () => {
    const history = await database.sql<{ text: string }[]>`
      select h.action || ' ' || h.status || ' ' || h.run_id || ' ' || h.phase as text
      from public.migration_history as h order by h.id`
    const words: Readonly<Record<string, string>> = {
      'phase finished': 'migrate done',
      'phase interrupted': 'migrate failed',
      'phase rolled back': 'rollback done',
    }
    const { entries } = await inspectLog(database.url)
    const logged = entries.flatMap(({ what, runId, details }) =>
      words[what] === undefined ? [] : [`${words[what]} ${runId} ${details['phase']}`],
    )
    expect(logged).toEqual(history.map(({ text }) => text))
  })

  it('has a phase that fails, and why', async () => {
    const broken = await createLegacyDatabase({ generation: 'g8' })
    try {
      const fails = runMigration(
        testOptions(broken.url, { backupFolder }),
        async () => true,
        (event) => {
          if (event.kind === 'task-progress' && event.task === '1.2') throw new Error('no luck')
        },
      )
      await expect(fails).rejects.toThrow('no luck')
      expect(await trailOf(broken)).toEqual([
        'run started 1',
        ...forward(1, ['1.1']),
        'phase started 1 1.2',
        'phase failed 1 1.2',
        'run failed 1',
      ])
      const { entries } = await inspectLog(broken.url)
      expect(entries.at(-1)?.details['error']).toBe('no luck')
    } finally {
      await broken.drop()
    }
  })
})

describe('what is kept', () => {
  let database: TestDatabase
  let approver: SecondRole
  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g8' })
    approver = await secondRole(database)
  })
  afterAll(async () => {
    await approver.drop()
    await database.drop()
  })

  it('over rollback and re-migration: the log, approvals, history, parked rows and backups', async () => {
    await openApprovalsForRole(database.url, approver.name)
    const planned = await dryRun(database.url, {})
    if (planned.kind === 'target') throw new Error('this is no legacy database')
    await approvePlan(
      {
        databaseUrl: approver.url,
        stageMap: {},
        functionMap: {},
        hash: planned.plan.hash,
        comment: 'kept',
        administrator: null,
      },
      async () => true,
    )
    await migrate(database.url, { isSolo: false })
    await database.sql`
      update public.opportunities set stage = 'needs_analysis', next_action = 'Call' where id = 1`
    const kept = async () => ({
      log: (await inspectLog(database.url)).entries.map(({ hash }) => hash),
      approvals: await database.sql`select * from valence_migration.approvals order by id`,
    })
    const before = await kept()
    await rollBack(database.url)
    const after = await kept()
    expect(after.log.slice(0, before.log.length)).toEqual(before.log)
    expect(after.approvals).toEqual(before.approvals)
    const [parked] = await database.sql`
      select next_action from valence_migration.parked_opportunities where id = 1`
    expect(parked?.['next_action']).toBe('Call')

    await migrate(database.url)
    const again = await kept()
    expect(again.log.slice(0, after.log.length)).toEqual(after.log)
    expect(again.approvals).toEqual(before.approvals)
    const [restored] = await database.sql`
      select stage::text as stage, next_action from public.opportunities where id = 1`
    expect(restored).toMatchObject({ stage: 'needs_analysis', next_action: 'Call' })
    const runs = await database.sql`
      select distinct run_id::int as run from public.migration_history order by 1`
    expect(runs.map((row) => row['run'])).toEqual([1, 2])
  })

  it('for 90 days: backups, and the newest good one of a database for ever', async () => {
    const folders = async () =>
      (await listBackups(backupFolder, new Date()))
        .filter((backup) => backup.database === database.name)
        .map((backup) => backup.folder)
    const at = (days: number) => new Date(Date.now() + days * DAY_MS)
    expect(await folders()).toHaveLength(2)
    expect(await overdueBackups(backupFolder, at(89))).toEqual([])
    await deleteBackups(await overdueBackups(backupFolder, at(91)))
    expect(await folders()).toHaveLength(1)
    expect((await readdir(backupFolder)).length).toBeGreaterThan(0)
  })
})

describe('permissions', () => {
  it('of a role of the installation survive the migration and the rollback: grants, columns, defaults, policies', async () => {
    const database = await createLegacyDatabase({ generation: 'g21' })
    const clerk = await secondRole(database, '')
    try {
      await database.sql.unsafe(`
        grant usage on schema public to ${clerk.name};
        grant select, update on public.deals to ${clerk.name};
        grant select (id, name), update (name) on public.companies to ${clerk.name};
        grant select on public.deal_notes to ${clerk.name} with grant option;
        create policy "clerks read" on public.deals for select to ${clerk.name} using (amount < 100000);
        create policy "clerks write" on public.deals for update to ${clerk.name} using (stage = 'opportunity');
        create policy "clerks see companies" on public.companies for select to ${clerk.name} using (true);
        create policy "not anon" on public.deals as restrictive for all to ${clerk.name}, authenticated using (true);
        alter default privileges in schema public grant select on tables to ${clerk.name}`)
      const before = await schemaDump(database.url, { excludeSchemas: OURS })
      const seen = await doorsOf(clerk.url)
      expect(seen).toMatchObject({ 'select companies.sector': '42501', 'delete deals': '42501' })

      await migrate(database.url)
      expect(await doorsOf(clerk.url)).toEqual(seen)
      const policies = await database.sql<{ text: string }[]>`
        select p.polname || ' ' || p.polpermissive || ' ' || array_to_string(array(
          select pg_get_userbyid(r)::text from unnest(p.polroles) as r order by 1), ',') as text
        from pg_policy as p where p.polrelid = 'public.opportunities'::regclass and p.polname ~ 'clerks|not anon' order by 1`
      expect(policies.map(({ text }) => text)).toEqual([
        `clerks read true ${clerk.name}`,
        `clerks write true ${clerk.name}`,
        `not anon false ${clerk.name},authenticated`,
      ])

      await rollBack(database.url)
      expect(await schemaDump(database.url, { excludeSchemas: OURS })).toBe(before)
      expect(await doorsOf(clerk.url)).toEqual(seen)
    } finally {
      await database.drop()
      await clerk.drop().catch(() => undefined)
    }
  })
})

/** What a role reads and writes through the old names: rows, or the SQLSTATE of the refusal. */
async function doorsOf(url: string): Promise<Readonly<Record<string, string>>> {
  const statements = {
    'select deals': 'select count(*)::text as seen from public.deals',
    'update deals': `update public.deals set name = name where stage = 'opportunity'`,
    'delete deals': 'delete from public.deals',
    'select companies.name': 'select count(name)::text as seen from public.companies',
    'select companies.sector': 'select count(sector)::text as seen from public.companies',
    'select deal_notes': 'select count(*)::text as seen from public.deal_notes',
    'select contacts': 'select count(*)::text as seen from public.contacts',
    'select tasks': 'select count(*)::text as seen from public.tasks',
  }
  const sql = connect(url, { max: 1 })
  const doors: Record<string, string> = {}
  try {
    for (const [what, statement] of Object.entries(statements)) {
      await sql
        .begin(async (tx) => {
          const rows = await tx.unsafe<{ seen?: string }[]>(statement)
          doors[what] = rows[0]?.seen ?? `${rows.count} rows`
          throw new Error('undone')
        })
        .catch((error: unknown) => {
          if (error instanceof Error && 'code' in error) doors[what] = String(error.code)
        })
    }
    return doors
  } finally {
    await sql.end({ timeout: 5 })
  }
}
