import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer } from './start-server.ts'
import { startTestApi, type TestApi } from './test-api.fixture.ts'

interface Answer {
  readonly status: number
  readonly body: string
}

/** A request whose path and headers go over the wire as they are; fetch would tidy them. */
function raw(url: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const request = httpRequest({ hostname, port, path, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    request.once('error', reject).end()
  })
}

describe('startServer', () => {
  let db: TestDatabase
  let api: TestApi
  let publicDir: string

  beforeAll(async () => {
    db = await createTestDatabase()
    publicDir = mkdtempSync(join(tmpdir(), 'valence-public-'))
    mkdirSync(join(publicDir, 'assets'))
    writeFileSync(join(publicDir, 'index.html'), '<title>CRM</title>')
    writeFileSync(
      join(publicDir, 'assets', 'index-B1c7OH6V.js'),
      `export const crm = ${'1 + '.repeat(1000)}1`,
    )
    writeFileSync(join(publicDir, 'logo.svg'), '<svg/>')
    api = await startTestApi(db.apiUrl, { publicDir })
  })
  afterAll(async () => {
    await api.stop()
    await db.drop()
    rmSync(publicDir, { recursive: true })
  })

  describe('what reaches Lite', () => {
    it.each([
      '/_system/info',
      '/_system/introspect',
      '/%5fsystem/info',
      '/_system%2finfo',
      '//_system/info',
      '/rest/v1/../../_system/info',
      '/rest/v1/%2e%2e/%2e%2e/_system/info',
      '/rest/v1/..%2f..%2f_system/info',
      '/%72est/v1/..%2f..%2f_system%2finfo',
      '/auth/v1/../_system/info',
      '/storage/v1/..%2f..%2f_system/info',
    ])('nothing of %s', async (path) => {
      const { body } = await raw(api.url, path, {
        apikey: api.secretKey,
        accept: 'application/json',
      })
      expect(body).not.toContain('postgres://')
      expect(body).not.toContain('valence_api')
      expect(body).not.toContain('"connection"')
      expect(body).not.toContain('"tables"')
    })

    it('no page of Studio', async () => {
      expect((await raw(api.url, '/_studio')).body).toBe('<title>CRM</title>')
    })

    it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'user@localhost'])(
      'no request for the host "%s"',
      async (host) => {
        const { status } = await raw(api.url, '/config.json', { host })
        expect([400, 421]).toContain(status)
      },
    )

    it.each(['localhost', '127.0.0.1:1234', '[::1]:1234', '192.168.1.20'])(
      'requests for the host %s',
      async (host) => {
        expect((await raw(api.url, '/config.json', { host })).status).toBe(200)
      },
    )
  })

  describe('keys', () => {
    it('are made for each installation and kept in a file of mode 0600', async () => {
      const other = await startTestApi(db.apiUrl)
      expect(other.publishableKey).not.toBe(api.publishableKey)
      expect(statSync(join(api.home, 'api-keys.json')).mode & 0o777).toBe(0o600)
      await other.stop()
    })

    it('stay the same from one start to the next, and so does the port', async () => {
      const home = mkdtempSync(join(tmpdir(), 'valence-api-'))
      const options = { databaseUrl: db.apiUrl, home, publicDir }
      const first = await startServer(options)
      await first.stop()
      const second = await startServer(options)
      await second.stop()
      rmSync(home, { recursive: true })
      expect([second.publishableKey, second.url]).toEqual([first.publishableKey, first.url])
    })

    it('go to the browser as far as it needs them', async () => {
      const response = await fetch(`${api.url}/config.json`)
      expect(await response.json()).toEqual({
        supabaseUrl: '/',
        publishableKey: api.publishableKey,
      })
      expect(response.headers.get('cache-control')).toBe('no-store')
    })
  })

  describe('what is no request', () => {
    it('is refused in words when its headers are too long', async () => {
      const answer = await raw(api.url, '/healthz', { 'x-long': 'x'.repeat(100 * 1024) })
      expect(answer.status).toBe(431)
      expect(JSON.parse(answer.body)).toEqual({
        code: 431,
        message: expect.stringContaining('too long'),
      })
    })

    it('is refused in words when it cannot be read', async () => {
      const { hostname, port } = new URL(api.url)
      const socket = connect(Number(port), hostname)
      socket.end('SELECT 1;\r\n\r\n')
      let text = ''
      for await (const piece of socket.setEncoding('utf8')) text += String(piece)
      expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
      expect(text).toContain('can be read')
    })
  })

  describe('listening', () => {
    it('is on the loopback address unless told otherwise', () => {
      expect(api.server.address()).toMatchObject({ address: '127.0.0.1' })
    })

    it('takes another port when the usual one is taken, and says so when a certain one is', async () => {
      const other = await startTestApi(db.apiUrl)
      expect(other.url).not.toBe(api.url)
      const port = Number(new URL(other.url).port)
      await expect(startTestApi(db.apiUrl, { port })).rejects.toMatchObject({ code: 'port-in-use' })
      await other.stop()
    })

    it('does not begin without a database, and says why', async () => {
      const url = new URL(db.apiUrl)
      url.pathname = '/no_such_database'
      await expect(startTestApi(url.toString())).rejects.toMatchObject({
        code: 'database-unreachable',
      })
    })
  })

  describe('other origins', () => {
    const preflight = (base: TestApi, path: string, origin: string): Promise<Response> =>
      base.request(path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'apikey',
        },
      })

    it.each(['/rest/v1/notes', '/auth/v1/token', '/storage/v1/bucket'])(
      'may not call %s',
      async (path) => {
        const origin = 'http://evil.example'
        for (const response of [
          await preflight(api, path, origin),
          await api.request(path, { headers: { origin } }),
        ]) {
          expect(response.headers.get('access-control-allow-origin')).toBeNull()
        }
      },
    )

    it('may call when it is the one that was named', async () => {
      const origin = 'http://localhost:5173'
      const dev = await startTestApi(db.apiUrl, { corsOrigin: origin })
      for (const path of ['/rest/v1/notes', '/auth/v1/token', '/storage/v1/bucket']) {
        const response = await preflight(dev, path, origin)
        expect(response.headers.get('access-control-allow-origin')).toBe(origin)
        expect(response.headers.get('access-control-allow-headers')).toBe('apikey')
      }
      expect(
        (await dev.request('/rest/v1/notes', { headers: { origin } })).headers.get(
          'access-control-allow-origin',
        ),
      ).toBe(origin)
      await dev.stop()
    })
  })

  describe('the CRM', () => {
    it.each(['/', '/contacts/12/show', '/opportunities'])('is at %s', async (path) => {
      const response = await fetch(`${api.url}${path}`)
      expect(await response.text()).toBe('<title>CRM</title>')
      expect(response.headers.get('cache-control')).toBe('no-cache')
    })

    it('has assets that a browser keeps for a year, sent compressed', async () => {
      const response = await fetch(`${api.url}/assets/index-B1c7OH6V.js`)
      expect(response.headers.get('cache-control')).toContain('immutable')
      expect(response.headers.get('content-type')).toContain('text/javascript')
      expect(response.headers.get('content-encoding')).toBe('gzip')
      expect(await response.text()).toContain('export const crm')
    })

    it('answers 404 to an asset that is missing, not a page', async () => {
      expect((await fetch(`${api.url}/assets/gone-12345678.js`)).status).toBe(404)
    })

    it('sends a file again only when it has changed', async () => {
      const first = await fetch(`${api.url}/logo.svg`)
      const etag = first.headers.get('etag') ?? ''
      const second = await fetch(`${api.url}/logo.svg`, { headers: { 'if-none-match': etag } })
      expect([first.status, second.status]).toEqual([200, 304])
    })

    it.each([
      '/../../../../etc/passwd',
      '/..%2f..%2f..%2f..%2fetc/passwd',
      '/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    ])('is all that can be read: not %s', async (path) => {
      expect((await raw(api.url, path)).body).not.toContain('root:')
    })

    it('has a page that says how to build it while there is no build', async () => {
      const bare = await startTestApi(db.apiUrl)
      const response = await fetch(bare.url)
      expect(await response.text()).toContain('npm run build')
      expect(response.status).toBe(503)
      await bare.stop()
    })

    it('comes with headers that keep foreign scripts and frames out', async () => {
      const { headers } = await fetch(api.url)
      expect(headers.get('content-security-policy')).toContain("script-src 'self'")
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    })
  })

  it('is alive and ready', async () => {
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${api.url}/readyz`)).status).toBe(200)
  })

  it('serves routes that the caller adds, with the same protection', async () => {
    const extended = await startTestApi(db.apiUrl, {
      publicDir,
      routes: (app) => {
        app.get('/ops/v1/ping', (c) => c.json({ pong: true }))
      },
    })
    const response = await fetch(`${extended.url}/ops/v1/ping`)
    expect(await response.json()).toEqual({ pong: true })
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    await extended.stop()
  })
})
