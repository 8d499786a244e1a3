import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { APPLICATION_PATH, connect } from '@valence/db'
import { readVersion, SCHEMA_VERSION } from '@valence/schema/growth'
import { openStack } from '@valence/server'
import { releaseText } from '@valence/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { valence } from './valence.fixture.ts'

describe('valence upgrade of a local installation', () => {
  let home: string

  const ask = async <Result>(work: (db: ReturnType<typeof connect>) => Promise<Result>) => {
    const stack = await openStack({ home })
    const db = connect(stack.databaseUrl, {
      max: 1,
      settings: { search_path: APPLICATION_PATH },
    })
    try {
      return await work(db)
    } finally {
      await db.end({ timeout: 5 })
      await stack.stop()
    }
  }
  const run = (...args: readonly string[]) =>
    valence(['upgrade', '--home', home, '--log-file', path.join(home, 'upgrade.log'), ...args])

  beforeAll(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'valence-upgrade-'))
    await ask((db) => db.begin((tx) => tx.unsafe(releaseText('0001'))))
    await ask((db) => db`insert into public.companies (name) values ('Before')`)
  })
  afterAll(() => rm(home, { recursive: true, force: true }))

  it('says what it would do, and changes nothing', async () => {
    const { code, stdout } = await run('--dry-run', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ from: 1, to: SCHEMA_VERSION, isCurrent: false })
    expect(await ask(readVersion)).toBe(1)
  })

  it('takes a snapshot, brings the schema, and has nothing to do the second time', async () => {
    expect((await run()).code).toBe(0)
    expect(await ask(readVersion)).toBe(SCHEMA_VERSION)
    const again = await run('--json')
    expect(JSON.parse(again.stdout)).toMatchObject({ kind: 'current' })
  })

  it.each(['start', 'serve'])(
    'is refused by %s where it is newer than the program',
    async (command) => {
      await ask(
        (db) =>
          db`insert into valence.schema_steps (version, name, checksum, tool) values (99, 'later', '', 'later')`,
      )
      const log = path.join(home, 'newer.log')
      const { code, stderr } = await valence([
        command,
        '--home',
        home,
        '--port',
        '0',
        '--log-file',
        log,
      ])
      await ask((db) => db`delete from valence.schema_steps where version = 99`)
      expect(stderr).toContain('VAL-SCHEMA-NEWER')
      expect(code).toBe(3)
    },
  )

  it('gives back what was there before, and sets aside what was written since', async () => {
    await ask((db) => db`insert into public.companies (name) values ('Since')`)
    const back = await run('--back', '--yes')
    expect(back.code).toBe(0)
    expect(await ask(readVersion)).toBe(1)
    expect(await ask((db) => db`select name from public.companies`)).toEqual([{ name: 'Before' }])
  })

  it('says so where there is no snapshot', async () => {
    const nowhere = await mkdtemp(path.join(tmpdir(), 'valence-upgrade-none-'))
    const { code, stderr } = await valence([
      'upgrade',
      '--home',
      nowhere,
      '--back',
      '--yes',
      '--log-file',
      path.join(nowhere, 'x.log'),
    ])
    expect(code).toBe(2)
    expect(stderr).toContain('VAL-NO-SNAPSHOT')
    await rm(nowhere, { recursive: true, force: true })
  })
})
