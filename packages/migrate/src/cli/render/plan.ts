import type { MigrationPlan } from '../../engine/plan.ts'
import { bytes, duration, number, table } from './text.ts'

/** A dry run as people read it. */
export function planText(plan: MigrationPlan): string {
  return [
    `Database      ${plan.database} (PostgreSQL ${Math.floor(plan.serverVersion / 10_000)})`,
    `Generation    ${plan.generation}${plan.isMonotone ? '' : ', customised'}`,
    `Rows kept     ${number(Object.values(plan.counts).reduce((sum, rows) => sum + rows, 0))}`,
    `Estimate      about ${duration(plan.estimate.seconds * 1_000)}, ${bytes(plan.estimate.diskBytes)} of free disk`,
    '',
    heading('Stages'),
    table(
      [
        ['legacy', 'deals', 'becomes'],
        ...plan.stages.map((stage) => [
          stage.legacy,
          number(stage.rows),
          stage.stage === null
            ? 'NOT MAPPED'
            : [stage.stage, stage.status].filter(Boolean).join(', '),
        ]),
      ],
      [1],
    ),
    '',
    heading('Phases'),
    ...plan.phases.map(
      (phase) =>
        `${phase.id}  ${phase.summary}\n     ${number(phase.steps.reduce((sum, step) => sum + step.rows, 0))} rows; locks for milliseconds: ${[...new Set(phase.locks.map((lock) => lock.table))].join(', ')}\n     new: ${phase.creates.join(', ')}`,
    ),
    '',
    heading('Findings'),
    ...(plan.findings.length === 0 ? ['none'] : plan.findings.map(findingText)),
    '',
    `Decision      ${plan.verdict.decision.toUpperCase()} (${plan.verdict.warningPercent.toFixed(2)} % of rows with a warning)`,
    ...plan.verdict.reasons.map((reason) => `              ${reason}`),
    `Plan          ${plan.hash.slice(0, 16)}`,
  ].join('\n')
}

/** The same as Markdown, to keep or to send. */
export function planMarkdown(plan: MigrationPlan): string {
  const cell = (text: string) => text.replaceAll('|', '\\|')
  return [
    `# Dry run of ${plan.database}`,
    '',
    `Generation ${plan.generation}, decision **${plan.verdict.decision}**, about ${duration(plan.estimate.seconds * 1_000)}. Plan \`${plan.hash}\`.`,
    '',
    '| table | rows |',
    '|---|---:|',
    ...Object.entries(plan.counts).map(([name, rows]) => `| ${cell(name)} | ${number(rows)} |`),
    '',
    '| legacy stage | deals | becomes |',
    '|---|---:|---|',
    ...plan.stages.map(
      (stage) =>
        `| ${cell(stage.legacy)} | ${number(stage.rows)} | ${stage.stage ?? '**not mapped**'}${stage.status === null ? '' : `, ${stage.status}`} |`,
    ),
    '',
    '| severity | finding | rows | what to do |',
    '|---|---|---:|---|',
    ...plan.findings.map(
      (finding) =>
        `| ${finding.severity} | ${cell(finding.message)} | ${number(finding.count)} | ${cell(finding.fix)} |`,
    ),
    '',
  ].join('\n')
}

function heading(text: string): string {
  return `${text}\n${'─'.repeat(text.length)}`
}

function findingText(finding: MigrationPlan['findings'][number]): string {
  const examples =
    finding.examples.length === 0 ? '' : `\n         for example ${finding.examples.join(', ')}`
  return `${finding.severity.padEnd(8)} ${finding.message}${examples}\n         ${finding.fix}`
}
