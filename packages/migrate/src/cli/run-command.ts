import { asOperatorError } from '@valence/db'
import type { CommonFlags } from './options.ts'
import { createReporter, type Reporter } from './reporter.ts'

/**
 * Runs a command with a reporter and turns its outcome into an exit code. SIGINT and SIGTERM end it after the
 * current batch; a second one ends it at once, which is safe too.
 */
export async function runCommand(
  name: string,
  flags: CommonFlags,
  work: (reporter: Reporter, signal: AbortSignal) => Promise<number>,
): Promise<void> {
  const reporter = createReporter({
    isJson: flags.json ?? false,
    logFile: flags.logFile,
    command: name,
  })
  const stop = new AbortController()
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
    const text = 'Stopping … Press Ctrl-C again to stop at once; nothing is lost either way.'
    reporter.emit({ kind: 'message', severity: 'info', text })
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  const crash = crashes()
  try {
    process.exitCode = await Promise.race([work(reporter, stop.signal), crash.happened])
  } catch (error) {
    const failure = asOperatorError(error)
    reporter.fail(failure)
    process.exitCode = failure.exitCode
    if (failure.code === 'VAL-CONNECTION-LOST') leaveSoon()
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
    crash.forget()
    await reporter.close()
  }
}

/**
 * An exception that no one caught ends the command with words and an exit code, as any other error does. The driver throws
 * such ones when a connection breaks, out of a timer.
 */
function crashes(): { readonly happened: Promise<never>; forget(): void } {
  let onCrash: (error: unknown) => void = () => {}
  const happened = new Promise<never>((_resolve, reject) => {
    onCrash = reject
  })
  process.on('uncaughtException', onCrash)
  return { happened, forget: () => void process.off('uncaughtException', onCrash) }
}

const LEAVE_MS = 5_000

/** Sockets of a dead connection wait for a goodbye that never comes, and would keep the process. */
function leaveSoon(): void {
  setTimeout(() => process.exit(), LEAVE_MS).unref()
}
