import type { Report } from '../../engine/run/report.ts'
import { reportFacts } from './report-facts.ts'
import { forMarkdown } from './shown.ts'
import { duration, number } from './text.ts'

/** A report as Markdown. */
export function reportMarkdown(given: Report): string {
  const report = forMarkdown(given)
  const { verification } = report
  return [
    `# Migration of ${report.database}`,
    '',
    ...reportFacts(report).map(
      ({ label, text, code }) => `- ${label}: ${text}${code === undefined ? '' : ` \`${code}\``}`,
    ),
    ...(report.backupTables.length === 0
      ? []
      : [
          '- Backup tables, as they were just before the first phase, kept for 90 days:',
          ...report.backupTables.map(
            ({ table, source, rows }) =>
              `  - \`valence_migration."${table}"\` of ${source}, ${number(rows)} rows`,
          ),
        ]),
    '',
    '## Phases',
    '',
    '| phase | action | result | rows | time |',
    '|---|---|---|---:|---:|',
    ...report.phases.map(
      (phase) =>
        `| ${phase.phase} | ${phase.action} | ${phase.status}${phase.error === null ? '' : `: ${phase.error}`} | ${number(phase.rows)} | ${phase.seconds === null ? '' : duration(phase.seconds * 1_000)} |`,
    ),
    '',
    '## Rows',
    '',
    '| before | rows |',
    '|---|---:|',
    ...Object.entries(report.plan.counts).map(([name, rows]) => `| ${name} | ${number(rows)} |`),
    '',
    ...(Object.keys(report.counts).length === 0 || report.state === 'rolled_back'
      ? []
      : [
          '| now | rows |',
          '|---|---:|',
          ...Object.entries(report.counts).map(([name, rows]) => `| ${name} | ${number(rows)} |`),
          '',
        ]),
    '## Verification',
    '',
    ...(verification === null
      ? ['Not verified yet.']
      : [
          verification.isGood
            ? `All ${verification.checks.length} checks hold.`
            : '**Some checks fail.**',
          '',
          ...verification.checks.map(
            (found) =>
              `- ${found.failures === 0 ? '✔' : `✖ (${number(found.failures)})`} ${found.name}${found.failures === 0 ? '' : `, for example ${found.examples.join(', ')}`}${found.detail === undefined ? '' : ` (${found.detail})`}`,
          ),
        ]),
    '',
    '## Findings before the run',
    '',
    ...(report.plan.findings.length === 0
      ? ['None.']
      : report.plan.findings.map(
          (finding) => `- ${finding.severity}: ${finding.message}. ${finding.fix}`,
        )),
    '',
    ...(report.quarantined.length === 0
      ? []
      : [
          '## Left as they were',
          '',
          'Rows that could not be taken along. The old names show them; mend what the reason says.',
          '',
          '| table | id | reason |',
          '|---|---|---|',
          ...report.quarantined
            .slice(0, 50)
            .map((row) => `| ${row.table} | ${row.id} | ${row.reason} |`),
          ...(report.quarantined.length > 50
            ? [
                '',
                `and ${number(report.quarantined.length - 50)} more, in valence_migration.quarantined_rows.`,
              ]
            : []),
          '',
        ]),
    ...(report.parked.length === 0
      ? []
      : [
          '## Parked',
          '',
          'What the old schema cannot hold. It comes back when the migration runs again.',
          '',
          ...report.parked.map((parked) => `- ${number(parked.rows)} ${parked.what}`),
          '',
        ]),
  ].join('\n')
}
