import type { Catalog, LegacyShape } from '@valence/schema'
import type { Sql } from '../sql/client.ts'
import type { Replacement } from '../sql/replace-functions.ts'
import { checkFunctionMap, type FunctionMap } from './function-map.ts'
import { judgeFunctions } from './judge-functions.ts'
import { readFunctions, readNameSpace } from './read-functions.ts'

/**
 * The functions that the migration gives another definition: those that the operator mapped, and upstream ones that are known
 * word for word.
 * @throws MigrationError VAL-FUNCTION-MAP when the map does not fit the installation
 */
export async function planReplacements(
  sql: Sql,
  catalog: Catalog,
  shape: LegacyShape,
  map: FunctionMap,
): Promise<readonly Replacement[]> {
  const names = await readNameSpace(sql, catalog, shape)
  const functions = await readFunctions(sql, names)
  await checkFunctionMap(map, functions, names)
  const mapped = Object.entries(map).flatMap(([signature, decision]) =>
    decision.kind === 'keep' ? [] : [{ signature, definition: decision.definition }],
  )
  const known = (await judgeFunctions(functions, names)).flatMap(({ own, rewritten }) =>
    rewritten === null || map[own.signature] !== undefined
      ? []
      : [{ signature: own.signature, definition: rewritten }],
  )
  return [...mapped, ...known]
}
