import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLegacyDatabase, dataDigest, schemaDump, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Outcome, valence } from './valence.fixture.ts'

describe('the migration from the command line', () => {
  let database: TestDatabase
  let folder: string

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g21' })
    folder = await mkdtemp(path.join(tmpdir(), 'valence-cli-'))
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  const run = (command: string, ...args: string[]): Promise<Outcome> =>
    valence([command, '--log-file', path.join(folder, 'migration.log'), ...args], {
      DATABASE_URL: database.url,
    })
  const backups = () => ['--backup-dir', path.join(folder, 'backups')]

  it('refuses wrong use with exit code 2 and says what to do', async () => {
    const none = await valence(['migrate:dry-run', '--log-file', path.join(folder, 'none.log')])
    expect(none.code).toBe(2)
    expect(none.stderr).toContain('DATABASE_URL')
    expect((await valence(['migrate:dry-run', '--no-such-flag'])).code).toBe(2)
    expect((await run('migrate:production', '--yes', '--batch-size', '0')).code).toBe(2)
    expect((await run('migrate:verify')).code).toBe(2)
  })

  it('asks for a typed confirmation, and changes nothing where it cannot ask', async () => {
    const before = await schemaDump(database.url)
    const outcome = await run('migrate:production', ...backups())
    expect(outcome.code).toBe(2)
    expect(outcome.stderr).toContain('--yes')
    expect(await schemaDump(database.url)).toBe(before)
  })

  it('makes a dry run that changes nothing and counts exactly', async () => {
    const before = `${await schemaDump(database.url)}${JSON.stringify(await dataDigest(database.sql))}`
    const outcome = await run('migrate:dry-run', '--json', '--output', path.join(folder, 'plan.md'))
    expect(outcome.code).toBe(0)
    const { plan } = JSON.parse(outcome.stdout)
    const [deals] = await database.sql`select count(*)::int as count from public.deals`
    expect(plan.counts.deals).toBe(deals?.['count'])
    expect(plan.generation).toBe('G21')
    expect(await readFile(path.join(folder, 'plan.md'), 'utf8')).toContain('| deals |')
    expect(
      `${await schemaDump(database.url)}${JSON.stringify(await dataDigest(database.sql))}`,
    ).toBe(before)
  })

  it('is busy while another run holds the database', async () => {
    const holder = await database.sql.reserve()
    await holder`select pg_advisory_lock(1447120974, 1)`
    const outcome = await run('migrate:production', '--yes', ...backups())
    await holder`select pg_advisory_unlock(1447120974, 1)`
    holder.release()
    expect(outcome.code).toBe(5)
  })

  it('migrates, verifies and reports', async () => {
    const outcome = await run('migrate:production', '--yes', '--json', ...backups())
    expect(outcome.code, outcome.stderr).toBe(0)
    const { report } = JSON.parse(outcome.stdout)
    expect(report.state).toBe('migrated')
    expect(report.verification.isGood).toBe(true)
    expect((await run('migrate:verify')).code).toBe(0)
    const markdown = await run('migrate:report')
    expect(markdown.stdout).toContain('All')
    expect(markdown.stdout).toContain('| 1.4 | migrate | done |')
    const again = await run('migrate:production', '--yes', ...backups())
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('migrated already')
  })

  it('keeps history and progress where signed-in users read them', async () => {
    const [user] = await database.sql`select user_id as id from public.sales limit 1`
    const phases = await database.asUser(
      String(user?.['id']),
      (tx) =>
        tx`select phase, status from public.migration_history where action = 'migrate' order by id`,
    )
    expect(phases.map((row) => [row['phase'], row['status']])).toEqual([
      ['1.1', 'done'],
      ['1.2', 'done'],
      ['1.3', 'done'],
      ['1.4', 'done'],
    ])
    const progress = await database.sql`
      select count(*)::int as steps, bool_and(status = 'done') as done from public.migration_progress`
    expect(progress[0]?.['done']).toBe(true)
  })

  it('writes its log and its backup for the owner only, and no secret into either', async () => {
    const password = new URL(database.url).password
    const log = await readFile(path.join(folder, 'migration.log'), 'utf8')
    expect(log).not.toContain(password)
    for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('severity')
    const [backup] = await readdir(path.join(folder, 'backups'))
    for (const file of await readdir(path.join(folder, 'backups', backup ?? ''))) {
      const { mode } = await stat(path.join(folder, 'backups', backup ?? '', file))
      expect(mode & 0o077, file).toBe(0)
    }
  })

  it('refuses a rollback once 48 hours are over, and does it before', async () => {
    await database.sql`update valence_migration.runs set completed_at = now() - interval '49 hours'`
    expect((await run('migrate:rollback', '--yes')).code).toBe(4)
    await database.sql`update valence_migration.runs set completed_at = now() - interval '47 hours'`
    const outcome = await run('migrate:rollback', '--yes', '--json')
    expect(outcome.code, outcome.stderr).toBe(0)
    expect(JSON.parse(outcome.stdout).kind).toBe('rolled-back')
    const report = await run('migrate:report')
    expect(report.stdout).toContain('rolled back')
  })
})

describe('a stage that no one mapped', () => {
  let database: TestDatabase
  let folder: string

  beforeAll(async () => {
    database = await createLegacyDatabase({ generation: 'g8' })
    folder = await mkdtemp(path.join(tmpdir(), 'valence-cli-'))
    await database.sql`update public.deals set stage = 'discovery' where id in (select id from public.deals order by id limit 3)`
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  it('is a no-go that names it, counts its rows and leaves the database as it is', async () => {
    const before = await schemaDump(database.url)
    const outcome = await valence(
      [
        'migrate:production',
        '--yes',
        '--log-file',
        path.join(folder, 'm.log'),
        '--backup-dir',
        folder,
      ],
      { DATABASE_URL: database.url },
    )
    expect(outcome.code).toBe(3)
    expect(outcome.stderr).toContain('"discovery" has no mapping (3 deals)')
    expect(await schemaDump(database.url)).toBe(before)
  })

  it('is written into a map file that names its deals, and stdout has JSON and nothing else', async () => {
    const args = ['migrate:dry-run', '--json', '--log-file', path.join(folder, 'm.log')]
    const env = { DATABASE_URL: database.url }
    const dryRun = () => valence(args, env, () => {}, folder)
    const outcome = await dryRun()
    expect(outcome.code).toBe(3)
    expect(JSON.parse(outcome.stdout).plan.unmappedStages).toEqual(['discovery'])
    expect(outcome.stderr).toContain('--stage-map stage-map.json')
    const file = path.join(folder, 'stage-map.json')
    const written = await readFile(file, 'utf8')
    expect(JSON.parse(written)).toMatchObject({ '// discovery': '3 deals', discovery: '' })

    // What someone filled in is never overwritten, and the notes may stay.
    await writeFile(file, written.replace('"discovery": ""', '"discovery": "lead"'))
    expect((await dryRun()).stderr).toContain('was left as it is')
    const mapped = await valence([...args, '--stage-map', file], env, () => {}, folder)
    expect(mapped.code, mapped.stderr).toBe(0)
    expect(JSON.parse(mapped.stdout).plan.unmappedStages).toEqual([])
  })

  it('goes where the map file says', async () => {
    const map = path.join(folder, 'map.json')
    await writeFile(map, JSON.stringify({ discovery: 'needs_analysis' }))
    const outcome = await valence(
      [
        'migrate:production',
        '--yes',
        '--stage-map',
        map,
        '--log-file',
        path.join(folder, 'm.log'),
        '--backup-dir',
        folder,
      ],
      { DATABASE_URL: database.url },
    )
    expect(outcome.code, outcome.stderr).toBe(0)
    const stages = await database.sql`
      select distinct stage::text as stage from public.opportunities where legacy_stage = 'discovery'`
    expect(stages.map((row) => row['stage'])).toEqual(['needs_analysis'])
  })
})

describe('an interruption', () => {
  it('ends after its batch with exit code 130, and the same command goes on', async () => {
    const database = await createLegacyDatabase({ generation: 'g21', deals: 400, defects: 'all' })
    const folder = await mkdtemp(path.join(tmpdir(), 'valence-cli-'))
    const args = [
      'migrate:production',
      '--yes',
      '--batch-size',
      '2',
      '--log-file',
      path.join(folder, 'm.log'),
      '--backup-dir',
      path.join(folder, 'backups'),
    ]
    try {
      const env = { DATABASE_URL: database.url }
      const interrupted = await valence(args, env, (text, child) => {
        if (text.includes('Backup restored')) setTimeout(() => child.kill('SIGINT'), 300)
      })
      expect(interrupted.code, interrupted.stderr).toBe(130)
      const [run] = await database.sql`select state from valence_migration.runs`
      expect(run?.['state']).toBe('running')

      const resumed = await valence(
        args.filter((arg) => arg !== '--batch-size' && arg !== '2'),
        env,
      )
      expect(resumed.code, resumed.stderr).toBe(0)
      expect(resumed.stdout).toContain('Going on with run')
      expect(existsSync(path.join(folder, 'm.log'))).toBe(true)
    } finally {
      await database.drop()
      await rm(folder, { recursive: true })
    }
  }, 90_000)
})
