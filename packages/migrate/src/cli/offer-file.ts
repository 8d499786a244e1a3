import { readFile } from 'node:fs/promises'

/** `map.json`, `map-2.json`, …: what is there already may be filled in, or be another database's, and keeps its name. */
const MOST = 99

export interface Offer {
  /** The file to give; null where all names are taken by others. */
  readonly file: string | null
  /** Whether it has to be written first. */
  readonly isNew: boolean
  /** Said before anything else: which files were passed by. */
  readonly passedBy: string
}

/** A map in this folder that names all of these, or the first free name for one. Nothing that is there is overwritten. */
export async function offerFile(stem: string, keys: readonly string[], of: string): Promise<Offer> {
  const others: string[] = []
  for (let place = 1; place <= MOST; place += 1) {
    const file = place === 1 ? `${stem}.json` : `${stem}-${place}.json`
    const found = await readMap(file)
    if (found === null) return { file, isNew: true, passedBy: wordsFor(others, of) }
    if (keys.every((key) => Object.hasOwn(found, key))) {
      return { file, isNew: false, passedBy: wordsFor(others, of) }
    }
    others.push(file)
  }
  return { file: null, isNew: false, passedBy: wordsFor(others, of) }
}

function wordsFor(others: readonly string[], of: string): string {
  const [first, last] = [others[0], others.at(-1)]
  if (first === undefined || last === undefined) return ''
  const which = first === last ? first : `${first} to ${last}`
  return `${which} names other ${of}, of another database perhaps, and was left as it is. `
}

/** Null where there is no such file; what is no map names nothing. */
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
