import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSession } from './session.ts'
import { hasOpenSsl, startTlsServer, type TlsServer } from './tls-server.fixture.ts'

/** Whether a session is encrypted; throws what `openSession` throws. */
async function isEncrypted(url: string): Promise<boolean> {
  const db = await openSession(url, { max: 1 })
  try {
    const [row] = await db<{ ssl: boolean }[]>`
      select s.ssl from pg_stat_ssl as s where s.pid = pg_backend_pid()`
    return row?.ssl ?? false
  } finally {
    await db.end({ timeout: 5 })
  }
}

const withTls = hasOpenSsl() ? describe : describe.skip

withTls('a server with TLS', () => {
  let server: TlsServer
  beforeAll(async () => {
    server = await startTlsServer()
  })
  afterAll(() => server.stop())

  const url = (host: string, options: Readonly<Record<string, string>> = {}) => {
    const target = new URL(server.url.replace('127.0.0.1', host))
    for (const [name, value] of Object.entries(options)) target.searchParams.set(name, value)
    return target.toString()
  }

  describe('that takes both kinds of connections', () => {
    beforeAll(() => server.allow('host all all all scram-sha-256'))

    it.each([
      ['disable', false],
      ['allow', true],
      ['prefer', true],
      ['require', true],
    ])('is reached with sslmode=%s, encrypted: %s', async (sslmode, expected) => {
      expect(await isEncrypted(url('127.0.0.1', { sslmode }))).toBe(expected)
    })

    it('is reached with verify-full by its name, and with verify-ca by any, where its authority is given', async () => {
      const sslrootcert = server.files.ca
      expect(await isEncrypted(url('localhost', { sslmode: 'verify-full', sslrootcert }))).toBe(
        true,
      )
      expect(await isEncrypted(url('127.0.0.1', { sslmode: 'verify-ca', sslrootcert }))).toBe(true)
    })

    it('is refused with verify-full under a name that its certificate is not for', async () => {
      const target = url('127.0.0.1', { sslmode: 'verify-full', sslrootcert: server.files.ca })
      await expect(isEncrypted(target)).rejects.toMatchObject({
        code: 'VAL-TLS',
        message: expect.stringContaining('another name'),
        hint: expect.stringContaining('verify-ca'),
      })
    })

    it.each(['require', 'verify-ca', 'verify-full'])(
      'is refused with sslmode=%s where the authority given is another',
      async (sslmode) => {
        const target = url('localhost', { sslmode, sslrootcert: server.files.otherCa })
        await expect(isEncrypted(target)).rejects.toMatchObject({
          code: 'VAL-TLS',
          object: expect.stringContaining('localhost'),
          hint: expect.stringContaining('sslrootcert'),
        })
      },
    )

    it('is refused with verify-full where no authority is given and the system does not know it', async () => {
      await expect(isEncrypted(url('localhost', { sslmode: 'verify-full' }))).rejects.toMatchObject(
        {
          code: 'VAL-TLS',
          hint: expect.stringContaining('sslrootcert'),
        },
      )
    })
  })

  it('that takes encrypted connections only refuses others, and says which sslmode is needed', async () => {
    await server.allow('hostssl all all all scram-sha-256')
    expect(await isEncrypted(url('127.0.0.1', { sslmode: 'require' }))).toBe(true)
    await expect(isEncrypted(url('127.0.0.1', { sslmode: 'disable' }))).rejects.toMatchObject({
      code: 'VAL-TLS',
      hint: expect.stringContaining('sslmode=require'),
    })
  })

  it('that asks for a client certificate takes one, and says what is missing without it', async () => {
    await server.allow('hostssl all all all cert')
    const { clientCert: sslcert, clientKey: sslkey } = server.files
    expect(await isEncrypted(url('localhost', { sslmode: 'require', sslcert, sslkey }))).toBe(true)
    await expect(isEncrypted(url('localhost', { sslmode: 'require' }))).rejects.toMatchObject({
      code: 'VAL-TLS',
      hint: expect.stringContaining('sslcert'),
    })
  })
})

describe('a server without TLS', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(() => database.drop())

  it('is reached with sslmode=prefer, not encrypted', async () => {
    expect(await isEncrypted(`${database.url}?sslmode=prefer`)).toBe(false)
  })

  it.each(['require', 'verify-ca', 'verify-full'])(
    'is refused with sslmode=%s, which says so',
    async (sslmode) => {
      await expect(isEncrypted(`${database.url}?sslmode=${sslmode}`)).rejects.toMatchObject({
        code: 'VAL-TLS',
        message: expect.stringContaining('no TLS'),
        hint: expect.stringContaining('sslmode'),
      })
    },
  )
})
