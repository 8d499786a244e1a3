import { appendFile, cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** A copy of the schema's files with SQL added to some of them, or in new ones: what a later version of them may be. */
export async function ddlCopy(added: Readonly<Record<string, string>>): Promise<URL> {
  const folder = await mkdtemp(path.join(tmpdir(), 'valence-ddl-'))
  await cp(new URL('../../../../schema/sql/', import.meta.url), folder, { recursive: true })
  for (const [name, sql] of Object.entries(added)) {
    await appendFile(path.join(folder, `${name}.sql`), `\n${sql}\n`)
  }
  return pathToFileURL(`${folder}/`)
}
