interface BatchTiming {
  readonly size: number
  readonly elapsedMs: number
  readonly targetMs: number
  readonly limit: number
}

const SMALLEST = 100

/** The size of the next batch, so that batches take about `targetMs`: at most doubled, never above `limit`. */
export function nextBatchSize({ size, elapsedMs, targetMs, limit }: BatchTiming): number {
  const fitting = elapsedMs <= 0 ? size * 2 : Math.floor((size * targetMs * 0.8) / elapsedMs)
  return Math.max(Math.min(SMALLEST, limit), Math.min(limit, size * 2, fitting))
}
