import { writeFile } from 'node:fs/promises'
import { emptyMapFile } from '@valence/schema'
import { offerFile } from './offer-file.ts'

/** Writes a map to fill in, unless one lies here that names these stages, and says which file it is. */
export async function offerStageMap(
  unmapped: readonly string[],
  rows: Readonly<Record<string, number>>,
): Promise<string> {
  const { file, isNew, passedBy } = await offerFile('stage-map', unmapped, 'stages')
  if (file === null) return `${passedBy}Give one that names these with --stage-map.`
  if (!isNew) {
    return `${passedBy}${file} exists, names these stages, and was left as it is: give it with --stage-map ${file}.`
  }
  await writeFile(file, emptyMapFile(unmapped, rows), { flag: 'wx' })
  return `${passedBy}Fill in ${file} and give it with --stage-map ${file}.`
}
