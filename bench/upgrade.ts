/**
 * Measures an upgrade of a database that the first release migrated, within its grace period, while old and new clients work: whether a
 * request failed, how long one waited for a lock of ours, and what writes cost before and after. In a local installation of its own.
 *
 *     node --import tsx bench/upgrade.ts                          # 100,000 deals, 1,000 transactions a second: some five minutes
 *     node --import tsx bench/upgrade.ts --deals 5000 --warm 5
 *     node --import tsx bench/upgrade.ts --output bench/results/upgrade-100000.json
 *
 * A figure that misses its mark is printed as MISSED. On a machine that does other work the figures say little.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openBench } from './parts/bench-stack.ts'
import { loadRelease } from './parts/load-release.ts'
import { table, verdict } from './parts/table.ts'
import { measureUpgrade } from './parts/upgrade-under-load.ts'
import { measureWrites, type WriteCost } from './parts/write-cost.ts'

const { values } = parseArgs({
  options: {
    deals: { type: 'string', default: '100000' },
    tps: { type: 'string', default: '1000' },
    connections: { type: 'string', default: '16' },
    warm: { type: 'string', default: '20' },
    writes: { type: 'string', default: '500' },
    output: { type: 'string' },
  },
})

// The installation itself comes from the release; of the stack only its server is used.
const bench = await openBench('g21', 12)
try {
  const url = await bench.empty('bench_upgrade')
  const rows = await loadRelease(url, Number(values.deals))
  const machine = { ...(await bench.machine()), deals: rows }
  say(
    Object.entries(machine)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', '),
  )
  const writesBefore = await measureWrites(url, Number(values.writes))
  const upgrade = await measureUpgrade(bench, url, {
    perSecond: Number(values.tps),
    connections: Number(values.connections),
    warmSeconds: Number(values.warm),
  })
  say(upgradeText(upgrade))
  const writes = { before: writesBefore, after: await measureWrites(url, Number(values.writes)) }
  say(writesText(writes.before, writes.after))
  if (values.output !== undefined) {
    const results = { machine, upgrade, writes }
    await writeFile(values.output, `${JSON.stringify(results, null, 2)}\n`)
  }
} finally {
  await bench.close()
}

function upgradeText(figures: Awaited<ReturnType<typeof measureUpgrade>>): string {
  const windows = (['before', 'during', 'after'] as const).map((name) => {
    const { requests, seconds, p50, p95, p99, longest, failed, longestKind } = figures[name]
    return [name, Math.round(requests / seconds), p50, p95, p99, longest, failed, longestKind]
  })
  return [
    `upgrade of ${figures.changes} changes under load in ${figures.upgradeSeconds} s`,
    table(['', 'tps', 'p50 ms', 'p95 ms', 'p99 ms', 'longest', 'failed', 'of'], windows),
    `failed requests: ${figures.failed}, ${verdict(figures.failed === 0)}`,
    ...Object.entries({ ...figures.during.failures, ...figures.after.failures }).map(
      ([state, statement]) => `  ${state}: ${statement}`,
    ),
    `longest wait for a lock of ours: ${figures.wait.longestMs} ms in ${figures.wait.waits} waits, ${verdict(figures.wait.longestMs <= 250)} ${figures.wait.what}`,
  ].join('\n')
}

function writesText(before: readonly WriteCost[], after: readonly WriteCost[]): string {
  return table(
    ['a write', 'before ms', 'after ms', 'without the log ms', 'without triggers ms'],
    after.map(({ name, plain, withoutLog, withoutTriggers }) => [
      name,
      before.find((one) => one.name === name)?.plain ?? null,
      plain,
      withoutLog,
      withoutTriggers,
    ]),
  )
}

function say(text: string): void {
  process.stdout.write(`${text}\n\n`)
}
