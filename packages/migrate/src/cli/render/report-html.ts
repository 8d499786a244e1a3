import type { Report } from '../../engine/run/report.ts'
import { type Html, html, nothing } from './html.ts'
import { reportFacts } from './report-facts.ts'
import { STYLE } from './report-style.ts'
import { duration, number } from './text.ts'

/** A report as one page that needs nothing else: to open, to print, to send. */
export function reportHtml(report: Report): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Migration of ${report.database}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="kind">Migration report</p>
<h1>${report.database}</h1>
${verdict(report)}
</header>
${tiles(report)}
${section('At a glance', facts(report))}
${section('Where the time went', phases(report))}
${section('Stages', stages(report))}
${section('Rows', rows(report))}
${section('Verification', checks(report))}
${(report.verification?.samples.length ?? 0) === 0 ? nothing : section('Side by side', samples(report))}
${report.quarantined.length === 0 ? nothing : section('Left as they were', quarantined(report))}
${section('Findings before the run', findings(report))}
${report.parked.length === 0 ? nothing : section('Parked', parked(report))}
</main>
</body>
</html>
`
  return page.text
}

function section(title: string, content: Html): Html {
  return html`<section><h2>${title}</h2>${content}</section>`
}

function verdict({ state, verification }: Report): Html {
  if (state === 'rolled_back') return badge('neutral', 'Rolled back')
  if (state !== 'migrated') return badge('bad', 'Not finished')
  return verification?.isGood === true
    ? badge('good', 'Migrated, every check holds')
    : badge('bad', 'Migrated, but not every check holds')
}

function badge(kind: 'good' | 'bad' | 'neutral', text: string): Html {
  return html`<p class="badge ${kind}">${text}</p>`
}

function tiles(report: Report): Html {
  const kept = Object.values(report.plan.counts).reduce((sum, count) => sum + count, 0)
  const held = report.verification?.checks.filter((check) => check.failures === 0).length ?? 0
  const tile = (value: string, label: string) =>
    html`<div class="tile"><strong>${value}</strong><span>${label}</span></div>`
  return html`<div class="tiles">
${tile(number(kept), 'rows kept')}
${tile(report.seconds === null ? '–' : duration(report.seconds * 1_000), 'from start to end')}
${tile(`${held} of ${report.verification?.checks.length ?? 0}`, 'checks hold')}
${tile(number(report.quarantined.length), 'rows left behind')}
</div>`
}

function facts(report: Report): Html {
  return html`<dl>${reportFacts(report).map(
    ({ label, text, code }) =>
      html`<dt>${label}</dt><dd>${text}${code === undefined ? nothing : html` <code>${code}</code>`}</dd>`,
  )}</dl>`
}

interface Bar {
  readonly label: string
  readonly value: number
  readonly text: string
  readonly kind?: string
}

/** A bar for each row of a table: readable as figures, and at a glance. */
function bars(heads: readonly [string, string], list: readonly Bar[]): Html {
  const most = Math.max(1e-9, ...list.map((bar) => bar.value))
  return html`<table class="bars">
<thead><tr><th scope="col">${heads[0]}</th><th scope="col">${heads[1]}</th><td></td></tr></thead>
<tbody>${list.map(
    (bar) => html`<tr><th scope="row">${bar.label}</th><td class="figure">${bar.text}</td>
<td class="bar" aria-hidden="true"><svg viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="${bar.kind ?? 'plain'}" width="${((100 * bar.value) / most).toFixed(2)}" height="10" rx="1"/></svg></td></tr>`,
  )}</tbody>
</table>`
}

function phases(report: Report): Html {
  const names = new Map(report.plan.phases.map((phase) => [phase.id as string, phase.summary]))
  const list = report.phases.map(({ phase, action, status, seconds, error }) => ({
    label: `${phase} ${action === 'migrate' ? (names.get(phase) ?? '') : action}${status === 'done' ? '' : `, ${status}${error === null ? '' : `: ${error}`}`}`,
    value: seconds ?? 0,
    text: seconds === null ? '–' : duration(seconds * 1_000),
    kind: status === 'failed' ? 'bad' : 'plain',
  }))
  const verified = Object.entries(report.verification?.seconds ?? {})
  return html`${bars(['Phase', 'Time'], list)}
${
  verified.length === 0
    ? nothing
    : html`<p class="note">The last verification took ${duration(
        1_000 * verified.reduce((sum, [, seconds]) => sum + seconds, 0),
      )}: ${verified.map(([name, seconds]) => `${name} ${duration(seconds * 1_000)}`).join(', ')}.</p>`
}`
}

function stages({ plan }: Report): Html {
  return bars(
    ['Stage before, and now', 'Rows'],
    plan.stages.map(({ legacy, stage, status, rows: count }) => ({
      label: `${legacy} → ${stage ?? 'nothing'}${status === null ? '' : `, ${status}`}`,
      value: count,
      text: number(count),
    })),
  )
}

function rows(report: Report): Html {
  const chart = (heads: readonly [string, string], counts: Readonly<Record<string, number>>) =>
    bars(
      heads,
      Object.entries(counts)
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([name, count]) => ({
          label: name,
          value: count,
          text: number(count),
        })),
    )
  const hasNew = Object.keys(report.counts).length > 0 && report.state !== 'rolled_back'
  return html`<div class="pair">
<div>${chart(['Table before', 'Rows'], report.plan.counts)}</div>
${hasNew ? html`<div>${chart(['Table now', 'Rows'], report.counts)}</div>` : nothing}
</div>`
}

function checks({ verification }: Report): Html {
  if (verification === null) return html`<p>Not verified yet.</p>`
  return html`<ul class="checks">${verification.checks.map(
    ({ name, group, failures, examples, detail }) =>
      html`<li class="${failures === 0 ? 'good' : 'bad'}"><span class="mark" aria-hidden="true">${failures === 0 ? '✓' : '✗'}</span>
<span>${name}${failures === 0 ? nothing : html`: <strong>${number(failures)} failures</strong>, for example ${examples.join(', ')}`}
<small>${group}${detail === undefined ? '' : `; ${detail}`}</small></span></li>`,
  )}</ul>`
}

function samples({ verification }: Report): Html {
  const list = verification?.samples ?? []
  const values = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record).map(
      ([name, value]) => html`<span class="value"><small>${name}</small> ${text(value)}</span> `,
    )
  return html`<details><summary>${list.length} random records as they were, and what they became</summary>
<table><thead><tr><th scope="col">Record</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
<tbody>${list.map(
    ({ table, id, before, after, isSame }) =>
      html`<tr><td>${table} ${id} <span class="${isSame ? 'good' : 'bad'}">${isSame ? '✓ same' : '✗ differs'}</span></td><td>${values(before)}</td><td>${values(after)}</td></tr>`,
  )}</tbody></table></details>`
}

function text(value: unknown): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function quarantined(report: Report): Html {
  return html`<p>Rows that could not be taken along. The old names show them; mend what the reason says.</p>
<table><thead><tr><th scope="col">Table</th><th scope="col">Id</th><th scope="col">Reason</th></tr></thead>
<tbody>${report.quarantined
    .slice(0, 50)
    .map(
      (row) => html`<tr><td>${row.table}</td><td>${row.id}</td><td>${row.reason}</td></tr>`,
    )}</tbody></table>`
}

function findings({ plan }: Report): Html {
  if (plan.findings.length === 0) return html`<p>None.</p>`
  return html`<ul class="findings">${plan.findings.map(
    (finding) =>
      html`<li><span class="severity ${finding.severity}">${finding.severity}</span> ${finding.message}. <small>${finding.fix}</small></li>`,
  )}</ul>`
}

function parked(report: Report): Html {
  return html`<p>What the old schema cannot hold. It comes back when the migration runs again.</p>
<ul>${report.parked.map(({ rows: count, what }) => html`<li>${number(count)} ${what}</li>`)}</ul>`
}
