import type { LockOptions } from '@valence/db'
import type { Emit } from '../ground/events.ts'
import type { RunOptions } from './options.ts'

/** How long a piece of work waits for locks, and who is told when one is not free. */
export function lockOptions(
  what: string,
  options: Pick<RunOptions, 'databaseUrl' | 'lockTimeoutMs' | 'lockAttempts'>,
  emit: Emit,
): LockOptions {
  return {
    lockTimeoutMs: options.lockTimeoutMs,
    attempts: options.lockAttempts,
    databaseUrl: options.databaseUrl,
    onRetry: (attempt, blockers) =>
      emit({
        kind: 'message',
        severity: 'warning',
        text: `${what}: a lock is not free (attempt ${attempt}); ${blockers.join('; ') || 'no long transaction seen'}`,
      }),
  }
}
