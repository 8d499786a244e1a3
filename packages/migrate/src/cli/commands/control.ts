import { exitCodes } from '@valence/db'
import type { Command } from 'commander'
import { type ControlCommand, controlRun } from '../../engine/run/run-control.ts'
import { addCommonFlags, type CommonFlags, databaseUrl } from '../options.ts'
import type { Reporter } from '../reporter.ts'
import { runCommand } from '../run-command.ts'

const COMMANDS: Readonly<
  Record<ControlCommand, { readonly summary: string; readonly done: string }>
> = {
  pause: {
    summary: 'let the active run wait after its batch',
    done: 'It waits after its batch, with no lock held. migrate:resume goes on, migrate:abort ends it.',
  },
  resume: { summary: 'let a paused run go on', done: 'It goes on.' },
  abort: {
    summary: 'end the active run after its batch',
    done: 'It ends after its batch, with exit code 130. migrate:production goes on later, or migrate:rollback.',
  },
}

/** `migrate:pause`, `migrate:resume`, `migrate:abort`: a run, from another terminal. */
export function registerControl(program: Command): void {
  for (const [command, { summary, done }] of Object.entries(COMMANDS)) {
    addCommonFlags(program.command(`migrate:${command}`).description(summary)).action(
      (flags: CommonFlags) =>
        runCommand(`migrate:${command}`, flags, (reporter) =>
          execute(command as ControlCommand, done, flags, reporter),
        ),
    )
  }
}

async function execute(
  command: ControlCommand,
  done: string,
  flags: CommonFlags,
  reporter: Reporter,
): Promise<number> {
  const runId = await controlRun(databaseUrl(flags, reporter.warn), command)
  reporter.say(done)
  reporter.result({ runId, command })
  return exitCodes.done
}
