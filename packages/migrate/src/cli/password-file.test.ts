import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lookUpPassword } from '@valence/db'
import { startPostgres } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { reportDatabase } from '../engine/run/inspect.ts'
import { completeUrl, databaseUrl } from './options.ts'

let folder: string
const given = { file: process.env['PGPASSFILE'], password: process.env['PGPASSWORD'] }

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'valence-test-'))
  delete process.env['PGPASSWORD']
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  restore('PGPASSFILE', given.file)
  restore('PGPASSWORD', given.password)
})

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

function writePasswords(lines: readonly string[], mode = 0o600): void {
  const file = path.join(folder, 'pgpass')
  writeFileSync(file, `${lines.join('\n')}\n`)
  chmodSync(file, mode)
  process.env['PGPASSFILE'] = file
}

const readPassword = (url: string) => lookUpPassword(new URL(url), process.env).password
const nothing = { logFile: '' }

const URL_OF_CRM = 'postgresql://ada@db.example.com:5433/crm'

describe('the password file', () => {
  it('has the password of the first line that matches', () => {
    writePasswords([
      '# host:port:database:user:password',
      'db.example.com:5433:other:ada:of-another-database',
      'db.example.com:5433:crm:ada:first-match',
      '*:*:*:*:of-anything-else',
    ])
    expect(readPassword(URL_OF_CRM)).toBe('first-match')
    expect(readPassword('postgresql://bob@elsewhere/crm')).toBe('of-anything-else')
  })

  it('takes a colon and a backslash behind a backslash', () => {
    writePasswords([String.raw`db.example.com:5433:c\:rm:ada:with\:colon\\and more`])
    expect(readPassword('postgresql://ada@db.example.com:5433/c%3Arm')).toBe(
      String.raw`with:colon\and more`,
    )
  })

  it('takes 5432 where the URL has no port, and localhost for a socket', () => {
    writePasswords(['localhost:5432:crm:ada:on-this-machine'])
    expect(readPassword('postgresql://ada@localhost/crm')).toBe('on-this-machine')
    expect(readPassword('postgresql://ada@%2Fvar%2Frun%2Fpostgresql/crm')).toBe('on-this-machine')
  })

  it('is not asked for a user or database that it does not have, and may be missing', () => {
    writePasswords(['db.example.com:5433:crm:bob:of-bob-alone'])
    expect(readPassword(URL_OF_CRM)).toBeNull()
    process.env['PGPASSFILE'] = path.join(folder, 'none')
    expect(readPassword(URL_OF_CRM)).toBeNull()
  })
})

describe('a connection without a password in its URL', () => {
  let database: TestDatabase
  let password: string
  let warnings: string[]
  const warn = (text: string) => void warnings.push(text)
  const bare = () => {
    const url = new URL(database.url)
    url.password = ''
    return url.toString()
  }

  beforeAll(async () => {
    database = await createTestDatabase()
    password = decodeURIComponent(new URL(database.url).password)
  })
  afterAll(() => database.drop())
  beforeEach(() => {
    warnings = []
  })

  it('takes it from the file', async () => {
    writePasswords([`127.0.0.1:*:${database.name}:postgres:${password}`])
    expect(await reportDatabase(databaseUrl({ ...nothing, databaseUrl: bare() }, warn))).toBeNull()
  })

  it('takes it from PGPASSWORD before the file', async () => {
    writePasswords(['*:*:*:*:not-the-password'])
    process.env['PGPASSWORD'] = password
    expect(await reportDatabase(databaseUrl({ ...nothing, databaseUrl: bare() }, warn))).toBeNull()
  })

  it.each([0o640, 0o604])(
    'ignores a file that others may read (mode %o), and says so',
    async (mode) => {
      writePasswords([`*:*:*:*:${password}`], mode)
      await expect(
        reportDatabase(databaseUrl({ ...nothing, databaseUrl: bare() }, warn)),
      ).rejects.toMatchObject({ code: 'VAL-PASSWORD', hint: expect.stringContaining('~/.pgpass') })
      expect(warnings).toEqual([expect.stringContaining('chmod 600')])
    },
  )
})

describe('a URL that leaves something open', () => {
  const complete = (text: string, env: Readonly<Record<string, string>> = {}) =>
    completeUrl(new URL(text), env).toString()

  it('takes user, host, port and database from the environment', () => {
    const env = { PGUSER: 'ada', PGHOST: 'db.example.com', PGPORT: '5433', PGDATABASE: 'crm' }
    expect(complete('postgresql://', env)).toBe(URL_OF_CRM)
    expect(complete('postgresql:///other?sslmode=require', env)).toBe(
      'postgresql://ada@db.example.com:5433/other?sslmode=require',
    )
    expect(complete('postgresql://bob:s%40e@elsewhere:1/x', env)).toBe(
      'postgresql://bob:s%40e@elsewhere:1/x',
    )
  })

  it('has the name of the user as its database, as psql does', () => {
    expect(complete('postgresql://ada@localhost')).toBe('postgresql://ada@localhost:5432/ada')
  })

  it('may lead to a socket', async () => {
    chmodSync(folder, 0o777)
    const home = mkdtempSync(path.join(tmpdir(), 'valence-test-'))
    chmodSync(home, 0o755)
    const server = await startPostgres({
      dataDir: path.join(home, 'postgres'),
      settings: { unix_socket_directories: folder },
    })
    try {
      const { password } = new URL(server.urlFor('postgres'))
      const url = complete('postgresql:///postgres', {
        PGUSER: `postgres`,
        PGHOST: folder,
        PGPORT: String(server.port),
      })
      expect(await reportDatabase(url.replace('postgres@', `postgres:${password}@`))).toBeNull()
    } finally {
      await server.stop()
      rmSync(home, { recursive: true })
    }
  })
})
