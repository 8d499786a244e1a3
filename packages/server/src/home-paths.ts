import { join, resolve } from 'node:path'
import { type ClusterPaths, clusterPaths } from './postgres/cluster-paths.ts'

/** Everything that an installation keeps below its home folder. */
export interface HomePaths {
  readonly home: string
  readonly cluster: ClusterPaths
  /** Generated API keys, mode 0600. */
  readonly keysFile: string
  /** Uploaded files. */
  readonly filesDir: string
  /** Mails that a local installation does not send. */
  readonly outboxDir: string
  /** What the API server does and refuses, as JSON lines. */
  readonly logFile: string
  /** Address of the last API server. */
  readonly serverFile: string
}

/** The paths of the installation in `home`. */
export function homePaths(home: string): HomePaths {
  const full = resolve(home)
  return {
    home: full,
    cluster: clusterPaths(join(full, 'postgres')),
    keysFile: join(full, 'api-keys.json'),
    filesDir: join(full, 'files'),
    outboxDir: join(full, 'outbox'),
    logFile: join(full, 'logs', 'server.log'),
    serverFile: join(full, 'server.json'),
  }
}
