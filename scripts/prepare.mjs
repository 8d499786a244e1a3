// What a fresh clone needs before anything else can run. Node's own modules only: nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const LEAST_NODE = [20, 19, 0]

/** Ends the process with exit code 2 on a Node that is too old. */
export function checkNode() {
  const version = process.versions.node.split('.').map(Number)
  const isOld = LEAST_NODE.some(
    (least, index) =>
      (version[index] ?? 0) < least &&
      LEAST_NODE.slice(0, index).every((earlier, place) => version[place] === earlier),
  )
  if (!isOld) return
  process.stderr.write(
    `Valence CRM needs Node ${LEAST_NODE.join('.')} or later; this is ${process.version}.\n`,
  )
  process.exit(2)
}

/** Installs from the lock file when that was not done, or the lock file is newer. */
export function installWhenStale() {
  const lock = path.join(root, 'package-lock.json')
  const installed = path.join(root, 'node_modules', '.package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  process.stderr.write('Installing dependencies …\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr.fd, process.stderr.fd],
  })
  if (result.status === 0) return
  process.stderr.write('npm ci failed; see above. Nothing else was changed.\n')
  process.exit(1)
}

/**
 * Builds the CRM when its sources are newer than what was built. Resolves to the folder of the built app.
 * @throws Error with the output of the build
 */
export async function buildWhenStale() {
  const crm = path.join(root, 'packages/crm')
  const dist = path.join(crm, 'dist')
  if (!isStale(crm, dist)) return dist
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  const output = []
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: crm,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code === 0) return dist
  throw new Error(`The CRM could not be built:\n${Buffer.concat(output)}`)
}

function isStale(crm, dist) {
  const built = path.join(dist, 'index.html')
  if (!existsSync(built)) return true
  const builtAt = statSync(built).mtimeMs
  const sources = [
    'src',
    'public',
    'index.html',
    'vite.config.ts',
    '../schema/src',
    '../../package-lock.json',
  ]
  return sources.some((source) => newest(path.join(crm, source)) > builtAt)
}

function newest(place) {
  if (!existsSync(place)) return 0
  const status = statSync(place)
  if (!status.isDirectory()) return status.mtimeMs
  return Math.max(
    status.mtimeMs,
    ...readdirSync(place).map((name) => newest(path.join(place, name))),
  )
}
