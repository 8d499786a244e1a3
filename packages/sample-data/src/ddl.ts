import type { LegacyGeneration } from './legacy/generation.ts'

/**
 * The whole DDL of a legacy installation, to be run once, as the role that is to own it, on a prepared
 * platform (schemas auth, storage, extensions; roles anon, authenticated, service_role).
 * Node only: the SQL lies in files. The lookup of `fs` at call time keeps this module importable in a browser.
 *
 * @throws Error when there is no file system.
 */
export function legacyDdl(generation: LegacyGeneration): string {
  const fs = globalThis.process?.getBuiltinModule?.('node:fs')
  const here = import.meta.dirname
  if (fs === undefined || here === undefined) {
    throw new Error('legacyDdl reads SQL files and works in Node only; load it on the server')
  }
  const folder = `${here}/legacy/${generation}`
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => `-- ${generation}/${name}\n${fs.readFileSync(`${folder}/${name}`, 'utf8')}`)
    .join('\n')
}
