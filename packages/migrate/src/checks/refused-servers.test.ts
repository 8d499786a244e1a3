import { connect } from '@valence/db'
import { createLegacyDatabase, type TestDatabase } from '@valence/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SecondRole, secondRole } from '../engine/approval/second-role.fixture.ts'
import { planRun } from '../engine/plan/plan.ts'
import { capacity } from './capacity.ts'
import type { CheckContext, Finding } from './finding.ts'

let database: TestDatabase
let role: SecondRole | undefined
beforeEach(async () => {
  database = await createLegacyDatabase({ generation: 'g21' })
})
afterEach(async () => {
  if (role !== undefined) {
    await asSuperuser(`reassign owned by ${role.name} to postgres`)
    await role.drop()
    role = undefined
  }
  await database.drop()
})

async function asSuperuser(statements: string): Promise<void> {
  const sql = connect(database.superuserUrl, { max: 1 })
  try {
    await sql.unsafe(statements)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** What the plan finds when this role makes it. */
async function findingsAs(url: string): Promise<readonly Finding[]> {
  const sql = connect(url, { max: 1 })
  try {
    const planned = await planRun(sql, {})
    if (planned.kind === 'target') throw new Error('this is no legacy database')
    return planned.plan.findings
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** Gives every table of the installation to a role that owns nothing else. */
const giveTablesTo = (name: string) => `
  grant create on schema public to ${name};
  grant create on database "${database.name}" to ${name};
  grant usage on schema auth, extensions to ${name};
  do $$
  declare
    relation regclass;
  begin
    for relation in
      select c.oid::regclass from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
    loop
      execute format('alter table %s owner to ${name}', relation);
    end loop;
  end
  $$`

describe('a role', () => {
  it('that does not bypass forced row security is refused, table by table', async () => {
    role = await secondRole(database, 'nobypassrls in role pg_read_all_data')
    await asSuperuser(giveTablesTo(role.name))
    await asSuperuser('alter table public.deals force row level security')
    const found = (await findingsAs(role.url)).filter(({ message }) =>
      message.includes('forces row security'),
    )
    expect(found).toMatchObject([
      {
        severity: 'blocker',
        message: `deals forces row security, and ${role.name} does not bypass it: rows would be missed in silence`,
        fix: expect.stringContaining(`alter role ${role.name} bypassrls;`),
      },
    ])
  })

  it('that owns the tables and may make nothing new is refused with what to grant', async () => {
    role = await secondRole(database, 'bypassrls in role pg_read_all_data')
    await asSuperuser(giveTablesTo(role.name))
    await asSuperuser(`
      revoke create on schema public from ${role.name};
      revoke create on database "${database.name}" from ${role.name}`)
    const fixes = (await findingsAs(role.url))
      .filter(({ severity }) => severity === 'blocker')
      .map(({ fix }) => fix)
    expect(fixes).toEqual(
      expect.arrayContaining([
        `grant create on schema public to ${role.name};`,
        `grant create on database ${database.name} to ${role.name};`,
      ]),
    )
  })
})

describe('the disk of the server', () => {
  const look = (server: Partial<CheckContext['server']>) =>
    database.sql.begin((tx) => capacity.run(tx, { server } as CheckContext)) // it reads nothing else

  it('stops a run when less than twice the database is free', async () => {
    const dataDirectory = process.cwd()
    expect(
      await look({ isLocal: true, dataDirectory, databaseBytes: Number.MAX_SAFE_INTEGER }),
    ).toMatchObject([{ severity: 'blocker', examples: [dataDirectory] }])
    expect(await look({ isLocal: true, dataDirectory, databaseBytes: 1 })).toEqual([])
  })

  it('is for the operator to confirm where it cannot be seen', async () => {
    const elsewhere = { isLocal: false, dataDirectory: null, databaseBytes: 3_000_000 }
    expect(await look(elsewhere)).toMatchObject([
      { severity: 'notice', message: expect.stringContaining('6 MB') },
    ])
  })
})
