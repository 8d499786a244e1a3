import { copyFileSync, statSync, truncateSync } from 'node:fs'
import { codeOf } from '../errors.ts'

const LIMIT_BYTES = 10 * 1024 * 1024
const LOOK_EVERY_MS = 30_000

/**
 * Puts a log aside, as `name.1`, that has grown too long. Its writer has it open and goes on at its end, which is its
 * beginning then; what it says between the copy and the cut is lost.
 */
export function limitLog(logFile: string, limitBytes = LIMIT_BYTES): void {
  try {
    if (statSync(logFile).size <= limitBytes) return
    copyFileSync(logFile, `${logFile}.1`)
    truncateSync(logFile)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
}

/** The same from time to time, until the function that is returned is called. */
export function keepLogShort(logFile: string): () => void {
  const timer = setInterval(() => {
    try {
      limitLog(logFile)
    } catch {
      // A full disk: there will be room again, or whoever needs it says so.
    }
  }, LOOK_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
