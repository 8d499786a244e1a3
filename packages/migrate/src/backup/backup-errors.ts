import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { OperatorError, sqlState } from '@valence/db'
import { MigrationError } from '../errors.ts'
import { ProgramError, wordsOf } from './run-program.ts'

const AGAIN =
  'Nothing was changed. Check the disk, then run the same command again: it takes a new backup.'

/** A backup that was found wanting. */
export function damaged(
  object: string,
  what: string,
  cause?: unknown,
  hint = AGAIN,
): MigrationError {
  return new MigrationError(`The backup cannot be relied on: ${what}`, {
    code: 'VAL-BACKUP',
    object,
    hint,
    cause,
  })
}

/** What a backup that could not be written was about, for the error. */
export interface Writing {
  readonly folder: string
  /** What the tables take on the server: the most that a compressed backup can be expected to need. */
  readonly neededBytes: number
}

/** An error while a backup was written, as one that tells the operator what to do; what is something else stays as it is. */
export async function writingFailed(error: unknown, writing: Writing): Promise<unknown> {
  if (error instanceof OperatorError) return error
  const { folder } = writing
  if (isDiskFull(error)) {
    const free = await freeBytes(folder)
    const room = free === null ? '' : `, ${megabytes(free)} are free there`
    return new MigrationError(
      `The disk is full: the backup could not be written. The tables take ${megabytes(writing.neededBytes)} on the server${room}`,
      {
        code: 'VAL-BACKUP',
        object: folder,
        hint: 'Nothing was changed in the database. Delete that folder, which holds no whole backup; make room or name another disk with --backup-dir; then run the same command again.',
        cause: error,
      },
    )
  }
  const state = fileError(error)
  if (state !== null) {
    return new MigrationError(`The backup could not be written: ${state}`, {
      code: 'VAL-BACKUP',
      object: folder,
      hint: 'Nothing was changed in the database. Check that the folder is there and may be written to, or name another with --backup-dir; then run the same command again.',
      cause: error,
    })
  }
  if (isRowSecurity(error)) {
    return new MigrationError(
      'The backup would lose rows: row security hides some of them from this role',
      {
        code: 'VAL-BACKUP',
        object: firstLine(error),
        hint: 'Nothing was changed. Connect as a role that sees every row: the owner of the tables, or where row security is forced one with BYPASSRLS (on Supabase: postgres).',
        cause: error,
      },
    )
  }
  if (!(error instanceof ProgramError)) return error
  return new MigrationError(`pg_dump failed: ${firstLine(error)}`, {
    code: 'VAL-BACKUP',
    object: folder,
    hint: 'Nothing was changed in the database. See the reason above; with PG_DUMP=none the tool takes its own snapshot of the data instead.',
    cause: error,
  })
}

/** An error while a backup was restored to prove it. */
export function provingFailed(error: unknown, folder: string): unknown {
  if (error instanceof OperatorError) return error
  if (sqlState(error) === '53100' || isDiskFull(error)) {
    return new MigrationError('The disk of the server is full: the backup could not be proven', {
      code: 'VAL-BACKUP',
      object: folder,
      hint: 'Nothing was changed and the scratch copy is gone. The proof needs as much free disk on the server as the tables take. Make room, then run the same command again.',
      cause: error,
    })
  }
  if (!(error instanceof ProgramError)) return error
  return damaged(
    folder,
    `it does not restore: ${firstLine(error)}`,
    error,
    'Nothing was changed. What is named here cannot be restored anywhere: correct it in the database, or take our own snapshot of the data instead, with PG_DUMP=none. Then run the same command again.',
  )
}

export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return true
  return (
    error instanceof ProgramError &&
    /No space left on device|Disk quota exceeded/.test(error.message)
  )
}

function isRowSecurity(error: unknown): boolean {
  return error instanceof Error && /affected by row-level security policy/.test(error.message)
}

/** What the operating system said of a file, or null where it was something else. */
function fileError(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('syscall' in error && 'code' in error && typeof error.code === 'string') return error.message
  const said = /could not (?:open|create|write|read)[^\n]*(?:file|directory)[^\n]*/.exec(
    error.message,
  )
  return error instanceof ProgramError && said !== null ? said[0] : null
}

function firstLine(error: unknown): string {
  if (error instanceof ProgramError) return wordsOf(error)
  return error instanceof Error ? error.message : String(error)
}

async function freeBytes(folder: string): Promise<number | null> {
  for (const place of [folder, path.dirname(folder)]) {
    const found = await statfs(place).catch(() => null)
    if (found !== null) return found.bavail * found.bsize
  }
  return null
}

function megabytes(count: number): string {
  return `${Math.max(0, count / 1_000_000).toLocaleString('en-US', { maximumFractionDigits: count < 10_000_000 ? 1 : 0 })} MB`
}
