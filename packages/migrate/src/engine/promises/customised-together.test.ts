import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, it } from 'vitest'
import { expectCarried } from './customisations.fixture.ts'

let backupFolder: string
beforeAll(async () => {
  backupFolder = await mkdtemp(path.join(tmpdir(), 'valence-test-'))
})
afterAll(() => rm(backupFolder, { recursive: true }))

it.each(['g8', 'g21'] as const)(
  'two dozen customisations of %s together are carried there and back',
  (generation) => expectCarried({ generation, seed: 1, backupFolder }),
)
