import type { Finding } from './finding.ts'

export interface GoNoGo {
  readonly decision: 'go' | 'no-go'
  readonly reasons: readonly string[]
  /** Rows with a warning, in percent of all rows. */
  readonly warningPercent: number
}

/** Above this share of rows with a warning a run is refused. */
const WARNING_LIMIT_PERCENT = 1

/** The decision: any blocker, or a percent of doubtful rows, is a no-go. */
export function goNoGo(findings: readonly Finding[], totalRows: number): GoNoGo {
  const warned = findings
    .filter((finding) => finding.severity === 'warning')
    .reduce((sum, finding) => sum + finding.count, 0)
  const warningPercent = totalRows === 0 ? 0 : (100 * warned) / totalRows
  const reasons = findings
    .filter((finding) => finding.severity === 'blocker')
    .map((finding) => finding.message)
  if (warningPercent >= WARNING_LIMIT_PERCENT) {
    reasons.push(
      `${warningPercent.toFixed(1)} % of the rows have a warning (limit ${WARNING_LIMIT_PERCENT} %)`,
    )
  }
  return { decision: reasons.length === 0 ? 'go' : 'no-go', reasons, warningPercent }
}
