import { isDriverCrash } from './driver-crash.ts'

/** The SQLSTATE of a database error, at any depth of causes. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  // EPIPE has five letters too, and is the system's.
  if (code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE') return code
  return sqlState(error.cause)
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What the driver and the system say when a connection ends that was there. */
const LOST = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** Whether the connection broke, seen from here or told by the server, at any depth of causes. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (isDriverCrash(error)) return true
  const code = codeOf(error) ?? ''
  return LOST.has(code) || /^(08|57P0[123])/.test(code) || isConnectionLost(error.cause)
}
