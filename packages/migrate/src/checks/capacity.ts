import { statfs } from 'node:fs/promises'
import type { Finding, GoNoGoCheck } from './finding.ts'

/** Free room that a run must find, as a multiple of the database. */
const FACTOR = 2
const MEGABYTE = 1_048_576

/** Free disk of a server on this machine is looked at; elsewhere it cannot be known, and the operator confirms it. */
export const capacity: GoNoGoCheck = {
  id: 'capacity',
  async run(_sql, { server }) {
    const needed = FACTOR * server.databaseBytes
    const free =
      server.isLocal && server.dataDirectory !== null ? await freeBytes(server.dataDirectory) : null
    if (free === null) return [unknown(needed)]
    return free >= needed ? [] : [tooLittle(server.dataDirectory ?? '', free, needed)]
  },
}

/** Bytes that are free where this folder lies; null where that cannot be told. */
export async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null // another machine, or a folder that we may not see
  }
}

function unknown(needed: number): Finding {
  return {
    check: 'capacity',
    severity: 'notice',
    message: `The server needs ${inMegabytes(needed)} MB of free disk (twice the database); this cannot be read from here`,
    count: 1,
    examples: [],
    fix: 'Look at the free space of the server (on Supabase: Reports → Database). By confirming the run you confirm it.',
  }
}

function tooLittle(folder: string, free: number, needed: number): Finding {
  return {
    check: 'capacity',
    severity: 'blocker',
    message: `The server has ${inMegabytes(free)} MB of free disk, and needs ${inMegabytes(needed)} MB (twice the database)`,
    count: 1,
    examples: [folder],
    fix: 'Make room on the disk that holds the data directory, then look again.',
  }
}

function inMegabytes(bytes: number): string {
  return Math.ceil(bytes / MEGABYTE).toLocaleString('en-US')
}
