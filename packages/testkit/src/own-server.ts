import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type RunningPostgres, resetStack, startPostgres } from '@valence/server'
import { publishCluster, testCluster } from './cluster.ts'
import { PREFIX, THROW_AWAY_SETTINGS } from './global-setup.ts'

/** How a server is told to end: after its sessions, without them, or as in a crash. */
export type Shutdown = 'smart' | 'fast' | 'immediate'

const SIGNALS = { smart: 'SIGTERM', fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/** A server that a test may stop. */
export interface OwnServer {
  /** Ends the server process and waits until it is gone. */
  shutDown(how: Shutdown): Promise<void>
  /** Starts it on the same folder and the same port. */
  startAgain(): Promise<void>
  /** Stops it for good, and gives the test file the usual server back. */
  close(): Promise<void>
}

/**
 * Starts a server for the test file that asks: from then on `createTestDatabase` makes its databases there. What it
 * said to have committed is kept in a crash of the server process, as in production.
 */
export async function useOwnServer(): Promise<OwnServer> {
  const usual = testCluster()
  const home = mkdtempSync(join(tmpdir(), PREFIX))
  // The server may run as another user, who must be able to enter.
  chmodSync(home, 0o755)
  const start = () =>
    startPostgres({
      dataDir: join(home, 'postgres'),
      settings: { ...THROW_AWAY_SETTINGS, synchronous_commit: 'on' },
    })
  let server: RunningPostgres = await start()
  publishCluster({
    superuserUrl: server.superuserUrl,
    postgresUrl: server.urlFor('postgres'),
    apiUrl: server.urlFor('valence_api'),
  })
  return {
    shutDown: async (how) => {
      process.kill(server.pid, SIGNALS[how])
      while (isRunning(server.pid)) await sleep(20)
    },
    startAgain: async () => {
      const { port } = server
      await server.stop()
      server = await start()
      if (server.port !== port) throw new Error(`The server came back on port ${server.port}`)
    },
    close: async () => {
      publishCluster(usual)
      await server.stop()
      await resetStack(home)
    },
  }
}

/** The server is a child of this process, which reaps it. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
