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
    const outcome = await run('migrate:production', '--solo', ...backups())
    expect(outcome.code).toBe(2)
    expect(outcome.stderr).toContain('--yes')
    expect(await schemaDump(database.url)).toBe(before)
  })

  it('refuses to run without the approval of a second person, with exit code 6 and the next command', async () => {
    const before = await schemaDump(database.url)
    const outcome = await run('migrate:production', '--yes', ...backups())
    expect(outcome.code).toBe(6)
    expect(outcome.stderr).toMatch(/npm run migrate:approve -- --plan [0-9a-f]{16} /)
    expect(existsSync(path.join(folder, 'backups'))).toBe(false)
    expect(await schemaDump(database.url)).toBe(before)
    const dry = await run('migrate:dry-run')
    const hash = /^Plan +(?<hash>[0-9a-f]{64})$/m.exec(dry.stdout)?.groups?.['hash'] ?? ''
    expect(outcome.stderr).toContain(hash)
    expect(dry.stdout).toContain(`npm run migrate:approve -- --plan ${hash.slice(0, 16)}\n`)
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
    const outcome = await run('migrate:production', '--yes', '--solo', '--json', ...backups())
    expect(outcome.code, outcome.stderr).toBe(0)
    const { report } = JSON.parse(outcome.stdout)
    expect(report.state).toBe('migrated')
    expect(report.verification.isGood).toBe(true)
    expect((await run('migrate:verify')).code).toBe(0)
    const markdown = await run('migrate:report')
    expect(markdown.stdout).toContain('All')
    expect(markdown.stdout).toContain('| 1.4 | migrate | done |')
    expect(markdown.stdout).toContain("without a second person's approval, on the operator's word")
    const again = await run('migrate:production', '--yes', ...backups())
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('migrated already')
  })

  it('shows the log, and proves that it is whole', async () => {
    const shown = await run('migrate:log')
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('run started')
    for (const line of shown.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    const verified = await run('migrate:log', '--verify', '--json')
    expect(verified.code).toBe(0)
    const { head } = JSON.parse(verified.stdout)
    expect(await readFile(path.join(folder, 'migration.log'), 'utf8')).toContain(head.hash)
    expect((await run('migrate:report')).stdout).toContain(head.hash)
    expect((await run('migrate:log', '--verify', '--expect', head.hash)).code).toBe(0)
    const missed = await run('migrate:log', '--verify', '--expect', 'f'.repeat(64))
    expect(missed.code).toBe(1)
    expect(missed.stdout).toContain('cut off')
    expect((await run('migrate:log', '--verify', '--expect', 'nothing')).code).toBe(2)
  })

  it('goes through the checklist, and ends with 0 once people confirmed the rest', async () => {
    const open = await run('migrate:checklist')
    expect(open.code, open.stdout).toBe(1)
    expect(open.stdout).toContain('☐ ui-text')
    expect(open.stdout).not.toContain('✗')
    for (const line of open.stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
    expect((await run('migrate:checklist', '--confirm', 'views')).code).toBe(2)
    let last = open
    for (const item of ['old-urls', 'sign-offs', 'ui-text', 'caches', 'rollback', 'team']) {
      last = await run('migrate:checklist', '--confirm', item, '--by', 'Anna', '--json')
    }
    expect(last.code).toBe(0)
    expect(JSON.parse(last.stdout).isComplete).toBe(true)
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
      ['rest', 'done'],
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
    const place = path.join(folder, 'backups', backup ?? '')
    for (const file of await readdir(place, { recursive: true })) {
      const { mode } = await stat(path.join(place, file))
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

describe('backups from the command line', () => {
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
    valence(
      [
        command,
        '--backup-dir',
        path.join(folder, 'backups'),
        '--log-file',
        path.join(folder, 'm.log'),
        ...args,
      ],
      { DATABASE_URL: database.url, PG_DUMP: 'none' },
    )
  const backups = async () => (await readdir(path.join(folder, 'backups'))).toSorted()

  /** As if it had been taken that many days ago. */
  async function age(name: string, days: number): Promise<void> {
    const file = path.join(folder, 'backups', name, 'manifest.json')
    const manifest = JSON.parse(await readFile(file, 'utf8'))
    const startedAt = new Date(Date.now() - days * 86_400_000).toISOString()
    await writeFile(file, JSON.stringify({ ...manifest, startedAt }))
  }

  it('are taken, proven and listed, and say which kind they are and why', async () => {
    const taken = await run('migrate:backup')
    expect(taken.code, taken.stderr).toBe(0)
    expect(taken.stdout).toContain('our own snapshot, rows without definitions: PG_DUMP is none')
    expect(taken.stdout).toContain('read the same, in a scratch schema')
    const list = await run('migrate:backup', '--list')
    expect(list.stdout).toMatch(/good +copy +/)
    expect(`${taken.stdout}${taken.stderr}`).not.toContain(new URL(database.url).password)
  })

  it('are asked for before they go, and the newest good one stays however old', async () => {
    await run('migrate:backup')
    await run('migrate:backup')
    const [first = '', second = '', third = ''] = await backups()
    await age(first, 200)
    await age(second, 120)
    await age(third, 100)
    await writeFile(path.join(folder, 'backups', third, 'public.deals.copy.gz'), 'no copy')

    const asked = await run('migrate:cleanup')
    expect(asked.code).toBe(2)
    expect(asked.stderr).toContain('--yes')
    expect(await backups()).toEqual([first, second, third])

    const done = await run('migrate:cleanup', '--yes')
    expect(done.code, done.stderr).toBe(0)
    expect(done.stdout).toContain('Deleted 2 backups.')
    expect(await backups()).toEqual([second])
    expect((await run('migrate:cleanup', '--yes')).stdout).toContain('Nothing is over')
  })

  it('without a database are folders only, which is said', async () => {
    const outcome = await valence([
      'migrate:cleanup',
      '--yes',
      '--backup-dir',
      path.join(folder, 'nowhere'),
      '--log-file',
      path.join(folder, 'm.log'),
    ])
    expect(outcome.code, outcome.stderr).toBe(0)
    expect(outcome.stdout).toContain('No database was named')
  })

  it('are kept as tables too, which go after 90 days but never the last set', async () => {
    for (const command of ['migrate:production', 'migrate:rollback', 'migrate:production']) {
      const further =
        command === 'migrate:rollback' ? [] : ['--solo', '--backup-dir', path.join(folder, 'b')]
      const outcome = await valence(
        [command, '--yes', '--log-file', path.join(folder, 'm.log'), ...further],
        { DATABASE_URL: database.url, PG_DUMP: 'none' },
      )
      expect(outcome.code, outcome.stderr).toBe(0)
    }
    const report = await valence(['migrate:report', '--log-file', path.join(folder, 'm.log')], {
      DATABASE_URL: database.url,
    })
    expect(report.stdout).toMatch(/valence_migration\."backup_deals_\d{8}T\d{6}Z"` of deals/)
    await database.sql`
      update valence_migration.backup_tables set taken_at = now() - interval '100 days'`
    const done = await run('migrate:cleanup', '--yes', '--json')
    expect(done.code, done.stderr).toBe(0)
    const { dropped } = JSON.parse(done.stdout)
    const [left] = await database.sql`
      select count(*)::int as tables, count(distinct run_id)::int as runs from valence_migration.backup_tables`
    expect(left).toEqual({ tables: dropped.length, runs: 1 })
    expect(dropped.length).toBeGreaterThan(2)
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
        '--solo',
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

    // One of another database is no answer to this one.
    await writeFile(file, '{ "elsewhere": "lead" }')
    const { stderr } = await dryRun()
    expect(stderr).toContain('stage-map.json names other stages')
    expect(stderr).toContain('--stage-map stage-map-2.json')
    expect(stderr.match(/"discovery" has no mapping/g)).toHaveLength(1)
    expect(
      JSON.parse(await readFile(path.join(folder, 'stage-map-2.json'), 'utf8')),
    ).toHaveProperty('discovery')
  })

  it('writes the functions that have to change, and goes with the map of them', async () => {
    await database.sql.unsafe(
      `create function public.stamp() returns trigger language plpgsql as
         $f$ begin if new.stage = 'won' then new.description := 'won'; end if; return new; end $f$;
       create trigger stamp before update on public.deals for each row execute function public.stamp()`,
    )
    const map = path.join(folder, 'go.json')
    await writeFile(map, JSON.stringify({ discovery: 'lead' }))
    const args = ['migrate:dry-run', '--stage-map', map, '--log-file', path.join(folder, 'm.log')]
    const env = { DATABASE_URL: database.url }
    const refused = await valence(args, env, () => {}, folder)
    expect(refused.code).toBe(3)
    expect(refused.stdout).toContain('give function-map.json with --function-map function-map.json')
    const changed = await readFile(path.join(folder, 'functions', 'public.stamp.sql'), 'utf8')
    expect(changed).toContain('new.legacy_stage')
    const given = ['--function-map', path.join(folder, 'function-map.json')]
    const goes = await valence([...args, ...given], env, () => {}, folder)
    expect(goes.code, goes.stdout).toBe(0)
    await database.sql`drop function public.stamp() cascade`
  })

  it('goes where the map file says', async () => {
    const map = path.join(folder, 'map.json')
    await writeFile(map, JSON.stringify({ discovery: 'needs_analysis' }))
    const outcome = await valence(
      [
        'migrate:production',
        '--yes',
        '--solo',
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

describe('the approval from the command line', () => {
  it('takes the plan as a hash or a file, by a role that it was opened for', async () => {
    const database = await createLegacyDatabase({ generation: 'g8' })
    const folder = await mkdtemp(path.join(tmpdir(), 'valence-cli-'))
    const run = (url: string, command: string, ...args: string[]) =>
      valence([command, '--log-file', path.join(folder, 'm.log'), ...args], { DATABASE_URL: url })
    const superuser = new URL(database.superuserUrl)
    try {
      const dry = await run(database.url, 'migrate:dry-run', '--json')
      const plan = path.join(folder, 'plan.json')
      await writeFile(plan, dry.stdout)
      const closed = await run(database.superuserUrl, 'migrate:approve', '--plan', plan, '--yes')
      expect(closed.code).toBe(2)
      expect(closed.stderr).toContain(`--open-for ${superuser.username}`)
      const opened = await run(
        database.url,
        'migrate:approve',
        '--open-for',
        decodeURIComponent(superuser.username),
      )
      expect(opened.code, opened.stderr).toBe(0)
      expect((await run(database.superuserUrl, 'migrate:approve', '--yes')).code).toBe(2)
      const asked = await run(database.superuserUrl, 'migrate:approve', '--plan', plan)
      expect(asked.code).toBe(2)
      const approved = await run(
        database.superuserUrl,
        'migrate:approve',
        '--plan',
        plan,
        '--comment',
        'Go',
        '--yes',
      )
      expect(approved.code, approved.stderr).toBe(0)
      expect(approved.stdout).toContain('Approved.')
      const noToken = await run(
        database.url,
        'migrate:approve',
        '--plan',
        plan,
        '--as-user',
        'a@b.c',
      )
      expect(noToken.code).toBe(2)
      expect(noToken.stderr).toContain('VALENCE_ACCESS_TOKEN')
      const migrated = await run(
        database.url,
        'migrate:production',
        '--yes',
        '--backup-dir',
        path.join(folder, 'backups'),
      )
      expect(migrated.code, migrated.stderr).toBe(0)
      expect((await run(database.url, 'migrate:report')).stdout).toMatch(/Approval: by .*: "Go"/)
    } finally {
      await database.drop()
      await rm(folder, { recursive: true })
    }
  })
})

describe('an interruption', () => {
  it('ends after its batch with exit code 130, and the same command goes on', async () => {
    const database = await createLegacyDatabase({ generation: 'g21', deals: 400, defects: 'all' })
    const folder = await mkdtemp(path.join(tmpdir(), 'valence-cli-'))
    const args = [
      'migrate:production',
      '--yes',
      '--solo',
      '--batch-size',
      '2',
      '--log-file',
      path.join(folder, 'm.log'),
      '--backup-dir',
      path.join(folder, 'backups'),
    ]
    try {
      const env = { DATABASE_URL: database.url }
      let isKilled = false
      const interrupted = await valence(args, env, (text, child) => {
        if (isKilled || !text.includes('Backup restored')) return
        isKilled = true
        setTimeout(() => child.kill('SIGINT'), 300)
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
