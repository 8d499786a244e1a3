import type { Sql } from '@valence/db'
import type { Catalog, LegacyShape } from '@valence/schema'
import { type JudgedFunction, judgeFunctions } from './judge-functions.ts'
import type { NameSpace } from './names.ts'
import { type OwnFunction, readFunctions, readNameSpace } from './read-functions.ts'

/** What the old names mean in one installation, its functions, and what becomes of each. Read and parsed once for a plan. */
export interface OldNames {
  readonly names: NameSpace
  readonly functions: readonly OwnFunction[]
  /** Without those that have nothing to do with what changes. */
  readonly judged: readonly JudgedFunction[]
}

/** Reads only. */
export async function readOldNames(
  sql: Sql,
  catalog: Catalog,
  shape: LegacyShape,
): Promise<OldNames> {
  const names = await readNameSpace(sql, catalog, shape)
  const functions = await readFunctions(sql, names, catalog)
  return { names, functions, judged: await judgeFunctions(functions, names) }
}
