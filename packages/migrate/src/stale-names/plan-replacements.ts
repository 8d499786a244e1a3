import type { Replacement } from '../sql/objects/replace-functions.ts'
import { checkFunctionMap, type FunctionMap } from './function-map.ts'
import type { OldNames } from './read-old-names.ts'

/**
 * The functions that the migration gives another definition: those that the operator mapped, and upstream ones that are known
 * word for word.
 * @throws MigrationError VAL-FUNCTION-MAP when the map does not fit the installation
 */
export async function planReplacements(
  { names, functions, judged }: OldNames,
  map: FunctionMap,
): Promise<readonly Replacement[]> {
  checkFunctionMap(map, functions, names)
  const mapped = Object.entries(map).flatMap(([signature, decision]) =>
    decision.kind === 'keep' ? [] : [{ signature, definition: decision.definition }],
  )
  const known = judged.flatMap(({ own, rewritten }) =>
    rewritten === null || map[own.signature] !== undefined
      ? []
      : [{ signature: own.signature, definition: rewritten }],
  )
  return [...mapped, ...known]
}
