#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'

// The installed program. A clone starts from its sources instead: scripts/bootstrap.mjs.
const argv = process.argv.slice(2)
// The server does the work of a migration: a heap that is collected sooner costs it nothing.
if (argv[0]?.startsWith('migrate:') === true) setFlagsFromString('--optimize-for-size')
const { run } = await import('./main.ts')
/** Lies beside the program: its files keep their places below a folder of its own. */
const crm = fileURLToPath(new URL('../../../../crm', import.meta.url))
await run(argv, { crm: Promise.resolve(crm) })
