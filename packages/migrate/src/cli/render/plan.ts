import type { MigrationPlan } from '../../engine/plan/plan.ts'
import { forMarkdown, forTerminal } from './shown.ts'
import { bytes, duration, number, table, wrap } from './text.ts'

const WIDTH = 80
const INDENT = 14

const DURATIONS = {
  moment: 'for milliseconds',
  each: 'for milliseconds, each by itself',
  batch: 'for a batch, 200 ms',
  build: 'while it is built; nobody waits',
} as const

/** A dry run as people read it, in 80 columns. */
export function planText(given: MigrationPlan): string {
  const plan = forTerminal(given)
  return [
    `Database      ${plan.database} (PostgreSQL ${Math.floor(plan.serverVersion / 10_000)})`,
    `Connection    ${connectionText(plan)}`,
    `Generation    ${plan.generation}${plan.isMonotone ? '' : ', customised'}`,
    `Estimate      about ${duration(plan.estimate.seconds * 1_000)}`,
    `Needs         ${bytes(plan.estimate.disk.serverBytes)} of disk on the server, ${bytes(plan.estimate.disk.backupBytes)} for the backup,`,
    `              ${bytes(plan.estimate.memory.toolBytes)} of memory here`,
    '',
    heading('Time and room'),
    table([['part', 'about'], ...timeCells(plan)], [1]),
    '',
    table([['disk on the server', 'at most'], ...roomCells(plan)], [1]),
    '',
    heading('Rows that are kept'),
    table(
      [
        ['table', 'rows'],
        ...Object.entries(plan.counts).map(([name, rows]) => [name, number(rows)]),
        ['all', number(total(plan))],
      ],
      [1],
    ),
    '',
    heading('Stages'),
    table([['legacy', 'deals', 'becomes'], ...plan.stages.map((stage) => stageCells(stage))], [1]),
    '',
    heading('Phases'),
    ...plan.phases.map(phaseText),
    '',
    heading('What names old objects'),
    ...referenceLines(plan),
    '',
    heading('Findings'),
    ...(plan.findings.length === 0 ? ['none'] : plan.findings.map(findingText)),
    '',
    `Quality       ${(100 - plan.verdict.warningPercent).toFixed(2)} % of the rows are without a warning (at least 99 % needed)`,
    `Decision      ${plan.verdict.decision.toUpperCase()}`,
    ...reasonsBeside(plan).map(
      (reason) => `${' '.repeat(INDENT)}${wrap(reason, WIDTH - INDENT, INDENT)}`,
    ),
    `Plan          ${plan.hash}`,
  ].join('\n')
}

/** Why not, beside the blockers: those stand among the findings, with what to do. */
function reasonsBeside({ verdict, findings }: MigrationPlan): readonly string[] {
  const blockers = findings.filter(({ severity }) => severity === 'blocker')
  const told = new Set(blockers.map(({ message }) => message))
  return [
    ...(blockers.length === 0
      ? []
      : [
          `${number(blockers.length)} ${blockers.length === 1 ? 'blocker' : 'blockers'}, see the findings`,
        ]),
    ...verdict.reasons.filter((reason) => !told.has(reason)),
  ]
}

/** What comes after a dry run that says go. `maps` are the flags that the plan was made with. */
export function nextCommandsText(plan: MigrationPlan, maps: readonly string[]): string {
  const flags = maps.map((flag) => ` \\\n    ${flag}`).join('')
  return [
    'Next          someone else approves exactly this plan, then it runs:',
    `  npm run migrate:approve -- --plan ${plan.hash.slice(0, 16)}${flags}`,
    `  npm run migrate:production${flags === '' ? '' : ` --${flags}`}`,
    '  (the first time: npm run migrate:approve -- --open-for <their role>;',
    '  where there is no one else: npm run migrate:production -- --solo)',
  ].join('\n')
}

/** The same as Markdown, to keep or to send. */
export function planMarkdown(given: MigrationPlan): string {
  const plan = forMarkdown(given)
  const rows = (cells: readonly (readonly string[])[]) =>
    cells.map((row) => `| ${row.join(' | ')} |`)
  return [
    `# Dry run of ${plan.database}`,
    '',
    `Generation ${plan.generation} on PostgreSQL ${Math.floor(plan.serverVersion / 10_000)}, decision **${plan.verdict.decision}**, about ${duration(plan.estimate.seconds * 1_000)}. Plan \`${plan.hash}\`.`,
    '',
    `It needs ${bytes(plan.estimate.disk.serverBytes)} of disk on the server, ${bytes(plan.estimate.disk.backupBytes)} for the backup, and ${bytes(plan.estimate.memory.toolBytes)} of memory where it runs. ${connectionText(plan)}.`,
    '',
    '## Time and room',
    '',
    '| part | about |',
    '|---|---:|',
    ...rows(timeCells(plan)),
    '',
    '| disk on the server | at most |',
    '|---|---:|',
    ...rows(roomCells(plan)),
    '',
    '## Rows that are kept',
    '',
    '| table | rows |',
    '|---|---:|',
    ...rows(Object.entries(plan.counts).map(([name, count]) => [name, number(count)])),
    '',
    '## Stages',
    '',
    '| legacy stage | deals | becomes |',
    '|---|---:|---|',
    ...rows(plan.stages.map((stage) => stageCells(stage))),
    '',
    '## Locks',
    '',
    '| phase | table | lock | why | how long |',
    '|---|---|---|---|---|',
    ...rows(
      plan.phases.flatMap((phase) =>
        phase.locks.map((lock) => [
          phase.id,
          lock.table,
          lock.mode,
          lock.reason,
          DURATIONS[lock.duration],
        ]),
      ),
    ),
    '',
    '## New objects',
    '',
    '| phase | kind | names |',
    '|---|---|---|',
    ...rows(
      plan.phases.flatMap((phase) =>
        byKind(phase.creates).map(([kind, names]) => [phase.id, kind, names.join(', ')]),
      ),
    ),
    '',
    '## What names old objects',
    '',
    '| kind | name | place | old name | what becomes of it | advice |',
    '|---|---|---|---|---|---|',
    ...rows(
      plan.references.map((use) => [
        use.kind,
        use.name,
        use.place,
        use.what,
        use.effect,
        use.advice,
      ]),
    ),
    '',
    '## Findings',
    '',
    '| severity | finding | rows | examples | what to do |',
    '|---|---|---:|---|---|',
    ...rows(
      plan.findings.map((finding) => [
        finding.severity,
        finding.message,
        number(finding.count),
        finding.examples.join(', '),
        finding.fix,
      ]),
    ),
    '',
  ].join('\n')
}

function timeCells({ estimate }: MigrationPlan): readonly (readonly string[])[] {
  return estimate.parts.map(({ name, seconds }) => [name, duration(seconds * 1_000)])
}

function roomCells({ estimate }: MigrationPlan): readonly (readonly string[])[] {
  return estimate.disk.serverParts.map((part) => [part.name, bytes(part.bytes)])
}

function total(plan: MigrationPlan): number {
  return Object.values(plan.counts).reduce((sum, rows) => sum + rows, 0)
}

function connectionText({ server }: MigrationPlan): string {
  return [
    server.isSessionPooled ? 'through a pooler in session mode' : 'direct',
    server.isEncrypted ? 'encrypted' : 'not encrypted',
    `as ${server.role}${server.isSuperuser ? ' (superuser)' : ''}`,
  ].join(', ')
}

function stageCells(stage: MigrationPlan['stages'][number]): readonly string[] {
  const becomes =
    stage.stage === null ? 'NOT MAPPED' : [stage.stage, stage.status].filter(Boolean).join(', ')
  return [stage.legacy, number(stage.rows), becomes]
}

function heading(text: string): string {
  return `${text}\n${'─'.repeat(text.length)}`
}

function phaseText(phase: MigrationPlan['phases'][number]): string {
  const rows = number(phase.steps.reduce((sum, step) => sum + step.rows, 0))
  const created = byKind(phase.creates).map(([kind, names]) =>
    kind === 'table' || kind === 'view'
      ? `${kind}s ${names.join(', ')}`
      : `${names.length} ${plural(kind, names.length)}`,
  )
  const locks = (Object.keys(DURATIONS) as (keyof typeof DURATIONS)[]).flatMap((kept) => {
    const found = phase.locks.filter((lock) => lock.duration === kept)
    if (found.length === 0) return []
    const modes = [...new Set(found.map((lock) => lock.mode))].map(
      (mode) =>
        `${mode} on ${found
          .filter((lock) => lock.mode === mode)
          .map((lock) => lock.table)
          .join(', ')}`,
    )
    return [`lock ${DURATIONS[kept]}: ${modes.join('; ')}`]
  })
  return [`${phase.summary} (${rows} rows)`, ...locks, `new: ${created.join('; ')}`]
    .map(
      (line, place) =>
        `${place === 0 ? `${phase.id.padEnd(5)}` : '     '}${wrap(line, WIDTH - 5, 5)}`,
    )
    .join('\n')
}

function plural(kind: string, count: number): string {
  if (count === 1) return kind
  if (kind === 'policy') return 'policies'
  return kind === 'index' ? 'indexes' : `${kind}s`
}

function byKind(
  objects: MigrationPlan['phases'][number]['creates'],
): readonly (readonly [string, readonly string[]])[] {
  const kinds = [...new Set(objects.map((object) => object.kind))]
  return kinds.map((kind) => [
    kind,
    objects.filter((object) => object.kind === kind).map((object) => object.name),
  ])
}

const EFFECTS = {
  breaks: 'breaks',
  silent: 'goes on, and hears or matches less',
  works: 'works through the old name until the grace period ends',
  follows: 'follows the rename',
} as const

function referenceLines(plan: MigrationPlan): readonly string[] {
  const lines = (Object.keys(EFFECTS) as (keyof typeof EFFECTS)[]).flatMap((effect) => {
    const found = plan.references.filter((use) => use.effect === effect)
    if (found.length === 0) return []
    const names = [...new Set(found.map((use) => `${use.kind} ${use.name}`))]
    return [`${EFFECTS[effect]}:`, `  ${wrap(names.join(', '), WIDTH - 2, 2)}`]
  })
  return lines.length === 0 ? ['nothing'] : lines
}

/** Whether a message says it as a word of its own. */
function isToldIn(message: string, example: string): boolean {
  return message.endsWith(example) || message.includes(`"${example}"`)
}

function findingText(finding: MigrationPlan['findings'][number]): string {
  const examples = finding.examples.filter((example) => !isToldIn(finding.message, example))
  const lines = [
    finding.message,
    ...(examples.length === 0 ? [] : [`for example ${examples.join(', ')}`]),
    ...(finding.fix === '' ? [] : [finding.fix]),
  ]
  const text = lines.map((line) => wrap(line, WIDTH - 9, 0).replaceAll('\n', `\n${' '.repeat(9)}`))
  return `${finding.severity.padEnd(9)}${text.join(`\n${' '.repeat(9)}`)}`
}
