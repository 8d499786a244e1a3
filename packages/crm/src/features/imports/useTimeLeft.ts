import { useState } from 'react'
import type { ImportReport } from './import-report.ts'

/** Before that, what is measured says little. */
const LEAST_MS = 5_000

/** Minutes that an import still takes at the pace that it had since it was first seen; null while that is not known. */
export function useTimeLeft({ done, total }: ImportReport): number | null {
  const [start] = useState(() => ({ at: Date.now(), done }))
  return minutesLeft({
    passedMs: Date.now() - start.at,
    passed: done - start.done,
    left: total - done,
  })
}

/** At least one: «no minutes left» is not true before the end. */
export function minutesLeft({
  passedMs,
  passed,
  left,
}: {
  readonly passedMs: number
  readonly passed: number
  readonly left: number
}): number | null {
  if (passedMs < LEAST_MS || passed <= 0) return null
  return Math.max(1, Math.ceil((passedMs / passed) * (left / 60_000)))
}
