import { targetSchemaFiles } from '@valence/schema/sql'
import { functionsIn } from '../sql/created-objects.ts'
import type { GoNoGoCheck } from './finding.ts'

/** Functions that an installation of Atomic CRM has itself: they stay as they are. */
const KEPT_FILES = ['is_admin', 'merge_contacts', 'users'].map(
  (name) => `03_functions/legacy/${name}`,
)

/** Functions of the new schema must not meet functions of the installation, whatever their arguments. */
export const takenFunctions: GoNoGoCheck = {
  id: 'function-taken',
  async run(_sql, { catalog }) {
    const names = new Set([
      'public.migration_status',
      ...targetSchemaFiles()
        .filter(({ name }) => !KEPT_FILES.includes(name))
        .flatMap(({ sql }) => functionsIn(sql)),
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
