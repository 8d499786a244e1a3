/**
 * Old and new clients at a steady pace, in a process of its own so that what is measured is not the measuring. Started by
 * `parts/load.ts`: options come as JSON in the first argument, words on stdin ("window NAME", "phase 1.2", "end"); stdout says
 * "ready", and at the end the result as JSON.
 */
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { APPLICATION_PATH, connect } from '@valence/db'
import { seededRandom } from '@valence/testkit'
import { runAs, stateOf } from './workload/as-user.ts'
import { type Kind, newReads, newWrites, oldReads, oldWrites, pickKind } from './workload/kinds.ts'
import { noteNames, readWorld } from './workload/read-world.ts'

export interface LoadOptions {
  readonly url: string
  readonly generation: 'g8' | 'g21'
  readonly users: readonly string[]
  /** Transactions a second that are asked for. */
  readonly perSecond: number
  readonly connections: number
}

/** What happened between two words. */
export interface LoadWindow {
  readonly seconds: number
  readonly requests: number
  readonly failures: Readonly<Record<string, string>>
  readonly failed: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly longest: number
  readonly longestKind: string
}

const options = JSON.parse(process.argv[2] ?? '{}') as LoadOptions
const names = noteNames(options.generation)
const reader = connect(options.url, { max: 1, settings: { search_path: APPLICATION_PATH } })
const world = await readWorld(reader, names, 20_000)
await reader.end()

interface Collected {
  readonly startedAt: number
  readonly times: number[]
  readonly failures: Record<string, string>
  failed: number
  longest: number
  longestKind: string
}

const windows = new Map<string, Collected>()
const summaries: Record<string, LoadWindow> = {}
let current = open('warm-up')
let currentName = 'warm-up'
let known: readonly Kind[] = [...oldReads, ...oldWrites]
const phases = new Set<string>()
let isOver = false

function open(name: string): Collected {
  const collected = {
    startedAt: performance.now(),
    times: [],
    failures: {},
    failed: 0,
    longest: 0,
    longestKind: '',
  }
  windows.set(name, collected)
  return collected
}

function close(): void {
  const sorted = current.times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  summaries[currentName] = {
    seconds: round((performance.now() - current.startedAt) / 1_000),
    requests: sorted.length,
    failures: current.failures,
    failed: current.failed,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    longest: round(current.longest),
    longestKind: current.longestKind,
  }
}

const round = (value: number) => Math.round(value * 100) / 100

async function client(place: number): Promise<void> {
  const random = seededRandom(place + 1)
  const sql = connect(options.url, {
    max: 1,
    settings: { search_path: APPLICATION_PATH },
    applicationName: 'bench client',
  })
  const everyMs = (options.connections / options.perSecond) * 1_000
  let next = performance.now() + random.fraction() * everyMs
  while (!isOver) {
    const waitMs = next - performance.now()
    if (waitMs > 1) await sleep(waitMs)
    next = Math.max(next + everyMs, performance.now() - everyMs)
    const kind = pickKind(known, random)
    const window = current
    const statement = kind.sql({ random, world, names })
    const startedAt = performance.now()
    try {
      await runAs(sql, random.pick(options.users), statement)
    } catch (error) {
      window.failed += 1
      window.failures[stateOf(error)] = statement
    }
    const tookMs = performance.now() - startedAt
    window.times.push(tookMs)
    if (tookMs > window.longest) {
      window.longest = tookMs
      window.longestKind = kind.name
    }
  }
  await sql.end()
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [word, value = ''] = line.split(' ')
    if (word === 'window') {
      close()
      currentName = value
      current = open(value)
    }
    if (word === 'phase') {
      phases.add(value)
      const isPossible = ({ needs }: Kind) => needs === undefined || phases.has(needs)
      known = [...oldReads, ...oldWrites, ...newReads, ...newWrites].filter(isPossible)
    }
    if (word === 'end') isOver = true
  })
  .on('close', () => {
    // Whoever started us is gone.
    isOver = true
  })

process.stdout.write('ready\n')
await Promise.all(Array.from({ length: options.connections }, (_, place) => client(place)))
close()
process.stdout.write(`${JSON.stringify(summaries)}\n`)
process.exit(0)
