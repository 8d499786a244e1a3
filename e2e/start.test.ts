import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const BOOTSTRAP = fileURLToPath(new URL('../scripts/bootstrap.mjs', import.meta.url))

interface Started {
  readonly child: ChildProcess
  readonly url: string
  readonly output: () => string
}

function start(home: string): Promise<Started> {
  const child = spawn(
    process.execPath,
    [
      BOOTSTRAP,
      'start',
      '--home',
      home,
      '--port',
      '0',
      '--deals',
      '200',
      '--log-file',
      path.join(home, 'logs/start.log'),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let output = ''
  return new Promise((resolve, reject) => {
    const onText = (text: string) => {
      output += text
      const url = /Valence CRM\s+(?<url>http:\S+)/.exec(output)?.groups?.['url']
      if (url !== undefined) resolve({ child, url, output: () => output })
    }
    child.stdout.setEncoding('utf8').on('data', onText)
    child.stderr.setEncoding('utf8').on('data', onText)
    child.once('close', (code) => reject(new Error(`start ended with ${code}:\n${output}`)))
  })
}

async function stop(child: ChildProcess): Promise<number | null> {
  return await new Promise((resolve) => {
    child.once('close', resolve)
    child.kill('SIGINT')
  })
}

/** The pid of the server whose data lie below `home`, or null when none runs. */
async function postmasterOf(home: string): Promise<number | null> {
  const file = await readFile(path.join(home, 'postgres/data/postmaster.pid'), 'utf8').catch(
    () => null,
  )
  return file === null ? null : Number(file.split('\n')[0])
}

describe('npm start', () => {
  let home: string
  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'valence-start-'))
  })
  afterAll(() => rm(home, { recursive: true, force: true }))

  it('migrates a sample before your eyes and serves the CRM on it', async () => {
    const { child, url, output } = await start(home)
    try {
      expect(output()).toContain('Phase 1.4')
      expect(output()).toContain('none lost')
      expect((await fetch(`${url}/healthz`)).status).toBe(200)
      const page = await fetch(url)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<div id="root">')
      expect(await (await fetch(`${url}/_system/info`)).text()).not.toContain('postgres')
    } finally {
      expect(await stop(child)).toBe(0)
    }
    expect(await postmasterOf(home)).toBeNull()
  }, 120_000)

  it('finds the migrated database the second time and serves it at once', async () => {
    const { child, url, output } = await start(home)
    try {
      expect(output()).not.toContain('Phase')
      expect((await fetch(`${url}/readyz`)).status).toBe(200)
    } finally {
      await stop(child)
    }
  }, 60_000)
})
