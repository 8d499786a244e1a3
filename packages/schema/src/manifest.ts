import type { Manifest, Table } from './manifest/model.ts'
import { readManifest } from './manifest/read.ts'

export type * from './manifest/model.ts'
export { type DeclaredObject, objectsIn } from './manifest/objects.ts'
export { rowTypes } from './manifest/row-types.ts'

let known: Manifest | undefined

/**
 * What `sql/` declares, as data: the only list of tables, columns, functions and all else that the target has. Read when it is
 * first asked for, in some 150 ms.
 */
export function manifest(): Manifest {
  known ??= readManifest()
  return known
}

/**
 * A table by its name with the schema, such as `public.tasks`.
 * @throws where no file creates it
 */
export function tableOf(name: string): Table {
  const table = manifest().tables.find((one) => `${one.schema}.${one.name}` === name)
  if (table === undefined) throw new Error(`No file below sql/ creates ${name}`)
  return table
}

/** The tables that no installation has. */
export function newTables(): readonly Table[] {
  return clientTables().filter(({ isLegacy }) => !isLegacy)
}

/** Tables that clients see; those of the schema `valence` are the server's books. */
export function clientTables(): readonly Table[] {
  return manifest().tables.filter(({ schema }) => schema === 'public')
}
