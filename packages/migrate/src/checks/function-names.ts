import { manifest } from '@valence/schema/manifest'
import type { GoNoGoCheck } from './finding.ts'

/** Functions of the new schema must not meet functions of the installation, whatever their arguments. */
export const takenFunctions: GoNoGoCheck = {
  id: 'function-taken',
  async run(_sql, { catalog }) {
    const names = new Set([
      'public.migration_status',
      ...manifest()
        .functions.filter(({ isLegacy }) => !isLegacy)
        .map(({ schema, name }) => `${schema}.${name}`),
    ])
    return catalog.functions
      .filter((found) => names.has(`${found.schema}.${found.name}`))
      .map((found) => ({
        check: 'function-taken',
        severity: 'blocker' as const,
        message: `The function ${found.signature} has a name that the new schema needs`,
        count: 1,
        examples: [found.signature],
        fix: `alter function ${found.signature} rename to ${found.name}_own; -- and what calls it`,
      }))
  },
}
