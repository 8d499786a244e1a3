import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { parseSync } from '../parser.ts'
import { SCHEMA_VERSION } from '../version.ts'

export { SCHEMA_VERSION } from '../version.ts'

const FOLDER = new URL('../../steps/', import.meta.url)
const NAME = /^(?<version>\d{4})-(?<name>[a-z0-9-]+)\.sql$/

/** What a file cannot say that is the same every time: done once, in order, and then never changed. */
export interface Step {
  readonly version: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/**
 * The steps behind version 1, which is the state that the first release made, in their order.
 * @throws where a number is missing, or the last is not `SCHEMA_VERSION`
 */
export function readSteps(folder: URL = FOLDER): readonly Step[] {
  const steps = readdirSync(folder)
    .sort()
    .map((file) => readStep(folder, file))
  const wrong = steps.find((step, index) => step.version !== index + 2)
  if (wrong !== undefined) throw new Error(`steps/ has no step before ${wrong.version}`)
  const last = steps.at(-1)?.version ?? 1
  if (last !== SCHEMA_VERSION)
    throw new Error(`steps/ ends at ${last}, and SCHEMA_VERSION is ${SCHEMA_VERSION}`)
  return steps
}

function readStep(folder: URL, file: string): Step {
  const { version, name } = NAME.exec(file)?.groups ?? {}
  if (version === undefined || name === undefined) {
    throw new Error(`steps/${file} is no name of a step: 0002-what-it-does.sql`)
  }
  const sql = readFileSync(new URL(file, folder), 'utf8')
  return {
    version: Number(version),
    name,
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
  }
}

/** Functions that a step writes down as ours, and that are declared no more: they go behind it. */
export function functionsNamedIn(step: Step): readonly string[] {
  const found: string[] = []
  collectTexts(parseSync(step.sql), found)
  return found.filter((text) => text.startsWith('function public.'))
}

function collectTexts(value: unknown, found: string[]): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (key === 'sval' && typeof child === 'string') found.push(child)
    else collectTexts(child, found)
  }
}
