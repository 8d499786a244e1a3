import { schemaSql } from '@valence/schema/sql'
import { functionsIn } from '../sql/created-objects.ts'
import type { GoNoGoCheck } from './finding.ts'

const FILES = [
  'access',
  'activities',
  'contact_organizations',
  'opportunity_contacts',
  'opportunity_probability',
  'opportunity_writes',
  'organization_rules',
  'row_rules',
]

/** Functions of the new schema must not meet functions of the installation, whatever their arguments. */
export const takenFunctions: GoNoGoCheck = {
  id: 'function-taken',
  async run(_sql, { catalog }) {
    const names = new Set([
      'migration_status',
      ...FILES.flatMap((file) => functionsIn(schemaSql(`03_functions/${file}`))),
    ])
    return catalog.functions
      .filter((found) => found.schema === 'public' && names.has(found.name))
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
