import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ChangedFunction } from '../stale-names/changed-function.ts'
import { offerFile } from './offer-file.ts'

/**
 * Writes each function that has to change beside a map of them, to look at and to give with --function-map, and says so. Nothing that
 * is there is overwritten.
 */
export async function offerFunctionMap(changed: readonly ChangedFunction[]): Promise<string> {
  const signatures = changed.map(({ signature }) => signature)
  const { file, isNew, passedBy } = await offerFile('function-map', signatures, 'functions')
  if (file === null) return `${passedBy}Give one that names these with --function-map.`
  const open = changed.filter(({ isProven }) => !isProven).length
  const next = `${open === 0 ? 'Look at them' : `Look at them; ${open} of them cannot be proven right and say why`}, then give ${file} with --function-map ${file}.`
  if (!isNew)
    return `${passedBy}${file} exists, names these functions, and was left as it is. ${next}`
  const folder = file.replace(/^function-map(.*)\.json$/, 'functions$1')
  await mkdir(folder, { recursive: true })
  const entries: [string, string][] = [
    [
      '//',
      'The run gives these functions another definition, and a rollback gives their own back.',
    ],
  ]
  for (const { signature, definition } of changed) {
    const name = fileName(
      signature,
      entries.map(([, taken]) => taken),
      folder,
    )
    await writeFile(name, definition, { flag: 'wx' })
    entries.push([signature, name])
  }
  await writeFile(file, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`, { flag: 'wx' })
  return `${passedBy}${changed.length === 1 ? 'A function has' : `${changed.length} functions have`} to change with the rename: written to ${folder}/. ${next}`
}

/** Letters and digits of the signature, whatever else it holds. */
function fileName(signature: string, taken: readonly string[], folder: string): string {
  const stem = signature
    .replace(/\(\)$/, '')
    .replaceAll(/[^\p{L}\p{N}.]+/gu, '_')
    .replaceAll(/^[_.]+|[_.]+$/g, '')
    .slice(0, 80)
  const name = (place: number) =>
    path.posix.join(folder, `${stem || 'function'}${place === 1 ? '' : `-${place}`}.sql`)
  let place = 1
  while (taken.some((one) => one.toLowerCase() === name(place).toLowerCase())) place += 1
  return name(place)
}
