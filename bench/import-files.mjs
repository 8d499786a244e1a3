/**
 * Measures what a browser does with a large file of contacts before anything is sent: reading it, finding its table, and building
 * its rows.
 *
 *     node --expose-gc --import tsx bench/import-files.mjs --rows 100000
 *
 * Prints seconds and the memory that stays. Reading happens in a worker; building is done in slices, of which the longest is printed:
 * so long the page answers nobody.
 */
import { parseArgs } from 'node:util'
import { buildRowsInSlices } from '../packages/crm/src/features/imports/build-rows.ts'
import { matchFile } from '../packages/crm/src/features/imports/match-headers.ts'
import { questionsOf } from '../packages/crm/src/features/imports/questions.ts'
import { readFile } from '../packages/crm/src/features/imports/read-file.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } })

const lines = Array.from(
  { length: Number(values.rows) },
  (_, place) =>
    `First ${place},Last ${place},person-${place}@works.example,+44 20 ${place},Buyer,Imported Works ${Math.floor(place / 5)},Leeds,imported,${(place % 28) + 1}/3/2026`,
)
const head = 'First name,Last name,E-mail,Phone,Job title,Company,City,Tags,First seen'
const file = new File([`${head}\n${lines.join('\n')}\n`], 'contacts.csv')
lines.length = 0

const read = await timed('reading', () => readFile(file))
const { mapping } = matchFile(read.table.headers)
const options = { choices: () => [], usualDayOrder: 'day_first', owners: [] }
await timed('what is asked', async () => questionsOf(read.table, mapping, options))
let longest = 0
let last = performance.now()
const built = await timed('building', () => {
  last = performance.now()
  return buildRowsInSlices(read.table, mapping, options, async () => {
    longest = Math.max(longest, performance.now() - last)
    await new Promise((resolve) => setTimeout(resolve))
    last = performance.now()
  })
})
print(
  `the longest slice: ${Math.round(longest)} ms; ${built.rows.length} rows, ${built.errors.length} errors`,
)

/** @template T @param {string} name @param {() => Promise<T>} work */
async function timed(name, work) {
  const startedAt = performance.now()
  const result = await work()
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(2)
  globalThis.gc?.()
  print(`${name}: ${seconds} s, ${Math.round(process.memoryUsage().heapUsed / 1_048_576)} MB`)
  return result
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`)
}
