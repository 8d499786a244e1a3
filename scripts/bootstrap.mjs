// Makes a fresh clone runnable, then runs the command in this same process, so that its exit code and the signals it
// gets are its own.
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { buildWhenStale, checkNode, installWhenStale } from './prepare.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Commands that show the CRM and so need it built; it builds while the database works. */
const SERVING = new Set(['start', 'serve'])

checkNode()
installWhenStale()
const argv = process.argv.slice(2)
// The server does the work of a migration. Compiling the sources lets the heap grow far beyond what is in use, unless V8 is
// told to collect sooner.
if (argv[0]?.startsWith('migrate:')) setFlagsFromString('--optimize-for-size')
const crm = SERVING.has(argv[0] ?? '')
  ? buildWhenStale()
  : Promise.resolve(path.join(root, 'packages/crm/dist'))
crm.catch(() => {}) // whoever awaits it tells; until then it must not end the process

const { register } = await import('tsx/esm/api')
register()
const { run } = await import(pathToFileURL(path.join(root, 'packages/cli/src/main.ts')).href)
await run(argv, { crm })
