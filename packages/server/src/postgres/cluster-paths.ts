import { basename, dirname, join, resolve } from 'node:path'

/** The files of one installation. They lie next to the data folder, never in it. */
export interface ClusterPaths {
  /** What the caller asked for; see `placeCluster` for where the data really is. */
  readonly dataDir: string
  /** Generated passwords, mode 0600. */
  readonly secretsFile: string
  /** Port and place of the last start. */
  readonly stateFile: string
  /** Held by the process that started the server. */
  readonly lockFile: string
  /** What the server says; its end is quoted when a start fails. */
  readonly logFile: string
}

/** The files that belong to the cluster in `dataDir`. */
export function clusterPaths(dataDir: string): ClusterPaths {
  const full = resolve(dataDir)
  const beside = (suffix: string): string => join(dirname(full), `${basename(full)}.${suffix}`)
  return {
    dataDir: full,
    secretsFile: beside('secrets.json'),
    stateFile: beside('state.json'),
    lockFile: beside('lock'),
    logFile: beside('log'),
  }
}
