import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from '@valence/db'
import { z } from 'zod'
import { homePaths } from './home-paths.ts'
import { readJsonFile } from './json-file.ts'
import { superuserUrl } from './postgres/connection-urls.ts'
import { readLockHolder } from './postgres/lock.ts'
import { findCluster } from './postgres/place-cluster.ts'
import { findPostmaster } from './postgres/postmaster.ts'
import { readSecrets } from './postgres/secrets.ts'

/** What is known about an installation without starting it. */
export interface StackStatus {
  readonly home: string
  /** Where the data really is; null before the first start. */
  readonly dataDir: string | null
  readonly isRunning: boolean
  /** Of the PostgreSQL server, when it runs. */
  readonly pid: number | null
  readonly port: number | null
  /** The process that started the server, when it is alive. */
  readonly ownerPid: number | null
  readonly dataBytes: number
  /** Names of the databases, when the server runs. */
  readonly databases: readonly string[]
  /** Where the CRM was served last. */
  readonly lastUrl: string | null
}

const serverFileSchema = z.object({ url: z.string() })

/** Describes the installation in `home`. Starts and changes nothing. */
export async function describeStatus(home: string): Promise<StackStatus> {
  const paths = homePaths(home)
  const dataDir = findCluster(paths.cluster.dataDir)
  const postmaster = dataDir === null ? null : findPostmaster(dataDir)
  return {
    home: paths.home,
    dataDir,
    isRunning: postmaster !== null,
    pid: postmaster?.pid ?? null,
    port: postmaster?.port ?? null,
    ownerPid: readLockHolder(paths.cluster.lockFile)?.pid ?? null,
    dataBytes: dataDir === null ? 0 : folderBytes(dataDir),
    databases:
      postmaster === null ? [] : await listDatabases(paths.cluster.secretsFile, postmaster.port),
    lastUrl: readJsonFile(paths.serverFile, serverFileSchema)?.url ?? null,
  }
}

async function listDatabases(secretsFile: string, port: number): Promise<readonly string[]> {
  const secrets = readSecrets(secretsFile)
  if (secrets === null) return []
  const sql = connect(superuserUrl(port, secrets), { max: 1, applicationName: 'valence-status' })
  try {
    const rows = await sql<{ name: string }[]>`
      select d.datname as name
      from pg_catalog.pg_database as d
      where not d.datistemplate
      order by d.datname
    `
    return rows.map(({ name }) => name)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

function folderBytes(folder: string): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += folderBytes(path)
    // A running server deletes files while we look.
    else if (existsSync(path)) bytes += lstatSync(path).size
  }
  return bytes
}
