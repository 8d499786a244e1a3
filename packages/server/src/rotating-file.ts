import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface RotatingFileOptions {
  /** A file that would grow beyond this is put aside. */
  readonly maxBytes: number
  /** So many are kept beside the one that is written: `name.1` is the youngest. */
  readonly kept: number
}

/** A file that is written at its end and never fills the disk. Only its owner reads it. */
export interface RotatingFile {
  write(line: string): void
  close(): void
}

/**
 * Written at once and not later, so that the last lines before an end are there.
 *
 * `pino-roll` 4.0.0 does this in a worker, which loses them, and counts only the files that it made itself.
 */
export function openRotatingFile(path: string, options: RotatingFileOptions): RotatingFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  let file = openSync(path, 'a', 0o600)
  let size = fstatSync(file).size
  const rotate = (): void => {
    closeSync(file)
    putAside(path, options.kept)
    file = openSync(path, 'a', 0o600)
    size = 0
  }
  return {
    write: (line) => {
      const bytes = Buffer.from(line)
      if (size > 0 && size + bytes.byteLength > options.maxBytes) rotate()
      try {
        size += writeSync(file, bytes)
      } catch {
        // A full disk takes the log, and not the server with it.
      }
    },
    close: () => closeSync(file),
  }
}

/** `name` becomes `name.1`, `name.1` becomes `name.2`, and the last goes. */
function putAside(path: string, kept: number): void {
  rmSync(`${path}.${kept}`, { force: true })
  for (let n = kept; n > 0; n -= 1) {
    const younger = n === 1 ? path : `${path}.${n - 1}`
    try {
      renameSync(younger, `${path}.${n}`)
    } catch {
      // Not that many yet; or someone else has put it aside.
    }
  }
}
