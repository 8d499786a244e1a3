// Makes a fresh clone runnable, then runs the command. Uses Node's own modules only: nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const LEAST_NODE = [20, 19, 0]

/** Commands that show the CRM and so need it built. */
const SERVING = new Set(['start', 'serve'])

checkNode()
installWhenStale()
const argv = process.argv.slice(2)
const crm = buildWhenStale(SERVING.has(argv[0] ?? ''))
crm.catch(() => {}) // whoever awaits it tells; until then it must not end the process

const { register } = await import('tsx/esm/api')
register()
const { run } = await import(pathToFileURL(path.join(root, 'packages/cli/src/main.ts')).href)
await run(argv, { crm })

function checkNode() {
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

function installWhenStale() {
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

/** Resolves to the folder of the built CRM. Builds beside the rest of the start. */
async function buildWhenStale(isNeeded) {
  const crmRoot = path.join(root, 'packages/crm')
  const dist = path.join(crmRoot, 'dist')
  if (!isNeeded || !isStale(crmRoot, dist)) return dist
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  const output = []
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: crmRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const code = await new Promise((resolve) => child.once('close', resolve))
  if (code === 0) return dist
  throw new Error(`The CRM could not be built:\n${Buffer.concat(output)}`)
}

function isStale(crmRoot, dist) {
  const built = path.join(dist, 'index.html')
  if (!existsSync(built)) return true
  const builtAt = statSync(built).mtimeMs
  const sources = [
    path.join(crmRoot, 'src'),
    path.join(crmRoot, 'index.html'),
    path.join(crmRoot, 'public'),
    path.join(crmRoot, 'vite.config.ts'),
    path.join(root, 'packages/schema/src'),
    path.join(root, 'package-lock.json'),
  ]
  return sources.some((source) => newest(source) > builtAt)
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
