import { readScript } from './fixtures/read-script.ts'
import { ddlOf } from './fixtures/recipes.ts'
import type { LegacyGeneration } from './legacy/generation.ts'

/**
 * The whole DDL of a legacy installation, to be run once, as the role that is to own it, on a prepared
 * platform (schemas auth, storage, extensions; roles anon, authenticated, service_role).
 * Node only: the SQL lies in files.
 *
 * @throws Error when there is no file system.
 */
export function legacyDdl(generation: LegacyGeneration): string {
  return readScript(ddlOf(generation))
}
