import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connect } from '@valence/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeProcess } from './postgres/processes.ts'
import { resetStack } from './reset-stack.ts'
import { openStack } from './stack.ts'
import { describeStatus } from './stack-status.ts'

describe('openStack', () => {
  let home: string

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'valence-stack-'))
    chmodSync(home, 0o755)
  })
  afterEach(async () => {
    await resetStack(home)
    rmSync(home, { recursive: true, force: true })
  })

  it('opens a prepared database as a role that owns it and is no superuser', async () => {
    const stack = await openStack({ home })
    const sql = connect(stack.databaseUrl, { max: 1 })
    const [row] = await sql`
      select current_user as role, current_database() as database, to_regclass('auth.users') is not null as users
    `
    await sql.end()
    await stack.stop()
    expect(row).toEqual({ role: 'postgres', database: 'postgres', users: true })
  })

  it('makes and drops databases beside it', async () => {
    const stack = await openStack({ home })
    const url = await stack.createDatabase('second')
    const sql = connect(url, { max: 1 })
    expect(await sql`select 1 where to_regclass('storage.objects') is not null`).toHaveLength(1)
    await stack.dropDatabase('second')
    const { databases } = await describeStatus(home)
    await sql.end().catch(() => undefined)
    await stack.stop()
    expect(databases).toEqual(['postgres'])
  })

  it.each(['postgres', 'template1', 'Bad', 'a"b', ''])(
    'does not touch a database called "%s"',
    async (name) => {
      const stack = await openStack({ home })
      await expect(stack.dropDatabase(name)).rejects.toMatchObject({ code: 'name-invalid' })
      await stack.stop()
    },
  )

  it('describes what runs and what does not', async () => {
    expect(await describeStatus(home)).toMatchObject({
      isRunning: false,
      dataDir: null,
      dataBytes: 0,
      databases: [],
    })
    const stack = await openStack({ home })
    const running = await describeStatus(home)
    await stack.stop()
    const stopped = await describeStatus(home)
    expect(running).toMatchObject({
      isRunning: true,
      pid: stack.postgres.pid,
      port: stack.postgres.port,
      ownerPid: process.pid,
      databases: ['postgres'],
    })
    expect(running.dataBytes).toBeGreaterThan(1_000_000)
    expect(stopped).toMatchObject({ isRunning: false, pid: null, ownerPid: null })
  })

  it('is reset with the process that serves it, and leaves other files alone', async () => {
    const fixture = fileURLToPath(new URL('./postgres/start-postgres.fixture.ts', import.meta.url))
    const child = spawn(process.execPath, ['--import', 'tsx', fixture, join(home, 'postgres')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(child.stdout, 'data')
    const { pid } = JSON.parse(String(line))
    writeFileSync(join(home, 'notes.txt'), 'mine')
    const ended = once(child, 'exit')
    await resetStack(home)
    await ended
    expect(describeProcess(pid)).toBeNull()
    expect(readdirSync(home)).toEqual(['notes.txt'])
  })

  it('is gone without a trace when nothing else was in its folder', async () => {
    const stack = await openStack({ home })
    await stack.stop()
    await resetStack(home)
    expect(existsSync(home)).toBe(false)
  })
})
