import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import https from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTargetSchema } from '@valence/schema/growth'
import { createUser, freePort, type RunningServer, startServer } from '@valence/server'
import { createTestDatabase, type TestDatabase } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

const DEPLOY = fileURLToPath(new URL('../deploy/', import.meta.url))
const NGINX = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].find(existsSync)
const NAME = 'crm.example.com'
const ADA = { email: 'ada@example.com', password: 'correct horse battery' }

function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
}

// Without nginx `npm test` says in its closing line that these were left out, and how to get it.
describe.runIf(NGINX !== undefined)('the CRM behind the nginx of the guide', () => {
  let folder: string
  let database: TestDatabase
  let server: RunningServer
  let nginx: ChildProcess
  let port: number
  let plainPort: number

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'valence-nginx-'))
    database = await createTestDatabase({
      template: 'deploy',
      build: async ({ sql }) => {
        await createTargetSchema(sql)
        await createUser(sql, { ...ADA, metadata: { first_name: 'Ada', last_name: 'Byron' } })
      },
    })
    server = await startServer({
      databaseUrl: database.apiUrl,
      port: 0,
      home: path.join(folder, 'home'),
      publicDir: fileURLToPath(new URL('../packages/crm/dist', import.meta.url)),
      publicUrl: `https://${NAME}`,
      trustedProxies: '127.0.0.1',
    })
    ;[port, plainPort] = [await freePort(0), await freePort(0)]
    nginx = startNginx()
    await vi.waitUntil(() => ask('GET', '/healthz').then(isFine, () => false), { timeout: 30_000 })
  })
  afterAll(async () => {
    if (nginx?.exitCode === null) {
      const gone = once(nginx, 'exit')
      nginx.kill('SIGTERM')
      await gone
    }
    await server?.stop()
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The file of the guide, with this machine's ports and certificate, in a frame that needs no root. */
  function startNginx(): ChildProcess {
    const [certificate, key] = ['fullchain.pem', 'privkey.pem'].map((name) =>
      path.join(folder, name),
    )
    execFileSync(
      'openssl',
      `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=${NAME} -keyout ${key} -out ${certificate}`.split(
        ' ',
      ),
      { stdio: 'ignore' },
    )
    mkdirSync(path.join(folder, 'temporary'))
    const site = readFileSync(path.join(DEPLOY, 'nginx.conf'), 'utf8')
      .replace('127.0.0.1:5173', `127.0.0.1:${new URL(server.url).port}`)
      .replace('listen 80;', `listen 127.0.0.1:${plainPort};`)
      .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
      .replaceAll('/etc/ssl/valence', folder)
    const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    const temporary = kinds
      .map((kind) => `${kind}_temp_path ${folder}/temporary/${kind};`)
      .join('\n')
    const config = path.join(folder, 'nginx.conf')
    writeFileSync(
      config,
      `daemon off; pid ${folder}/nginx.pid; error_log stderr; events {}\nhttp { access_log off; ${temporary}\n${site} }`,
    )
    return spawn(NGINX ?? '', ['-c', config, '-p', folder], { stdio: 'ignore' })
  }

  const isFine = ({ status }: Answer) => status === 200

  interface Answer {
    readonly status: number
    readonly headers: Readonly<Record<string, string | string[] | undefined>>
    readonly text: string
  }

  function ask(
    method: string,
    address: string,
    body: Buffer | string = '',
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = https.request(
        {
          host: '127.0.0.1',
          port,
          servername: NAME,
          method,
          path: address,
          // Its certificate was made a moment ago, by nobody.
          rejectUnauthorized: false,
          headers: { host: NAME, apikey: server.publishableKey, ...headers },
        },
        (response) => {
          const pieces: Buffer[] = []
          response.on('data', (piece: Buffer) => pieces.push(piece))
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(pieces).toString('utf8'),
            }),
          )
        },
      )
      request.once('error', reject)
      request.end(body)
    })
  }

  async function signIn(): Promise<string> {
    const answer = await ask('POST', '/auth/v1/token?grant_type=password', JSON.stringify(ADA), {
      'content-type': 'application/json',
    })
    return (JSON.parse(answer.text) as { access_token: string }).access_token
  }

  it('sends who comes without TLS there, and is served with its own headers of safety', async () => {
    const plain = await fetch(`http://127.0.0.1:${plainPort}/contacts`, { redirect: 'manual' })
    expect([plain.status, plain.headers.get('location')]).toEqual([
      308,
      'https://127.0.0.1/contacts',
    ])
    const page = await ask('GET', '/contacts')
    expect(page.status).toBe(200)
    expect(page.headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'strict-transport-security': 'max-age=31536000',
    })
    expect((await ask('GET', '/', '', { host: 'other.example.com' })).status).toBe(421)
  })

  it('tells the browser its own origin, whatever the proxy speaks to it', async () => {
    const { text } = await ask('GET', '/config.json')
    expect(JSON.parse(text)).toMatchObject({ supabaseUrl: '/' })
  })

  it('lets people in, and takes a filter that fills the address', async () => {
    const token = await signIn()
    const names = Array.from({ length: 4_000 }, (_, place) => `name-${place}`).join(',')
    const answer = await ask('GET', `/rest/v1/companies?select=name&name=in.(${names})`, '', {
      authorization: `Bearer ${token}`,
    })
    expect([answer.status, answer.text]).toEqual([200, '[]'])
  })

  it('takes a file of 50 MB, and says of a larger one that it is too large', async () => {
    const headers = {
      authorization: `Bearer ${await signIn()}`,
      'content-type': 'application/octet-stream',
    }
    const file = Buffer.alloc(50 * 1024 * 1024, 1)
    const taken = await ask('POST', '/storage/v1/object/crm-files/large.bin', file, headers)
    expect([taken.status, taken.text.slice(0, 200)]).toEqual([200, expect.any(String)])
    // What is too large is refused by its length, before anything of it is sent.
    const tooLarge = {
      ...headers,
      'content-length': String(60 * 1024 * 1024),
      expect: '100-continue',
    }
    expect(
      (await ask('POST', '/storage/v1/object/crm-files/larger.bin', '', tooLarge)).status,
    ).toBe(413)
  })
})

// Without systemd `npm test` says so in its closing line.
describe.runIf(has('systemd-analyze'))('the unit of the guide', () => {
  it('is one that systemd has nothing to say about', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'valence-unit-'))
    try {
      const unit = readFileSync(path.join(DEPLOY, 'valence.service'), 'utf8')
      const file = path.join(folder, 'valence.service')
      // It looks whether the program is there.
      writeFileSync(file, unit.replace('/usr/local/bin/valence', process.execPath))
      const { stdout, stderr } = spawnSync('systemd-analyze', ['verify', file], {
        encoding: 'utf8',
      })
      expect(`${stdout}${stderr}`).toBe('')
      expect(readdirSync(folder)).toEqual(['valence.service'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
