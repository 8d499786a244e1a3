/**
 * Writes docs/errors.md: every code that an error of ours can have, with what it means and the way out. The catalogues in the code
 * (`satisfies ErrorCatalogue`) are the only list. With `--check` it compares instead.
 */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ErrorMeaning } from '@valence/db'
import { writeOrCompare } from './generated-file.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PAGE = new URL('../docs/errors.md', import.meta.url)
const CATALOGUE = /export const (?<name>\w+) = \{.*?\} as const satisfies ErrorCatalogue/gs

interface Source {
  readonly file: string
  readonly text: string
}

const sources = await readSources()
const catalogue = await readCatalogues(sources)
requireUsed(sources, [...catalogue.keys()])
await writeOrCompare(PAGE, pageOf(catalogue), 'docs')

async function readSources(): Promise<readonly Source[]> {
  const entries = await readdir(path.join(ROOT, 'packages'), { recursive: true })
  const files = entries.filter(
    (file) => /^[\w-]+\/src\/.*\.ts$/.test(file) && !/\.(?:test|fixture)\.ts$/.test(file),
  )
  return await Promise.all(
    files.map(async (file) => {
      const whole = path.join(ROOT, 'packages', file)
      return { file: whole, text: await readFile(whole, 'utf8') }
    }),
  )
}

/** @throws Error for a code that two parts have */
async function readCatalogues(all: readonly Source[]): Promise<ReadonlyMap<string, ErrorMeaning>> {
  const meanings = new Map<string, ErrorMeaning>()
  for (const { file, text } of all) {
    for (const { groups } of text.matchAll(CATALOGUE)) {
      const module = await import(pathToFileURL(file).href)
      const entries: [string, ErrorMeaning][] = Object.entries(module[groups?.['name'] ?? ''])
      for (const [code, meaning] of entries) {
        if (meanings.has(code)) throw new Error(`${code} is in two catalogues, one in ${file}`)
        meanings.set(code, meaning)
      }
    }
  }
  return meanings
}

/** @throws Error for a code that no error has */
function requireUsed(all: readonly Source[], codes: readonly string[]): void {
  const used = all.map(({ text }) => text.replaceAll(CATALOGUE, '')).join('\n')
  const unused = codes.filter((code) => !used.includes(`'${code}'`))
  if (unused.length > 0) throw new Error(`No error has the code ${unused.join(', ')}`)
}

function pageOf(meanings: ReadonlyMap<string, ErrorMeaning>): string {
  const rows = [...meanings]
    .sort(([one], [other]) => one.localeCompare(other, 'en'))
    .map(
      ([code, meaning]) =>
        `| \`${code}\` | ${exitsOf(meaning)} | ${meaning.meaning} | ${meaning.wayOut} |`,
    )
  return `<!-- Made from the code by \`npm run docs\`; do not edit. -->
# Errors

An error of the command line says what happened, the object it is about, a code, and what to do next; with \`--json\` as \`error.code\`, \`error.object\` and \`error.hint\`.
The hint fits the case at hand; here is what each code means whatever the case. The codes are stable: scripts may rely on them.
[Exit codes](operator-guide.md#exit-codes) are told in the operator guide.

| code | exit code | means | way out |
|---|---|---|---|
${rows.join('\n')}
`
}

function exitsOf({ exitCode, otherwise }: ErrorMeaning): string {
  return otherwise === undefined
    ? String(exitCode)
    : `${exitCode}; ${otherwise.exitCode} where ${otherwise.when}`
}
