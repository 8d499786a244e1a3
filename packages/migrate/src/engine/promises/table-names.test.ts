import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { clientTables } from '@valence/schema/manifest'
import { describe, expect, it } from 'vitest'

const SOURCES = path.resolve(import.meta.dirname, '../..')

/** What orders, counts, copies, waits and undoes, for whatever phases there are. */
const MACHINERY = ['books', 'copies', 'grace', 'run'].map((room) => `engine/${room}`)
/** What has to know the installation: what is decided about it, who is who in it, and whether it reads as before. */
const KNOWING = ['engine/plan', 'engine/approval', 'engine/proof', 'engine/checklist', 'phases']

const LEGACY = ['deals', 'deal_notes', 'dealNotes', 'contactNotes']
const NAMES = [...clientTables().map(({ name }) => name), ...LEGACY]
const ANY = `(?:${NAMES.join('|')})`
const TABLE = new RegExp(`\\bpublic\\.${ANY}\\b|(['"\`])${ANY}\\1`)

/** Lines that name a table of the application, in its SQL or as a text. */
function namesIn(folder: string): readonly string[] {
  return readdirSync(path.join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|sql)$/.test(file) && !/\.(?:test|fixture)\.ts$/.test(file))
    .flatMap((file) =>
      readFileSync(path.join(SOURCES, folder, file), 'utf8')
        .split('\n')
        .filter((line) => TABLE.test(line))
        .map((line) => `${folder}/${file}: ${line.trim()}`),
    )
}

describe('tables of the application', () => {
  it.each(MACHINERY)('are named nowhere in %s', (folder) => {
    expect(namesIn(folder)).toEqual([])
  })

  it.each(KNOWING)('are named in %s, where they have to be known', (folder) => {
    expect(namesIn(folder).length).toBeGreaterThan(0)
  })
})
