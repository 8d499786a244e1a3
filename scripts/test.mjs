// `npm test`: installs what is missing, runs every test, and says what could not run for want of a program.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildWhenStale, installWhenStale } from './prepare.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

installWhenStale()
try {
  await buildWhenStale() // the browser tests use the built app
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

const hasBrowser = findBrowser() || (installDebian('chromium') && findBrowser())
const hasPooler = findPooler() || (installDebian('pgbouncer') && findPooler())
const hasPgDump = findPgDump() || (installDebian('postgresql-client') && findPgDump())
const hasNginx = findNginx() || (installDebian('nginx-light') && findNginx())
const hasOpenSsl = findOpenSsl() || (installDebian('openssl') && findOpenSsl())
const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
const result = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ...(hasBrowser ? { CHROMIUM_PATH: hasBrowser } : {}) },
})
if (!hasBrowser) {
  process.stdout.write(
    '\nSKIPPED: the browser tests (e2e/*.browser.test.ts), because no Chromium was found.\n' +
      'To run them: apt-get install chromium, or set CHROMIUM_PATH to the program of a Chromium or Chrome.\n',
  )
}
if (!hasPooler) {
  process.stdout.write(
    '\nSKIPPED: the tests through a connection pooler (packages/db/src/session.test.ts), because no PgBouncer was found.\n' +
      'To run them: apt-get install pgbouncer, or put the program on the PATH.\n',
  )
}
if (!hasPgDump) {
  process.stdout.write(
    '\nSKIPPED: the tests of backups by pg_dump (packages/migrate/src/engine/copies/backup-kinds.test.ts and full-disk.test.ts), because no pg_dump 15 or later was found.\n' +
      'To run them: apt-get install postgresql-client, or name the folder of the programs in PG_DUMP.\n',
  )
}
if (!mayMount()) {
  process.stdout.write(
    '\nSKIPPED: the tests of a full disk (packages/migrate/src/engine/copies/full-disk.test.ts and run/full-server-disk.test.ts), because a small disk cannot be mounted here.\n' +
      'To run them: as root on Linux, in a container with the capability SYS_ADMIN.\n',
  )
}
if (!hasOpenSsl) {
  process.stdout.write(
    '\nSKIPPED: the tests of a server with TLS (packages/db/src/tls-server.test.ts), because no openssl was found to make certificates.\n' +
      'To run them: apt-get install openssl, or put the program on the PATH.\n',
  )
}
if (!hasNginx) {
  process.stdout.write(
    '\nSKIPPED: the CRM behind nginx (e2e/deploy.api.test.ts), because no nginx was found.\n' +
      'To run them: apt-get install nginx.\n',
  )
}
if (!isThere('systemd-analyze')) {
  process.stdout.write(
    '\nSKIPPED: the systemd unit (e2e/deploy.api.test.ts), because no systemd-analyze was found.\n' +
      'To run it: apt-get install systemd.\n',
  )
}
process.exitCode = result.status ?? 1

function isThere(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined
}

function findNginx() {
  return ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'].some((file) =>
    existsSync(file),
  )
}

function findOpenSsl() {
  return spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0
}

function findPooler() {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
  ]
  return folders.some((folder) => existsSync(path.join(folder, 'pgbouncer')))
}

/** One that a server of version 15 takes; a rougher look than the one of the tests, in the same places. */
function findPgDump() {
  const versions = '/usr/lib/postgresql'
  const packaged = existsSync(versions) ? readdirSync(versions) : []
  const places = [
    process.env.PG_DUMP,
    ...(process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, 'pg_dump')),
    ...packaged.map((version) => path.join(versions, version, 'bin/pg_dump')),
  ]
  return places.some((place) => {
    if (!place || !existsSync(place)) return false
    const program = place.endsWith('pg_dump') ? place : path.join(place, 'pg_dump')
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
    return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0) >= 15
  })
}

/** Tried: a container may run as root and not be allowed to. */
function mayMount() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const folder = mkdtempSync(path.join(tmpdir(), 'valence-mount-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
  if (status === 0) spawnSync('umount', [folder])
  rmdirSync(folder)
  return status === 0
}

function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const places = [
    process.env.CHROMIUM_PATH,
    ...(process.env.PATH ?? '')
      .split(path.delimiter)
      .flatMap((folder) => names.map((name) => path.join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ]
  return places.find((place) => place && existsSync(place))
}

/** Debian's package, where we may install one. */
function installDebian(name) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return false
  process.stderr.write(`Installing ${name} …\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: ['ignore', 'ignore', 'inherit'], env }
  spawnSync('apt-get', ['update', '-qq'], options)
  return (
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], options)
      .status === 0
  )
}
