import { readFile, writeFile } from 'node:fs/promises'
import { emptyMapFile } from '@valence/schema'

/** Tried in this order: a file of another database, or of another day, keeps its name. */
const NAMES = [
  'stage-map.json',
  ...Array.from({ length: 98 }, (_, index) => `stage-map-${index + 2}.json`),
]

/**
 * Writes a map to fill in, unless one lies here that names these stages, and says which file it is. What is there is never
 * overwritten: it may be filled in, or be another database's.
 */
export async function offerStageMap(
  unmapped: readonly string[],
  rows: Readonly<Record<string, number>>,
): Promise<string> {
  const others: string[] = []
  for (const name of NAMES) {
    const found = await readMap(name)
    if (found === null) {
      await writeFile(name, emptyMapFile(unmapped, rows), { flag: 'wx' })
      return `${passedBy(others)}Fill in ${name} and give it with --stage-map ${name}.`
    }
    if (unmapped.every((stage) => Object.hasOwn(found, stage))) {
      return `${passedBy(others)}${name} exists, names these stages, and was left as it is: give it with --stage-map ${name}.`
    }
    others.push(name)
  }
  return `${passedBy(others)}None names these stages: give one that does with --stage-map.`
}

function passedBy(others: readonly string[]): string {
  if (others.length === 0) return ''
  const last = others.at(-1) ?? ''
  return `${others.length === 1 ? last : `${others[0]} to ${last}`} names other stages, of another database perhaps, and was left as it is. `
}

/** Null where there is no such file; what is no map names no stage. */
async function readMap(file: string): Promise<object | null> {
  try {
    const map: unknown = JSON.parse(await readFile(file, 'utf8'))
    return typeof map === 'object' && map !== null ? map : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
