import { z } from 'zod'
import { readJsonFile, writePrivateJsonFile } from '../json-file.ts'
import type { ClusterPaths } from './cluster-paths.ts'

/** Tried first; well away from 5432, where a server of the system would be. */
const PREFERRED_PORT = 54_329

const stateSchema = z.object({ port: z.number().int().min(1).max(65_535) })

/** The port of the last start, so that a URL that someone noted stays good. */
export function preferredPort(paths: ClusterPaths): number {
  return readJsonFile(paths.stateFile, stateSchema)?.port ?? PREFERRED_PORT
}

/** Notes the port for the next start. */
export function rememberPort(paths: ClusterPaths, port: number): void {
  writePrivateJsonFile(paths.stateFile, { port })
}
