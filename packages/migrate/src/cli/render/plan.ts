import type { MigrationPlan } from '../../engine/plan.ts'
import { bytes, duration, number, table, wrap } from './text.ts'

const WIDTH = 80

/** A dry run as people read it, in 80 columns. */
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
    ...plan.phases.map(phaseText),
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

function phaseText(phase: MigrationPlan['phases'][number]): string {
  const rows = number(phase.steps.reduce((sum, step) => sum + step.rows, 0))
  const locked = [...new Set(phase.locks.map((lock) => lock.table))].join(', ')
  return [
    `${phase.id}  ${phase.summary} (${rows} rows)`,
    `     ${wrap(`locks for milliseconds: ${locked}`, WIDTH - 5, 5)}`,
    `     ${wrap(`new: ${phase.creates.join(', ')}`, WIDTH - 5, 5)}`,
  ].join('\n')
}

function findingText(finding: MigrationPlan['findings'][number]): string {
  const lines = [
    finding.message,
    ...(finding.examples.length === 0 ? [] : [`for example ${finding.examples.join(', ')}`]),
    finding.fix,
  ]
  const text = lines.map((line) => wrap(line, WIDTH - 9, 0).replaceAll('\n', `\n${' '.repeat(9)}`))
  return `${finding.severity.padEnd(9)}${text.join(`\n${' '.repeat(9)}`)}`
}
