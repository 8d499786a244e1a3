import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { StackError } from './errors.ts'
import { homePaths } from './home-paths.ts'
import { readLockHolder } from './postgres/lock.ts'
import { findCluster, forgetOrigin } from './postgres/place-cluster.ts'
import { findPostmaster, stopPostmaster } from './postgres/postmaster.ts'
import { signal, waitUntilGone } from './postgres/processes.ts'

/**
 * Deletes the installation in `home`: its database, passwords, keys and uploaded files. What runs there is
 * stopped first, by the process numbers in its own files. Other files in the folder are left alone.
 *
 * @throws StackError `postgres-busy` when the process that serves it does not end
 */
export async function resetStack(home: string): Promise<void> {
  const paths = homePaths(home)
  await endOwner(paths.cluster.lockFile)
  const dataDir = findCluster(paths.cluster.dataDir)
  const postmaster = dataDir === null ? null : findPostmaster(dataDir)
  if (postmaster !== null) await stopPostmaster(postmaster.pid)
  const { cluster } = paths
  const files = [
    cluster.dataDir,
    `${cluster.dataDir}.initialising`,
    cluster.secretsFile,
    cluster.stateFile,
    cluster.lockFile,
    cluster.logFile,
    paths.keysFile,
    paths.filesDir,
    paths.outboxDir,
    paths.serverFile,
  ]
  if (dataDir !== null) files.push(dataDir)
  for (const file of files) rmSync(file, { recursive: true, force: true })
  if (dataDir !== null && dataDir !== cluster.dataDir) forgetOrigin(dataDir)
  if (existsSync(paths.home) && readdirSync(paths.home).length === 0) rmdirSync(paths.home)
}

async function endOwner(lockFile: string): Promise<void> {
  const holder = readLockHolder(lockFile)
  if (holder === null || holder.pid === process.pid) return
  signal(holder.pid, 'SIGTERM')
  if (await waitUntilGone(holder.pid, 20_000)) return
  throw new StackError(
    'postgres-busy',
    `The process with number ${holder.pid}, which serves this installation, does not end.`,
    { hint: `End it by hand (kill -9 ${holder.pid}) and reset again.` },
  )
}
