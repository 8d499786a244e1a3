import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { libpqEnvironment, withDatabaseName } from '@valence/db'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPrograms, type SearchOptions } from './find-programs.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterEach(() => rm(root, { recursive: true }))

/** Programs that know their version only. */
async function install(
  folder: string,
  dump: string,
  restore: string | null = dump,
): Promise<string> {
  const place = path.join(root, folder)
  await mkdir(place, { recursive: true })
  const script = async (name: string, version: string) => {
    await writeFile(path.join(place, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${version}"\n`)
    await chmod(path.join(place, name), 0o755)
  }
  await script('pg_dump', dump)
  if (restore !== null) await script('pg_restore', restore)
  return place
}

const find = (changes: Partial<SearchOptions> & { folders?: readonly string[]; named?: string }) =>
  findPrograms({
    major: 17,
    purpose: 'the server (17.4)',
    places: [],
    ...changes,
    env: {
      PATH: (changes.folders ?? []).join(':'),
      ...(changes.named === undefined ? {} : { PG_DUMP: changes.named }),
    },
  })

describe('the search for pg_dump', () => {
  it('takes the newest that is new enough, on the path and in the usual places', async () => {
    const old = await install('old', '16.9')
    const serves = await install('lib/17/bin', '17.2')
    await install('lib/18/bin', '18.1')
    const found = await find({ folders: [old, serves], places: [path.join(root, 'lib/*/bin')] })
    expect(found).toMatchObject({
      kind: 'found',
      warning: null,
      programs: { version: '18.1', pgRestore: path.join(root, 'lib/18/bin/pg_restore') },
    })
  })

  it('says of each that was found why it does not serve', async () => {
    const folders = [
      await install('a', '15.18'),
      await install('b', '17.1', null),
      await install('c', '17.1', '16.2'),
    ]
    const found = await find({ folders })
    expect(found).toMatchObject({ kind: 'none' })
    const reason = found.kind === 'none' ? found.reason : ''
    expect(reason).toContain('pg_dump 15.18 is older than the server (17.4)')
    expect(reason).toMatch(/b\/pg_restore cannot be run/)
    expect(reason).toContain('c/pg_dump is 17.1 and the pg_restore beside it 16.2')
    expect(await find({})).toMatchObject({ kind: 'none', reason: 'no pg_dump was found' })
  })

  it('takes what PG_DUMP names, a program or a folder, and nothing for none', async () => {
    const named = await install('named', '17.0')
    const newer = await install('newer', '18.0')
    for (const place of [named, path.join(named, 'pg_dump')]) {
      expect(await find({ folders: [newer], named: place })).toMatchObject({
        programs: { version: '17.0' },
      })
    }
    expect(await find({ folders: [newer], named: 'none' })).toMatchObject({ kind: 'none' })
  })

  it('says that what PG_DUMP names cannot be used, and goes on', async () => {
    const newer = await install('newer', '18.0')
    const old = await install('old', '15.1')
    expect(await find({ folders: [newer], named: path.join(root, 'nowhere') })).toMatchObject({
      kind: 'found',
      warning: expect.stringContaining('nowhere cannot be run'),
    })
    expect(await find({ named: old })).toMatchObject({
      kind: 'none',
      warning: expect.stringContaining('pg_dump 15.1 is older'),
    })
  })
})

describe('the environment of pg_dump', () => {
  it('leads to the database of the URL and to no other', () => {
    const environment = libpqEnvironment(
      'postgresql://me%40here:p%2Fss@db.example.com:6000/my%20db?sslmode=verify-full&sslrootcert=ca.pem&options=-c%20x.y%3D1',
      {
        PATH: '/bin',
        PGHOST: 'other',
        PGHOSTADDR: '10.0.0.1',
        PGSERVICE: 'other',
        PGPASSFILE: 'pass',
      },
    )
    expect(environment).toEqual({
      PATH: '/bin',
      PGPASSFILE: 'pass',
      PGHOST: 'db.example.com',
      PGPORT: '6000',
      PGUSER: 'me@here',
      PGPASSWORD: 'p/ss',
      PGDATABASE: 'my db',
      PGAPPNAME: 'valence backup',
      PGCONNECT_TIMEOUT: '15',
      PGOPTIONS: '-c x.y=1',
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: 'ca.pem',
      LC_ALL: 'C',
    })
  })

  it('asks another machine for TLS, as our own connection does', () => {
    expect(libpqEnvironment('postgresql://me@db.example.com/x', {})['PGSSLMODE']).toBe('prefer')
    expect(libpqEnvironment('postgresql://me@[::1]/x', {})).toMatchObject({
      PGHOST: '::1',
      PGSSLMODE: 'disable',
    })
    expect(withDatabaseName('postgresql://me@h/x?sslmode=require', 'a b')).toBe(
      'postgresql://me@h/a%20b?sslmode=require',
    )
  })
})
