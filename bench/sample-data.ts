/**
 * How fast the sample is made and how much memory that takes: `npx tsx bench/sample-data.ts [deals …]`.
 * Lines are made and thrown away, so only the generator is measured. Claim: memory does not grow with the rows.
 * Writes bench/results/sample-data.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { legacyTables } from '@valence/sample-data'

interface Result {
  readonly deals: number
  readonly rows: number
  readonly megabytes: number
  readonly seconds: number
  readonly rowsPerSecond: number
  readonly peakHeapMegabytes: number
}

const SAMPLE_EVERY = 20_000
const sizes = process.argv.slice(2).map(Number)

const results = (sizes.length === 0 ? [2_000, 100_000, 1_000_000] : sizes).map(measure)
console.table(results)
const folder = new URL('./results/', import.meta.url)
mkdirSync(folder, { recursive: true })
writeFileSync(new URL('sample-data.json', folder), `${JSON.stringify(results, null, 2)}\n`)

function measure(deals: number): Result {
  const start = performance.now()
  let rows = 0
  let characters = 0
  let peak = 0
  for (const stream of legacyTables({ generation: 'g21', deals })) {
    for (const line of stream.lines()) {
      rows++
      characters += line.length + 1
      if (rows % SAMPLE_EVERY === 0) peak = Math.max(peak, process.memoryUsage().heapUsed)
    }
  }
  const seconds = (performance.now() - start) / 1_000
  return {
    deals,
    rows,
    megabytes: Math.round(characters / 1e6),
    seconds: Math.round(seconds * 10) / 10,
    rowsPerSecond: Math.round(rows / seconds),
    peakHeapMegabytes: Math.round(peak / 1e6),
  }
}
