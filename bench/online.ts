/**
 * Measures what is promised of a migration while people work: its time against an offline script, what clients meet during
 * it, what the grace period costs, whether old and new clients deadlock, the queries of the screens, and the way back. In a
 * local installation of its own.
 *
 *     npm run bench                                    # the short form: 100,000 deals, some minutes on two quiet cores
 *     npm run bench -- --deals 1000000 --fight 600 --output bench/results/online-1000000.json
 *     npm run bench -- --deals 5000 --only end-to-end,queries
 *
 * A figure that misses its mark is printed as MISSED. Load averages are written down: on a machine that does other work the
 * figures say little.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type BenchStack, openBench } from './parts/bench-stack.ts'
import { type EndToEnd, measureEndToEnd } from './parts/end-to-end.ts'
import { type GraceCost, measureGraceCost } from './parts/grace-cost.ts'
import { measureQueries, type QueryTime } from './parts/queries.ts'
import { measureRollback, type RollbackFigures } from './parts/rollback.ts'
import { type Cell, table, verdict } from './parts/table.ts'
import { measureUnderLoad, type UnderLoad } from './parts/under-load.ts'
import { type FightOutcome, fight } from './workload/fight.ts'

const PARTS = ['end-to-end', 'under-load', 'grace', 'fight', 'queries', 'rollback'] as const
type Part = (typeof PARTS)[number]

const { values } = parseArgs({
  options: {
    deals: { type: 'string', default: '100000' },
    generation: { type: 'string', default: 'g21' },
    only: { type: 'string', default: PARTS.join(',') },
    tps: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '16' },
    warm: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '8' },
    fight: { type: 'string', default: '60' },
    writes: { type: 'string', default: '10000' },
    // Rests after each batch, as shares of its time: one run under load for each.
    rest: { type: 'string', default: '0,2' },
    // Under load: with indexes that a large installation has added by itself.
    'own-indexes': { type: 'boolean', default: false },
    output: { type: 'string' },
  },
})
const generation = values.generation === 'g8' ? 'g8' : 'g21'
const wanted = new Set(values.only.split(','))
const isWanted = (part: Part) => wanted.has(part)

const bench = await openBench(generation, Number(values.deals))
const results: Record<string, unknown> = {}
try {
  const machine = await bench.machine()
  results['machine'] = machine
  say(
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', '),
  )
  // The offline script and the screens are written for the names of generation 21.
  if (isWanted('end-to-end') && generation === 'g21') {
    keep('endToEnd', await measureEndToEnd(bench), endToEndTable)
  }
  if (isWanted('under-load')) {
    for (const rest of values.rest.split(',').map(Number)) {
      const name = rest === 0 ? 'underLoad' : `underLoadResting${rest}`
      keep(name, await measureUnderLoad(bench, { ...loadOptions(), rest }), underLoadTable)
    }
  }
  if (isWanted('grace')) {
    const options = { rounds: Number(values.rounds), secondsEach: 3 }
    keep('graceCost', await measureGraceCost(bench, options), graceTable)
  }
  if (isWanted('fight')) keep('fight', await fightOver(bench), fightTable)
  if (isWanted('queries') && generation === 'g21') {
    keep('queries', await measureQueries(bench, 20), queriesTable)
  }
  if (isWanted('rollback')) {
    keep('rollback', await measureRollback(bench, Number(values.writes)), rollbackTable)
  }
  if (values.output !== undefined) {
    await writeFile(values.output, `${JSON.stringify(results, null, 2)}\n`)
  }
} finally {
  await bench.close()
}

function loadOptions() {
  return {
    perSecond: Number(values.tps),
    connections: Number(values.connections),
    warmSeconds: Number(values.warm),
    ownIndexes: values['own-indexes'],
  }
}

async function fightOver(stack: BenchStack): Promise<FightOutcome> {
  const url = await stack.copy('bench_fight')
  await stack.migrate(url)
  const outcome = await fight({
    url,
    generation: stack.generation,
    users: stack.users,
    rows: 100,
    seconds: Number(values.fight),
    fighters: 8,
  })
  await stack.drop('bench_fight')
  return outcome
}

function keep<Figures>(name: string, figures: Figures, show: (figures: Figures) => string): void {
  results[name] = figures
  say(show(figures))
}

function endToEndTable(figures: EndToEnd): string {
  const rows: (readonly Cell[])[] = [
    ['whole run, s', figures.runSeconds, ''],
    ...Object.entries(figures.phaseSeconds).map(([phase, seconds]): readonly Cell[] => [
      `phase ${phase}, s`,
      seconds,
      `${figures.phaseRowsPerSecond[phase] ?? 0} rows/s`,
    ]),
    ['peak memory, MB', figures.peakMegabytes, 'of this process, sample data included'],
    ['offline script, s', figures.offlineSeconds, `by ${figures.offlineBy}`],
    ['copy limit, s', figures.copySeconds, `${figures.copyRowsPerSecond} rows/s`],
    ['phases / offline', figures.phasesToOffline, verdict(figures.phasesToOffline <= 1.5)],
    ['phases / copy', figures.phasesToCopy, ''],
  ]
  return table(['end to end', 'value', ''], rows)
}

function underLoadTable(figures: UnderLoad): string {
  const windows = (['before', 'during', 'after'] as const).map((name): readonly Cell[] => {
    const { requests, seconds, p50, p95, p99, longest, failed } = figures[name]
    return [name, Math.round(requests / seconds), p50, p95, p99, longest, failed]
  })
  const ratio = `p95 during / before: ${figures.p95Ratio}`
  return [
    `under load, rest ${figures.rest}: ${figures.reachedPerSecond} of ${figures.askedPerSecond} transactions a second reached; migrated in ${figures.migrationSeconds} s`,
    table(['', 'tps', 'p50 ms', 'p95 ms', 'p99 ms', 'longest', 'failed'], windows),
    `failed requests: ${figures.failed}, ${verdict(figures.failed === 0)}`,
    ...Object.entries({ ...figures.during.failures, ...figures.after.failures }).map(
      ([state, statement]) => `  ${state}: ${statement}`,
    ),
    `longest wait for a lock of ours: ${figures.wait.longestMs} ms in ${figures.wait.waits} waits, ${verdict(figures.wait.longestMs <= 250)} ${figures.wait.what}`,
    figures.rest === 0 ? ratio : `${ratio}, ${verdict(figures.p95Ratio <= 1.15)}`,
  ].join('\n')
}

function graceTable(costs: readonly GraceCost[]): string {
  return table(
    ['grace period', 'client', 'without/s', 'grace/s', 'slower %', 'at most %', ''],
    costs.map((cost) => [
      cost.what,
      cost.client === 'old' ? 'old, before the run' : 'new, once it is over',
      cost.withoutPerSecond,
      cost.gracePerSecond,
      cost.slowerPercent,
      cost.askedPercent,
      verdict(cost.slowerPercent <= cost.askedPercent),
    ]),
  )
}

function fightTable({ writes, deadlocks, failures, victims }: FightOutcome): string {
  return [
    `fight over 100 rows for ${values.fight} s: ${writes} writes, ${deadlocks} deadlocks, ${verdict(deadlocks === 0)}`,
    ...Object.entries(victims).map(([name, count]) => `  ${name}: ${count}`),
    ...Object.entries(failures).map(([state, statement]) => `  ${state}: ${statement}`),
  ].join('\n')
}

function queriesTable(times: readonly QueryTime[]): string {
  return table(
    ['query', 'before p95', 'p50', 'p95 ms', 'at most', ''],
    times.map(({ name, legacyP95, targetP50, targetP95, asked }) => [
      name,
      legacyP95,
      targetP50,
      targetP95,
      asked,
      asked === null ? '' : verdict(targetP95 <= asked),
    ]),
  )
}

function rollbackTable(figures: RollbackFigures): string {
  const { writes, seconds, wait, failedOldRequests, failures } = figures
  return [
    `rollback after ${writes} writes: ${seconds} s, ${verdict(seconds <= 60)}`,
    `longest wait for a lock of ours: ${wait.longestMs} ms, ${verdict(wait.longestMs <= 250)} ${wait.what}`,
    `failed requests of old clients: ${failedOldRequests}, ${verdict(failedOldRequests === 0)}`,
    ...Object.entries(failures).map(([state, statement]) => `  ${state}: ${statement}`),
  ].join('\n')
}

function say(text: string): void {
  process.stdout.write(`${text}\n\n`)
}
