import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { expectCarried } from './customisations.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

describe.each(['g8', 'g21'] as const)('two dozen customisations of %s together', (generation) => {
  it.each(Array.from({ length: 12 }, (_, place) => place + 2))(
    'are carried there and back (seed %i)',
    (seed) => expectCarried({ generation, seed, backupFolder }),
    600_000,
  )
})
