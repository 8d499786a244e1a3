import type { GoNoGoCheck } from './finding.ts'

/** A stage that the map does not know would change its meaning in silence. */
export const unmappedStages: GoNoGoCheck = {
  id: 'unmapped-stage',
  async run(_sql, { stages, stageRows }) {
    return stages.unmapped.map((value) => ({
      check: 'unmapped-stage',
      severity: 'blocker' as const,
      message: `The stage "${value}" has no mapping (${stageRows[value] ?? 0} deals)`,
      count: stageRows[value] ?? 0,
      examples: [value],
      fix: `Say where it leads in a map file, {"${value}": "qualified"}, and give the file with --stage-map.`,
    }))
  },
}
