/** Where the server's log (WAL) was at a moment: bytes written so far, and a clock that only goes forward. */
export interface LogPosition {
  readonly bytes: number
  readonly atMs: number
}

/**
 * How long ago the server wrote what a replica has replayed up to. The server's own figure (`replay_lag`) stands still
 * when replay does, which is when it is needed; so positions are noted as time goes by, oldest first, and looked up here.
 * A replica that is behind every note is at least as late as the oldest.
 */
export function lagMs(
  positions: readonly LogPosition[],
  replayedBytes: number,
  nowMs: number,
): number {
  const latest = positions.at(-1)
  if (latest === undefined || replayedBytes >= latest.bytes) return 0
  const reached = positions.findLast(({ bytes }) => bytes <= replayedBytes) ?? positions[0]
  return nowMs - (reached ?? latest).atMs
}
