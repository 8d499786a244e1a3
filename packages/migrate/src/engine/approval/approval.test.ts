import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@valence/db'
import { createLegacyDatabase, schemaDump, type TestDatabase } from '@valence/testkit'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { inspectLog } from '../books/inspect-log.ts'
import type { RunOptions } from '../plan/options.ts'
import type { MigrationPlan } from '../plan/plan.ts'
import { dryRun, reportDatabase } from '../run/inspect.ts'
import { runMigration } from '../run/run-migration.ts'
import { runRollback } from '../run/run-rollback.ts'
import { testOptions } from '../run/stepwise.fixture.ts'
import { type ApproveOptions, approvePlan, openApprovalsForRole } from './approve-plan.ts'
import { type SecondRole, secondRole } from './second-role.fixture.ts'

const SECRET = 'a-secret-of-at-least-thirty-two-characters'
let database: TestDatabase
let approver: SecondRole
let backupFolder: string

beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
  approver = await secondRole(database)
})
afterEach(async () => {
  await approver.drop()
  await database.drop()
})

const planNow = async (): Promise<MigrationPlan> => {
  const planned = await dryRun(database.url, {})
  if (planned.kind === 'target') throw new Error('this is no legacy database')
  return planned.plan
}

const run = (changes: Partial<RunOptions> = {}) =>
  runMigration(
    testOptions(database.url, { backupFolder, isSolo: false, ...changes }),
    async () => true,
    () => {},
  )

const approve = (changes: Partial<ApproveOptions> & { readonly hash: string }) =>
  approvePlan(
    {
      databaseUrl: approver.url,
      stageMap: {},
      functionMap: {},
      comment: null,
      administrator: null,
      ...changes,
    },
    async () => true,
  )

const openAndApprove = async () => {
  await openApprovalsForRole(database.url, approver.name)
  return await approve({ hash: (await planNow()).hash })
}

describe('a run without approval', () => {
  it('ends with exit code 6 before the first write, and says the hash, who must do what, and the command', async () => {
    const before = await schemaDump(database.url)
    const { hash } = await planNow()
    const backups = await readdir(backupFolder)
    await expect(run()).rejects.toMatchObject({
      code: 'VAL-APPROVAL',
      exitCode: 6,
      message: expect.stringContaining('no one has approved it yet'),
      object: `plan ${hash}`,
      hint: expect.stringContaining(`npm run migrate:approve -- --plan ${hash.slice(0, 16)}`),
    })
    expect(await schemaDump(database.url)).toBe(before)
    expect(await readdir(backupFolder)).toEqual(backups)
  })

  it('goes ahead on the word of the operator, which is written down with the run, in the log and in the report', async () => {
    await run({ isSolo: true })
    const [kept] = await database.sql`select options from valence_migration.runs`
    expect(kept?.['options']).toMatchObject({ solo: true, approval: null })
    const { entries } = await inspectLog(database.url)
    expect(entries.find(({ what }) => what === 'run started')?.details).toMatchObject({
      solo: true,
      approvedBy: null,
    })
    expect((await reportDatabase(database.url))?.approval).toBeNull()
  })
})

describe('an approval', () => {
  it('by another role lets exactly one run of exactly this plan go ahead', async () => {
    await openAndApprove()
    expect((await run()).kind).toBe('migrated')
    expect((await reportDatabase(database.url))?.approval).toMatchObject({
      by: approver.name,
      administrator: null,
    })
    const { entries, breaks } = await inspectLog(database.url)
    expect(breaks).toEqual([])
    expect(entries.slice(0, 3).map(({ what, who }) => [what, who])).toEqual([
      ['approvals opened', 'postgres'],
      ['plan approved', approver.name],
      ['run started', 'postgres'],
    ])
    await runRollback(
      testOptions(database.url),
      async () => true,
      () => {},
    )
    await expect(run()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining('was used for run 1'),
    })
    await approve({ hash: (await planNow()).hash })
    expect((await run()).kind).toBe('migrated')
  })

  it('is void once the plan changes, and what changed is said', async () => {
    await openAndApprove()
    await database.sql.unsafe(`
      alter table public.deals add column region text;
      drop policy "Deals Delete Policy" on public.deals`)
    await expect(run()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringMatching(
        /the plan changed since approver_\w+ approved [0-9a-f]{16}: column deals\.region was added; policy deals\.Deals Delete Policy was dropped/,
      ),
    })
    await expect(run({ stageMap: { won: { stage: 'closed_lost' } } })).rejects.toMatchObject({
      message: expect.stringContaining('the stage map was changed'),
    })
    const { entries } = await inspectLog(database.url)
    expect(entries.at(-1)).toMatchObject({
      what: 'run refused',
      details: { code: 'VAL-APPROVAL', plan: expect.any(String) },
    })
  })

  it('holds while rows come and go', async () => {
    await openAndApprove()
    await database.sql`insert into public.deals (name, stage) values ('Another', 'won')`
    expect((await run()).kind).toBe('migrated')
  })

  it('by the role that runs is one person, and no approval', async () => {
    const plan = await planNow()
    await openApprovalsForRole(database.url, approver.name)
    await approve({ hash: plan.hash, databaseUrl: database.url })
    await expect(run()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining('that is one person'),
    })
  })

  it('is over after seven days', async () => {
    await openAndApprove()
    await database.sql.unsafe(`
      alter table valence_migration.approvals disable trigger valence_append_only;
      update valence_migration.approvals set approved_at = now() - interval '7 days 1 minute'`)
    await expect(run()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining('is older than 7 days'),
    })
    await database.sql`update valence_migration.approvals set approved_at = now() - interval '6 days 23 hours'`
    expect((await run()).kind).toBe('migrated')
  })

  it('that the log does not know was written past the tool, and counts for nothing', async () => {
    const { hash } = await planNow()
    await openApprovalsForRole(database.url, approver.name)
    await database.sql`
      insert into valence_migration.approvals (plan_hash, parts, approved_by, tool_version, approved_at)
      values (${hash}, '{}', ${approver.name}, '0', now())`
    await expect(run()).rejects.toMatchObject({
      exitCode: 6,
      message: expect.stringContaining('written past the tool'),
    })
  })

  it('is not needed to go on with an interrupted run', async () => {
    await openAndApprove()
    const stop = new AbortController()
    stop.abort()
    await expect(run({ signal: stop.signal })).rejects.toMatchObject({ code: 'VAL-INTERRUPTED' })
    expect((await run()).kind).toBe('migrated')
  })
})

describe('who may approve', () => {
  it('is a role that it was opened for; no other, and no one writes anything else', async () => {
    const { hash } = await planNow()
    await expect(approve({ hash })).rejects.toMatchObject({
      code: 'VAL-APPROVALS-CLOSED',
      exitCode: 2,
      hint: expect.stringContaining(`--open-for ${approver.name}`),
    })
    await openApprovalsForRole(database.url, approver.name)
    await openApprovalsForRole(database.url, approver.name)
    const theirs = connect(approver.url, { max: 1 })
    try {
      for (const statement of [
        `insert into valence_migration.approvals (plan_hash, parts, approved_by, tool_version, approved_at) values ('', '{}', 'me', '', now())`,
        'delete from valence_migration.log',
        `select valence_migration.append_log('plan approved', null, '{}')`,
        `select valence_migration.record_approval('', '{}', null, '', 'someone@else')`,
        'create table valence_migration.mine ()',
      ]) {
        await expect(theirs.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' })
      }
    } finally {
      await theirs.end({ timeout: 5 })
    }
    const other = await secondRole(database)
    try {
      await expect(approve({ hash, databaseUrl: other.url })).rejects.toMatchObject({
        code: 'VAL-APPROVALS-CLOSED',
      })
    } finally {
      await other.drop()
    }
  })

  it('must see every row and every name', async () => {
    const narrow = await secondRole(database, '')
    try {
      await openApprovalsForRole(database.url, narrow.name)
      await expect(
        approve({ hash: (await planNow()).hash, databaseUrl: narrow.url }),
      ).rejects.toMatchObject({
        code: 'VAL-SIGHT',
        hint: expect.stringMatching(/pg_read_all_data.*bypassrls/),
      })
    } finally {
      await narrow.drop()
    }
  })

  it('is opened by the owner, for another role that can sign in', async () => {
    const closed = { exitCode: 2, code: 'VAL-APPROVER' }
    await expect(openApprovalsForRole(database.url, 'postgres')).rejects.toMatchObject(closed)
    await expect(openApprovalsForRole(database.url, 'anon')).rejects.toMatchObject(closed)
    await expect(openApprovalsForRole(database.url, 'nobody at all')).rejects.toMatchObject(closed)
    await expect(openApprovalsForRole(approver.url, approver.name)).rejects.toMatchObject({
      code: 'VAL-NOT-OWNER',
    })
    expect(await schemaDump(database.url)).not.toContain('valence_migration')
  })

  it('sees the same hash as the owner and a superuser, before and after the book is opened', async () => {
    const { hash } = await planNow()
    const seen = await dryRun(database.superuserUrl, {})
    expect(seen.kind === 'plan' && seen.plan.hash).toBe(hash)
    await openApprovalsForRole(database.url, approver.name)
    const theirs = await dryRun(approver.url, {})
    expect(theirs.kind === 'plan' && theirs.plan.hash).toBe(hash)
    expect((await planNow()).hash).toBe(hash)
  })

  it('approves no other plan than the one that was asked for, and none that is a no-go', async () => {
    await openApprovalsForRole(database.url, approver.name)
    const plan = await planNow()
    await database.sql`alter table public.deals add column region text`
    await expect(approve({ hash: plan.hash })).rejects.toMatchObject({
      code: 'VAL-OTHER-PLAN',
      exitCode: 3,
    })
    await expect(approve({ hash: plan.hash, earlierPlan: plan })).rejects.toMatchObject({
      code: 'VAL-DRIFT',
      object: 'column deals.region was added',
    })
    await database.sql`update public.deals set stage = 'discovery' where id = 1`
    await expect(approve({ hash: (await planNow()).hash })).rejects.toMatchObject({
      code: 'VAL-NO-GO',
      exitCode: 3,
    })
  })
})

describe('an administrator of the CRM', () => {
  const userWhere = async (where: string) => {
    const [user] = await database.sql.unsafe<{ id: string; email: string }[]>(
      `select user_id::text as id, email::text as email from public.sales where ${where} order by id limit 1`,
    )
    if (user === undefined) throw new Error(`no user is ${where}`)
    return user
  }
  const tokenFor = async (
    id: string,
    changes: { readonly secret?: string; readonly expires?: string; readonly role?: string } = {},
  ) =>
    await new SignJWT({ role: changes.role ?? 'authenticated' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(id)
      .setAudience('authenticated')
      .setExpirationTime(changes.expires ?? '1h')
      .sign(new TextEncoder().encode(changes.secret ?? SECRET))
  const approveAs = async (email: string, token: string) =>
    await approve({
      hash: (await planNow()).hash,
      databaseUrl: database.url,
      administrator: { email, token, secret: SECRET },
      comment: 'Looks right',
    })

  it('who is signed in approves through the connection of the operator', async () => {
    const { id, email } = await userWhere('administrator')
    await approveAs(email.toUpperCase(), await tokenFor(id))
    expect((await run()).kind).toBe('migrated')
    expect((await reportDatabase(database.url))?.approval).toMatchObject({
      by: 'postgres',
      administrator: email,
      comment: 'Looks right',
    })
  })

  it('is proven by a token that the server signed, for that user, and that has not run out', async () => {
    const { id, email } = await userWhere('administrator')
    const refused = { code: 'VAL-TOKEN', exitCode: 2 }
    await expect(
      approveAs(email, await tokenFor(id, { secret: `${SECRET}!` })),
    ).rejects.toMatchObject(refused)
    await expect(
      approveAs(email, await tokenFor(id, { expires: '1 minute ago' })),
    ).rejects.toMatchObject({ ...refused, message: 'The access token has run out' })
    await expect(
      approveAs(email, await tokenFor(id, { role: 'service_role' })),
    ).rejects.toMatchObject(refused)
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(
      JSON.stringify({ sub: id, aud: 'authenticated', role: 'authenticated', exp: 9e9 }),
    ).toString('base64url')}.`
    await expect(approveAs(email, unsigned)).rejects.toMatchObject(refused)
    const other = await userWhere('not administrator')
    await expect(approveAs(email, await tokenFor(other.id))).rejects.toMatchObject({
      code: 'VAL-NOT-ADMINISTRATOR',
    })
  })

  it('is one, and not disabled', async () => {
    const plain = await userWhere('not administrator')
    await expect(approveAs(plain.email, await tokenFor(plain.id))).rejects.toMatchObject({
      code: 'VAL-NOT-ADMINISTRATOR',
      message: expect.stringContaining('is no administrator'),
    })
    const { id, email } = await userWhere('administrator')
    await database.sql`update public.sales set disabled = true where user_id = ${id}`
    await expect(approveAs(email, await tokenFor(id))).rejects.toMatchObject({
      message: expect.stringContaining('is disabled'),
    })
  })
})
