import { chmodSync, mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeStatus, type RunningPostgres, resetStack, startPostgres } from '@valence/server'
import { publishCluster } from './cluster.ts'

/** Folders of test clusters begin with it. */
export const PREFIX = 'valence-test-'

/** What a cluster that is thrown away can do without; the numbers suit two workers with several pools each. */
export const THROW_AWAY_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '256MB',
}

let home: string | null = null
let cluster: RunningPostgres | null = null

/** Called by vitest once a run: starts one PostgreSQL for all tests, in a folder of its own. */
export async function setup(): Promise<void> {
  await removeLeftOvers()
  home = mkdtempSync(join(tmpdir(), PREFIX))
  // The server may run as another user, who must be able to enter.
  chmodSync(home, 0o755)
  cluster = await startPostgres({ dataDir: join(home, 'postgres'), settings: THROW_AWAY_SETTINGS })
  publishCluster({
    superuserUrl: cluster.superuserUrl,
    postgresUrl: cluster.urlFor('postgres'),
    apiUrl: cluster.urlFor('valence_api'),
  })
}

/** Called by vitest at the end. */
export async function teardown(): Promise<void> {
  await cluster?.stop()
  if (home !== null) await resetStack(home)
}

/** A run that was killed leaves its cluster behind, perhaps still running. */
async function removeLeftOvers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(PREFIX)) continue
    const old = join(tmpdir(), name)
    try {
      const status = await describeStatus(old)
      if (status.dataDir !== null && status.ownerPid === null) await resetStack(old)
    } catch {
      // Another user's, or just being deleted by another run: not ours to clean.
    }
  }
}
