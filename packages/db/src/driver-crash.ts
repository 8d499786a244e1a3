/**
 * The driver throws a TypeError out of a timer when the server ends a connection that is held but not used at that
 * moment; nobody can catch it where it happens. A TypeError whose innermost frame is the driver's connection code is such a
 * crash: a connection was lost.
 */
export function isDriverCrash(error: unknown): boolean {
  if (!(error instanceof TypeError)) return false
  const frame = error.stack?.split('\n').find((line) => line.trim().startsWith('at '))
  return frame !== undefined && /[\\/]postgres[\\/](?:cjs[\\/])?src[\\/]connection\.js/.test(frame)
}
