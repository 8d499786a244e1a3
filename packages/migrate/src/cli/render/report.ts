import type { Report } from '../../engine/report.ts'
import { duration, number } from './text.ts'

const STATES = {
  running: 'interrupted: run migrate:production again to go on',
  migrated: 'migrated',
  rolling_back: 'rollback interrupted: run migrate:rollback again',
  rolled_back: 'rolled back: the old schema is in place',
} as const

/** A report as Markdown. */
export function reportMarkdown(report: Report): string {
  const { verification } = report
  return [
    `# Migration of ${report.database}`,
    '',
    `- State: **${STATES[report.state]}**`,
    `- Run ${report.runId}, started ${time(report.startedAt)}${report.completedAt === null ? '' : `, completed ${time(report.completedAt)}`}${report.seconds === null ? '' : ` (${duration(report.seconds * 1_000)})`}`,
    `- From generation ${report.plan.generation}, plan \`${report.plan.hash.slice(0, 16)}\``,
    `- ${approvalText(report.approval)}`,
    ...(report.state === 'migrated' && report.rollbackUntil !== null
      ? [`- Can be rolled back until ${time(report.rollbackUntil)}`]
      : []),
    ...(report.backup === null
      ? []
      : [`- Backup, restored and compared before the first write: \`${report.backup}\``]),
    ...(report.logHead === null
      ? []
      : [`- Log: ${report.logHead.seq} entries, the last has the hash \`${report.logHead.hash}\``]),
    '',
    '## Phases',
    '',
    '| phase | action | result | rows | time |',
    '|---|---|---|---:|---:|',
    ...report.phases.map(
      (phase) =>
        `| ${phase.phase} | ${phase.action} | ${phase.status}${phase.error === null ? '' : `: ${cell(phase.error)}`} | ${number(phase.rows)} | ${phase.seconds === null ? '' : duration(phase.seconds * 1_000)} |`,
    ),
    '',
    '## Rows',
    '',
    '| before | rows |',
    '|---|---:|',
    ...Object.entries(report.plan.counts).map(
      ([name, rows]) => `| ${cell(name)} | ${number(rows)} |`,
    ),
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
              `- ${found.failures === 0 ? '✔' : `✖ (${number(found.failures)})`} ${found.name}${found.failures === 0 ? '' : `, for example ${found.examples.join(', ')}`}`,
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

function approvalText(approval: Report['approval']): string {
  if (approval === null) return "Run without a second person's approval, on the operator's word"
  const through = approval.administrator === null ? '' : ` (through ${approval.by})`
  const comment = approval.comment === null ? '' : `: "${approval.comment}"`
  return `Approved by ${approval.administrator ?? approval.by}${through}, ${time(approval.at)}${comment}`
}

function time(date: Date): string {
  return `${new Date(date).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
