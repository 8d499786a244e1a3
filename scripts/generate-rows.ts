/**
 * Writes packages/schema/src/entities/rows.generated.ts: the row types of all tables, from the DDL. With `--check` it compares instead, and
 * fails when they differ.
 */
import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { manifest, rowTypes } from '@valence/schema/manifest'

const FILE = new URL('../packages/schema/src/entities/rows.generated.ts', import.meta.url)
const BIOME = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url))

const written = formatted(rowTypes(manifest()))
if (process.argv.includes('--check')) {
  if ((await readFile(FILE, 'utf8').catch(() => '')) !== written) {
    process.stdout.write('The row types are not what the DDL says: npm run generate-rows\n')
    process.exitCode = 1
  }
} else await writeFile(FILE, written)

function formatted(text: string): string {
  const path = fileURLToPath(FILE)
  const { status, stdout, stderr } = spawnSync(BIOME, ['format', `--stdin-file-path=${path}`], {
    input: text,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}
